import { type Instant, instant } from '../instant.ts';
import { asKnown, type ProcessingTimesBlock } from './as-known.ts';
import { tally } from './cohort.ts';
import { bandsIn } from './punctuality.ts';
import { type Share, share } from './wilson.ts';

/** What each column of the answer means, by name and version; see docs/measures.md. */
export const formII06aDefinitions = {
  received: 'form-ii-06a-received/1',
  resolved: 'form-ii-06a-resolved/1',
  inProgress: 'form-ii-06a-in-progress/1',
  score766: 'progress-score-766/1',
} as const;

/** The points that Decision 766/QĐ-TTg (2022) gives at most for progress. */
const mostPoints = 20;

export const formSubjects = ['agency', 'procedure', 'field'] as const;
/** What the form's rows are of. */
export type FormSubject = (typeof formSubjects)[number];

export type FormQuestion = {
  /** The period's first instant, and the first after it. */
  readonly from: Instant;
  readonly until: Instant;
  /** The instant whose state the form shows: see `formAsOf`. */
  readonly asOf: Instant;
  readonly zone: string;
  readonly by: FormSubject;
  /** The field of administration that a procedure belongs to; null where none is known. */
  readonly fieldOf: (procedure: string | null) => string | null;
};

/** The columns (3) to (13). Circular 02/2017/TT-VPCP and 01/2020/TT-VPCP, form II.06a/VPCP/KSTT. */
export type FormColumns = {
  readonly received: {
    readonly total: number;
    readonly online: number;
    readonly direct: number;
    readonly carriedOver: number;
  };
  readonly resolved: {
    readonly total: number;
    readonly early: number;
    readonly onTime: number;
    readonly late: number;
  };
  readonly inProgress: {
    readonly total: number;
    readonly withinDeadline: number;
    readonly overdue: number;
  };
};

export type FormRow = FormColumns & {
  /** What the row is of; null in the total, and where the requests have none. */
  readonly group: Readonly<Partial<Record<FormSubject, string | null>>>;
  /** Whether this is the row of all others together. */
  readonly total: boolean;
  readonly score766: { readonly value: number | null; readonly points: number; readonly share: Share };
};

/** The columns that are counted; the totals are their sums. */
type Counts = {
  online: number;
  direct: number;
  carriedOver: number;
  early: number;
  onTime: number;
  late: number;
  withinDeadline: number;
  overdue: number;
};

const noCounts = (): Counts => ({
  online: 0,
  direct: 0,
  carriedOver: 0,
  early: 0,
  onTime: 0,
  late: 0,
  withinDeadline: 0,
  overdue: 0,
});

const addTo = (sum: Counts, counts: Counts): void => {
  for (const name of Object.keys(counts) as (keyof Counts)[]) sum[name] += counts[name];
};

/**
 * The form's columns: 3 = 4 + 5 + 6, 7 = 8 + 9 + 10 and 11 = 12 + 13 by their making.
 * @throws Error where 3 = 7 + 11 does not hold, so that a form which does not add up is never shown
 */
export const formColumns = (counts: Counts): FormColumns => {
  const { online, direct, carriedOver, early, onTime, late, withinDeadline, overdue } = counts;
  const received = { total: online + direct + carriedOver, online, direct, carriedOver };
  const resolved = { total: early + onTime + late, early, onTime, late };
  const inProgress = { total: withinDeadline + overdue, withinDeadline, overdue };
  if (received.total !== resolved.total + inProgress.total)
    throw new Error(`form II.06a does not add up: ${JSON.stringify(counts)}`);
  return { received, resolved, inProgress };
};

const rowOf = (group: FormRow['group'], total: boolean, counts: Counts): FormRow => {
  const columns = formColumns(counts);
  const { early, onTime, withinDeadline } = counts;
  // Decision 766/QĐ-TTg: what is not yet due counts with what was resolved in time.
  const inTime = share(early + onTime + withinDeadline, columns.received.total);
  const value = inTime.value === null ? null : inTime.value * mostPoints;
  return { group, total, ...columns, score766: { value, points: mostPoints, share: inTime } };
};

/** The instant whose state a form shows: the last of its period, or `asOf` where that comes first. */
export const formAsOf = (until: Instant, asOf: Instant): Instant => instant(Math.min(until - 1, asOf));

/**
 * Form II.06a/VPCP/KSTT: what was received in a period or open in it, and what had become of it by the end, by the agency that
 * held it then. Each request counts once. A row for each subject, in the order of their names, then the total. Exact; pure.
 */
export const formII06a = (
  blocks: readonly ProcessingTimesBlock[],
  { from, asOf, zone, by, fieldOf }: FormQuestion,
): FormRow[] => {
  const bandOf = bandsIn(zone);
  // Nothing was carried over into a period that had not begun.
  const known = asOf < from ? [] : blocks.map((block) => asKnown(block, asOf));
  const groupBy = [by === 'agency' ? 'agency' : 'procedure'] as const;
  const groups = tally(known, { cohort: 'received', asOf, zone, groupBy }, noCounts, (sum, column, lines) => {
    const { received, ended, due, channel } = column;
    const online = channel.values.indexOf('online');
    for (let i = 0; i < lines.length; i++) {
      const index = lines[i] ?? 0;
      const end = ended[index] ?? Number.NaN;
      const limit = due[index] ?? Number.NaN;
      const isNew = (received[index] ?? Number.NaN) >= from;
      // What had ended before the period and was not reopened in it is no part of it.
      if (!isNew && end < from) continue;
      if (!isNew) sum.carriedOver++;
      else if (channel.codes[index] === online) sum.online++;
      else sum.direct++;
      // Without a due date nothing was promised that could be late.
      if (!Number.isNaN(end)) sum[bandOf(end, limit) ?? 'onTime']++;
      else if (limit < asOf) sum.overdue++;
      else sum.withinDeadline++;
    }
  });
  const total = noCounts();
  const sums = new Map<string | null, Counts>();
  for (const { group, tally: counts } of groups) {
    const subject = by === 'field' ? fieldOf(group.procedure ?? null) : (group[by] ?? null);
    const sum = sums.get(subject) ?? noCounts();
    sums.set(subject, sum);
    addTo(sum, counts);
    addTo(total, counts);
  }
  const rows = [...sums]
    .sort(([a], [b]) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    .map(([subject, counts]) => rowOf({ [by]: subject }, false, counts))
    .filter(({ received }) => received.total > 0);
  return [...rows, rowOf({ [by]: null }, true, total)];
};
