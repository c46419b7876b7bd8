import { periodIndex } from '../calendar/periods.ts';
import type { FlowPeriod, FlowPeriods } from './flow-periods.ts';
import type { Group } from './question.ts';
import type { Beginning, Ending, Stay } from './stays.ts';

type Counts = Record<Beginning | Ending, Uint32Array>;

/** What came and went in a period: backlogEnd = backlogStart + what came − what went. */
export type FlowRow = { readonly group: Group } & FlowPeriod &
  Readonly<Record<Beginning | Ending, number>> & {
    readonly backlogStart: number;
    readonly backlogEnd: number;
  };

const countOne = (counts: Uint32Array, at: number): void => {
  counts[at] = (counts[at] ?? 0) + 1;
};

/**
 * What the stays of a group come to, period by period. They are counted where they begin and where they end, never day by
 * day: all must reach into the time.
 * @returns also how long each of what was closed in each period had taken, in milliseconds
 */
export const flowRows = (
  group: Group,
  stays: readonly Stay[],
  { starts, periods, end }: FlowPeriods,
): { readonly rows: readonly FlowRow[]; readonly takenMs: readonly (readonly number[])[] } => {
  const none = () => new Uint32Array(periods.length);
  const counts: Counts = {
    received: none(),
    reopened: none(),
    transferredIn: none(),
    transferredOut: none(),
    closed: none(),
    otherEnds: none(),
  };
  const takenMs = periods.map((): number[] => []);
  let backlog = 0;
  for (const stay of stays) {
    const came = periodIndex(starts, stay.begin);
    if (came === -1) backlog++;
    else countOne(counts[stay.how], came);
    if (stay.why === undefined || stay.end >= end) continue;
    const went = periodIndex(starts, stay.end);
    countOne(counts[stay.why], went);
    if (stay.takenMs >= 0) takenMs[went]?.push(stay.takenMs);
  }
  const rows = periods.map((period, index): FlowRow => {
    const at = (name: Beginning | Ending): number => counts[name][index] ?? 0;
    const came = { received: at('received'), reopened: at('reopened'), transferredIn: at('transferredIn') };
    const went = { transferredOut: at('transferredOut'), closed: at('closed'), otherEnds: at('otherEnds') };
    const backlogStart = backlog;
    backlog += came.received + came.reopened + came.transferredIn;
    backlog -= went.transferredOut + went.closed + went.otherEnds;
    return { group, ...period, ...came, ...went, backlogStart, backlogEnd: backlog };
  });
  return { rows, takenMs };
};
