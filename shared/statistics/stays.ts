import { type Instant, instant } from '../instant.ts';
import { closuresOf, type ProcessingTimesBlock } from './as-known.ts';

/** How a request came to be open with an agency, and how it ceased to be. */
export type Beginning = 'received' | 'reopened' | 'transferredIn';
export type Ending = 'closed' | 'otherEnds' | 'transferredOut';

/** A time in which a request was open with one agency, or with the agencies of one group. Milliseconds since 1970. */
export type Stay = {
  readonly begin: number;
  readonly how: Beginning;
  /** NaN while it goes on. */
  readonly end: number;
  readonly why: Ending | undefined;
  /** Elapsed from the receipt to the end of the request, the times it was closed left out; of what was closed. */
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
  if (!(at <= asOf)) return { begin: from, how, end: Number.NaN, why: undefined, takenMs: Number.NaN };
  return { begin: from, how, end: at, why, takenMs };
};

/**
 * Goes through the stays of the lines of a block, line by line and in the order of time, as known of an instant. They are
 * handed over one by one: a million of them kept at once would take longer to keep than to count.
 */
export const eachStay = (
  block: ProcessingTimesBlock,
  asOf: Instant,
  isAsked: (index: number) => boolean,
  visit: (stay: Stay, index: number) => void,
): void => {
  const { count, column } = block.columns;
  const { received, ended, outcome, came, left, closures } = column;
  const closuresAt = closuresOf(block, instant(Number.POSITIVE_INFINITY));
  const why = outcome.values.map(endingOf);
  for (let index = 0; index < count; index++) {
    if (!isAsked(index)) continue;
    const begin = received[index] ?? Number.NaN;
    const last = ended[index] ?? Number.NaN;
    const cameAt = came[index] ?? Number.NaN;
    const leftAt = left[index] ?? Number.NaN;
    const code = outcome.codes[index] ?? 0;
    if (Number.isNaN(cameAt) && Number.isNaN(leftAt) && closures.codes[index] === 0) {
      // Most requests: come, and gone or not.
      const end = Math.max(last, begin);
      if (begin > asOf) continue;
      if (!(end <= asOf))
        visit({ begin, how: 'received', end: Number.NaN, why: undefined, takenMs: Number.NaN }, index);
      else visit({ begin, how: 'received', end, why: why[code] ?? 'closed', takenMs: last - begin }, index);
    } else if (!(leftAt <= cameAt)) {
      // Who passed it on in the same instant never had it.
      const end = { ended: last, outcome: outcome.values[code] ?? null };
      for (const time of openTimesOf(begin, closuresAt(index), end)) {
        const stay = stayOf(time, cameAt, leftAt, asOf);
        if (stay !== undefined) visit(stay, index);
      }
    }
  }
};
