/** The answer to a question would have more groups, rows or points than can be told at once. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/** More groups than any answer could hold; counted as they are found, before each takes memory. */
export const mostGroups = 20_000;

/** @throws TooMuch */
export const requireFew = (count: number, most: number, things: string): void => {
  if (count > most) throw new TooMuch(`more than ${most} ${things}`);
};
