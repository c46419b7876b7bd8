import { periodIndex } from '../calendar/periods.ts';
import type { FlowPeriod, FlowPeriods } from './flow-periods.ts';
import { addStay, emptyLaw, type LawSums } from './littles-law.ts';
import type { Group } from './question.ts';
import type { Beginning, Ending, Stay } from './stays.ts';

/** What came and went in a period: backlogEnd = backlogStart + what came − what went. */
export type FlowRow = { readonly group: Group } & FlowPeriod &
  Readonly<Record<Beginning | Ending, number>> & {
    readonly backlogStart: number;
    readonly backlogEnd: number;
  };

/** What the stays of a group come to. */
export type Ledger = {
  readonly counts: Readonly<Record<Beginning | Ending, Uint32Array>>;
  /** How long each of what was closed in each period had taken, in milliseconds. */
  readonly takenMs: readonly number[][];
  readonly law: LawSums;
  isEmpty: boolean;
};

export const emptyLedger = ({ periods }: FlowPeriods): Ledger => {
  const none = () => new Uint32Array(periods.length);
  return {
    counts: {
      received: none(),
      reopened: none(),
      transferredIn: none(),
      transferredOut: none(),
      closed: none(),
      otherEnds: none(),
    },
    takenMs: periods.map(() => []),
    law: emptyLaw(),
    isEmpty: true,
  };
};

const countOne = (counts: Uint32Array, at: number): void => {
  counts[at] = (counts[at] ?? 0) + 1;
};

/** Enters a stay where it begins and where it ends, never day by day. One that does not reach into the time is left out. */
export const enter = (ledger: Ledger, stay: Stay, { starts, from, end }: FlowPeriods): void => {
  // An end that has not come, NaN, fails every comparison.
  if (from >= end || stay.begin >= end || stay.end < from) return;
  ledger.isEmpty = false;
  addStay(ledger.law, stay, from, end);
  if (stay.begin >= from) countOne(ledger.counts[stay.how], periodIndex(starts, stay.begin));
  if (stay.why === undefined || stay.end >= end) return;
  const went = periodIndex(starts, stay.end);
  countOne(ledger.counts[stay.why], went);
  if (stay.why === 'closed' && stay.takenMs >= 0) ledger.takenMs[went]?.push(stay.takenMs);
};

/** What came and went in each period. */
export const flowRows = (group: Group, { counts, law }: Ledger, { periods }: FlowPeriods): FlowRow[] => {
  let backlog = law.openAtStart;
  return periods.map((period, index): FlowRow => {
    const at = (name: Beginning | Ending): number => counts[name][index] ?? 0;
    const came = { received: at('received'), reopened: at('reopened'), transferredIn: at('transferredIn') };
    const went = { transferredOut: at('transferredOut'), closed: at('closed'), otherEnds: at('otherEnds') };
    const backlogStart = backlog;
    backlog += came.received + came.reopened + came.transferredIn;
    backlog -= went.transferredOut + went.closed + went.otherEnds;
    return { group, ...period, ...came, ...went, backlogStart, backlogEnd: backlog };
  });
};
