/** Why a row cannot be taken; none of its events is sent. */
export class RowProblem extends Error {
  override name = 'RowProblem';
}
