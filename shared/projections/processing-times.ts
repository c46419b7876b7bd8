import type { FoldedRequest } from '../request/fold.ts';
import { foldVersion } from '../request/snapshot.ts';
import type { Line } from '../segment/column.ts';
import { type Dimensions, dimensions } from '../segment/dimensions.ts';
import { encodeList } from './list.ts';
import type { AgencyLines, Projection } from './projection.ts';

const schema = {
  ...dimensions,
  accepted: 'instant',
  due: 'instant',
  outcome: 'code',
  /** From when to when the agency had the request: null from its receipt on, and while it has it. */
  came: 'instant',
  left: 'instant',
  /** The first and the last end that was undone, of a request that was reopened. */
  firstUndone: 'instant',
  lastUndone: 'instant',
  /** Lists, null where there is nothing in them; instants in milliseconds after the receipt. See list.ts. */
  /** [from, until] of each time in which the office waited; no `until` while it goes on. */
  pauses: 'code',
  /** [ended, reopened, outcome] of each end that was undone. */
  closures: 'code',
  /** [at, due] of each due date and when it became known, where it was moved or not known from the acceptance on. */
  dues: 'code',
} as const;
export type ProcessingTimesSchema = typeof schema;

type PlacedLine = Line<ProcessingTimesSchema & Dimensions>;

/** The due dates, where the last one together with the acceptance does not tell them. */
const moved = ({ dues, accepted }: FoldedRequest): FoldedRequest['dues'] =>
  dues.length === 1 && dues[0]?.at === accepted ? [] : dues;

/** What each agency that had the request knows of it, in the order in which they had it: as of any instant, one line holds. */
const holdingLines = (state: FoldedRequest): { readonly agency: string; readonly line: PlacedLine }[] => {
  const { received, holdings, closures } = state;
  if (received === undefined) return [];
  const line = {
    received,
    ended: state.ended ?? null,
    procedure: state.procedure ?? null,
    channel: state.channel ?? null,
    accepted: state.accepted ?? null,
    due: state.due ?? null,
    outcome: state.outcome ?? null,
    came: null,
    left: null,
    firstUndone: closures[0]?.ended ?? null,
    lastUndone: closures.at(-1)?.ended ?? null,
    pauses: encodeList(
      received,
      state.pauses.map(({ from, until }) => [from, until]),
    ),
    closures: encodeList(
      received,
      closures.map(({ ended, reopened, outcome }) => [ended, reopened, outcome]),
    ),
    dues: encodeList(
      received,
      moved(state).map(({ at, due }) => [at, due]),
    ),
  };
  return holdings.flatMap(({ agency, from }, n) => {
    const left = holdings[n + 1]?.from ?? null;
    // Who passed it on before it was submitted never had a request.
    if (left !== null && left <= received) return [];
    return [{ agency, line: { ...line, came: n === 0 || from <= received ? null : from, left } }];
  });
};

/** How long requests take: a line for each time that an agency had one, from its submission on. */
export const processingTimes: Projection<ProcessingTimesSchema> = {
  name: 'processing-times',
  version: foldVersion + 2,
  schema,
  lines: (state) =>
    holdingLines(state).flatMap(({ agency, line }) => (agency === state.holder ? [line] : [])),
  elsewhere: (state) => {
    const others = holdingLines(state).filter(({ agency }) => agency !== state.holder);
    return [...Map.groupBy(others, ({ agency }) => agency)].map(
      ([agency, held]): AgencyLines<ProcessingTimesSchema & Dimensions> => ({
        agency,
        lines: held.map(({ line }) => line),
      }),
    );
  },
};
