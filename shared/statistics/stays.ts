import { type Instant, instant } from '../instant.ts';
import { closuresOf, type ProcessingTimesBlock } from './as-known.ts';

/** How a request came to be open with an agency, and how it ceased to be. */
export type Beginning = 'received' | 'reopened' | 'transferredIn';
export type Ending = 'closed' | 'otherEnds' | 'transferredOut';

/** A time in which a request was open with one agency, or with the agencies of one group. Milliseconds since 1970. */
export type Stay = {
  readonly begin: number;
  readonly how: Beginning;
  /** NaN, with no `why`, while it goes on. */
  readonly end: number;
  readonly why?: Ending;
  /** Elapsed from the receipt to the end of the request, the times it was closed left out; NaN unless it was closed. */
  readonly takenMs: number;
};

/** A time in which a request was open, whoever had it. */
type OpenTime = {
  readonly begin: number;
  readonly how: 'received' | 'reopened';
  readonly end: number;
  readonly outcome: string | null;
  readonly takenMs: number;
};

/** What ended before it was received counts as ended at its receipt; what was reopened before it, not at all. */
const openTimesOf = (
  received: number,
  closures: ReturnType<ReturnType<typeof closuresOf>>,
  last: { readonly ended: number; readonly outcome: string | null },
): OpenTime[] => {
  const times: OpenTime[] = [];
  let begin = received;
  let closedMs = 0;
  const add = (ended: number, outcome: string | null) => {
    times.push({
      begin,
      how: times.length === 0 ? 'received' : 'reopened',
      end: Math.max(ended, received),
      outcome,
      takenMs: ended - received - closedMs,
    });
  };
  for (const { ended, reopened, outcome } of closures) {
    if (reopened <= received) continue;
    add(ended, outcome);
    closedMs += reopened - Math.max(ended, received);
    begin = reopened;
  }
  add(last.ended, last.outcome);
  return times;
};

const endingOf = (outcome: string | null): Ending =>
  outcome === 'withdrawn' || outcome === 'stopped' || outcome === 'refused' ? 'otherEnds' : 'closed';

/** At one instant a transfer comes first, then an end, then a reopening. A NaN fails every comparison. */
const stayOf = (
  { begin, how: began, end, outcome, takenMs }: OpenTime,
  came: number,
  left: number,
  asOf: Instant,
): Stay | undefined => {
  if (left <= begin || came > end) return undefined;
  const isPassedOn = left <= end || (Number.isNaN(end) && !Number.isNaN(left));
  const [at, why] = isPassedOn ? ([left, 'transferredOut'] as const) : ([end, endingOf(outcome)] as const);
  const from = came > begin ? came : begin;
  if (from > asOf) return undefined;
  const how = came > begin ? 'transferredIn' : began;
  if (!(at <= asOf)) return { begin: from, how, end: Number.NaN, takenMs: Number.NaN };
  return { begin: from, how, end: at, why, takenMs: why === 'closed' ? takenMs : Number.NaN };
};

/**
 * The stays of each line of a block: each with the agency of the block, as known of an instant.
 * @returns those of the line at an index, in the order of time
 */
export const staysOf = (block: ProcessingTimesBlock, asOf: Instant): ((index: number) => readonly Stay[]) => {
  const { received, ended, outcome, came, left } = block.columns.column;
  const closures = closuresOf(block, instant(Number.POSITIVE_INFINITY));
  const none: readonly Stay[] = [];
  return (index) => {
    const [cameAt = Number.NaN, leftAt = Number.NaN] = [came[index], left[index]];
    // Who passed it on in the same instant never had it.
    if (leftAt <= cameAt) return none;
    const last = {
      ended: ended[index] ?? Number.NaN,
      outcome: outcome.values[outcome.codes[index] ?? 0] ?? null,
    };
    return openTimesOf(received[index] ?? Number.NaN, closures(index), last).flatMap(
      (time) => stayOf(time, cameAt, leftAt, asOf) ?? [],
    );
  };
};
