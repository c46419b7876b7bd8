import { type Status, statuses } from '../../events/status.ts';
import type { Month } from '../../shared/calendar/zone.ts';
import type { Instant } from '../../shared/instant.ts';
import type { RequestsSchema } from '../../shared/projections/requests.ts';
import type { KeyedBlock } from '../../shared/row-store/read-blocks.ts';
import { type Codes, type Line, lineAt } from '../../shared/segment/column.ts';
import type { LinesSummary } from '../../shared/segment/summary.ts';

/** Which requests a work list shows. */
export type WorkQuestion = {
  /** Without one, all that have not ended. */
  readonly status?: Status | undefined;
  readonly procedure?: string | undefined;
  readonly unit?: string | undefined;
  readonly overdue: boolean;
  readonly dueBefore?: Instant | undefined;
  /** The first instant of receipt, and the first after it. */
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
};

/** Where a request stands in the list: by due date, those without one last; then by id. */
export type Position = { readonly due: number | null; readonly id: string };

type Block = KeyedBlock<RequestsSchema>;
type Found = Position & { readonly version: number; readonly block: Block; readonly index: number };

/** A request in the list: its row, and what the place of the row says. */
export type Listed = Line<RequestsSchema> & {
  readonly id: string;
  readonly version: number;
  readonly agency: string;
};

/** Whether a segment, or some changes, can hold a request that is asked for. */
export const mayList =
  ({ status }: WorkQuestion, months: { readonly first: Month; readonly last: Month }) =>
  ({ month, lines, open }: LinesSummary): boolean => {
    if (month < months.first || month > months.last) return false;
    const isEnded = status !== undefined && statuses[status].open311 === 'closed';
    return isEnded ? lines > open : open > 0;
  };

const anyOr = ({ codes, values }: Codes, wanted: string | undefined): ((index: number) => boolean) => {
  if (wanted === undefined) return () => true;
  const code = values.indexOf(wanted);
  return (index) => codes[index] === code;
};

/** Whether the line at an index is asked for. What is not known is NaN, and fails every comparison. */
const wantedIn = ({ columns }: Block, question: WorkQuestion, at: Instant): ((index: number) => boolean) => {
  const { received, ended, due, status, procedure, unit } = columns.column;
  const { overdue, dueBefore, from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = question;
  const isOpen = (index: number) => Number.isNaN(ended[index]);
  const hasStatus = question.status === undefined ? isOpen : anyOr(status, question.status);
  const hasProcedure = anyOr(procedure, question.procedure);
  const hasUnit = anyOr(unit, question.unit);
  return (index) => {
    const receipt = received[index] ?? Number.NaN;
    const deadline = due[index] ?? Number.NaN;
    return (
      hasStatus(index) &&
      hasProcedure(index) &&
      hasUnit(index) &&
      receipt >= from &&
      receipt < until &&
      (!overdue || (isOpen(index) && deadline < at)) &&
      (dueBefore === undefined || deadline < dueBefore)
    );
  };
};

/**
 * Each request once: one that moved while the blocks were read is in two. The newer counts, also where only the older
 * is asked for.
 */
const findAll = (blocks: readonly Block[], question: WorkQuestion, at: Instant): Found[] => {
  const newest = new Map<string, number>();
  for (const { keys } of blocks)
    for (const { request, version } of keys)
      if ((newest.get(request) ?? 0) < version) newest.set(request, version);
  return blocks.flatMap((block) => {
    const isWanted = wantedIn(block, question, at);
    return block.keys.flatMap(({ request, version }, index) => {
      if (newest.get(request) !== version || !isWanted(index)) return [];
      const due = block.columns.column.due[index] ?? Number.NaN;
      return { id: request, version, due: Number.isNaN(due) ? null : due, block, index };
    });
  });
};

const comparePositions = (a: Position, b: Position): number => {
  if (a.due !== b.due) return (a.due ?? Number.POSITIVE_INFINITY) - (b.due ?? Number.POSITIVE_INFINITY);
  return a.id < b.id ? -1 : Number(a.id > b.id);
};

/**
 * One page of the list. It begins after a position and not after a number of requests: what comes or goes in between
 * moves no other, so that a request whose due date stays is given once.
 * @param at the instant by which `overdue` is judged
 * @returns the requests, and where the next page begins; null where there is none
 */
export const workListPage = (
  blocks: readonly Block[],
  question: WorkQuestion,
  at: Instant,
  { after, limit }: { readonly after: Position | null; readonly limit: number },
): { readonly requests: readonly Listed[]; readonly last: Position | null } => {
  const rest = findAll(blocks, question, at)
    .filter((found) => after === null || comparePositions(found, after) > 0)
    .sort(comparePositions);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    requests: page.map(({ id, version, block, index }) => ({
      ...lineAt(block.columns, index),
      id,
      version,
      agency: block.agency,
    })),
    last: last !== undefined && rest.length > limit ? { due: last.due, id: last.id } : null,
  };
};
