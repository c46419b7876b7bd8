import { type Periods, periodIndex, periodsBetween } from '../calendar/periods.ts';
import type { Zone } from '../calendar/zone.ts';
import { type Instant, instant } from '../instant.ts';
import { type DataQualitySchema, nowhere } from '../projections/data-quality.ts';
import { type AnomalyRule, anomalyRules, meaningOf } from '../request/anomalies.ts';
import type { Codes } from '../segment/column.ts';
import type { Block } from './cohort.ts';
import { mostGroups, requireFew } from './too-much.ts';

/** What each figure of the answer means, by name and version; see docs/measures.md. */
export const dataQualityDefinitions = {
  anomalies: 'anomalies/1',
  requests: 'requests-with-anomalies/1',
} as const;

export const qualityGroupings = ['agency', 'source', 'rule', 'month', 'procedure', 'channel'] as const;
export type QualityGrouping = (typeof qualityGroupings)[number];

/** The columns by which anomalies are selected. */
const filters = ['source', 'rule', 'procedure', 'channel'] as const;

/** Which anomalies: by when their event happened, and by what is known of it and its request. */
export type DataQualityQuestion = {
  /** The period's first instant, and the first after it. */
  readonly from?: Instant;
  readonly until?: Instant;
  /** Only what had happened by then counts. */
  readonly asOf: Instant;
  readonly source?: string;
  readonly rule?: AnomalyRule;
  readonly procedure?: string;
  readonly channel?: string;
  readonly groupBy: readonly QualityGrouping[];
  readonly zone: Zone;
};

/** A group's name: a value for each grouping asked for; null where it is not known. */
type QualityGroup = Readonly<Partial<Record<QualityGrouping, string | null>>>;

export type DataQualityRow = {
  readonly group: QualityGroup;
  readonly anomalies: number;
  /** How many requests they are of. */
  readonly requests: number;
  /** A few of these requests, the one with the latest anomaly first. */
  readonly examples: readonly string[];
  /** What the rule says; only where grouped by rule, and null of a rule that this release does not know. */
  readonly meaning?: string | null;
};

const mostExamples = 5;

/** The anomalies of a group, and each of its requests with the latest of its anomalies. */
type Tally = { readonly group: QualityGroup; anomalies: number; readonly requests: Map<string, number> };

const textAt = ({ codes, values }: Codes, index: number): string | null => values[codes[index] ?? 0] ?? null;

/** The lines of a block that the question is about. */
const membersOf = ({ columns }: Block<DataQualitySchema>, question: DataQualityQuestion): number[] => {
  const { count, column } = columns;
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, asOf } = question;
  const wanted = filters.flatMap((name) => {
    const value = question[name];
    return value === undefined
      ? []
      : [{ codes: column[name].codes, code: column[name].values.indexOf(value) }];
  });
  const members: number[] = [];
  for (let index = 0; index < count; index++) {
    const at = column.at[index] ?? Number.NaN;
    if (!(at >= from && at < until && at <= asOf)) continue;
    if (wanted.every(({ codes, code }) => codes[index] === code)) members.push(index);
  }
  return members;
};

type Selected = { readonly block: Block<DataQualitySchema>; readonly members: readonly number[] };

/** The months that cover the lines. */
const monthsOf = (selected: readonly Selected[], zone: Zone): Periods => {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { block, members } of selected)
    for (const index of members) {
      const at = block.columns.column.at[index] ?? Number.NaN;
      first = Math.min(first, at);
      last = Math.max(last, at);
    }
  return first > last
    ? { starts: new Float64Array(), labels: [] }
    : periodsBetween('month', instant(first), instant(last), zone);
};

const meaningOfAny = (rule: string | null | undefined): string | null => {
  const known = anomalyRules.find((name) => name === rule);
  return known === undefined ? null : meaningOf(known);
};

/** Of two requests the one with the later anomaly first; at one instant by id, so that the order is always the same. */
const byLatest = ([a, at]: [string, number], [b, bt]: [string, number]): number =>
  bt - at || (a < b ? -1 : Number(a > b));

const rowOf = ({ group, anomalies, requests }: Tally): DataQualityRow => ({
  group,
  anomalies,
  requests: requests.size,
  examples: [...requests]
    .sort(byLatest)
    .slice(0, mostExamples)
    .map(([request]) => request),
  ...(group.rule !== undefined && { meaning: meaningOfAny(group.rule) }),
});

/**
 * How many anomalies there are, of how many requests, by group. Exact; pure; whatever the order of the blocks.
 * @throws TooMuch where there are more than `mostGroups`
 */
export const dataQualityAnswer = (
  blocks: readonly Block<DataQualitySchema>[],
  question: DataQualityQuestion,
): DataQualityRow[] => {
  const { groupBy, zone } = question;
  const selected = blocks.map((block): Selected => ({ block, members: membersOf(block, question) }));
  const months = groupBy.includes('month') ? monthsOf(selected, zone) : undefined;
  const tallies = new Map<string, Tally>();
  // Without a grouping there is one group, also when it is empty.
  if (groupBy.length === 0) tallies.set('[]', { group: {}, anomalies: 0, requests: new Map() });
  for (const { block, members } of selected) {
    const { column } = block.columns;
    const labelAt = (grouping: QualityGrouping, index: number): string | null => {
      if (grouping === 'agency') return block.agency === nowhere ? null : block.agency;
      if (grouping !== 'month') return textAt(column[grouping], index);
      return months?.labels[periodIndex(months.starts, column.at[index] ?? Number.NaN)] ?? null;
    };
    for (const index of members) {
      const labels = groupBy.map((grouping) => labelAt(grouping, index));
      const key = JSON.stringify(labels);
      const group = Object.fromEntries(groupBy.map((grouping, axis) => [grouping, labels[axis] ?? null]));
      const tally = tallies.get(key) ?? { group, anomalies: 0, requests: new Map<string, number>() };
      tallies.set(key, tally);
      requireFew(tallies.size, mostGroups, 'groups');
      tally.anomalies += column.anomalies[index] ?? Number.NaN;
      const request = textAt(column.request, index) ?? '';
      const at = column.at[index] ?? Number.NaN;
      tally.requests.set(request, Math.max(at, tally.requests.get(request) ?? at));
    }
  }
  return [...tallies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tally]) => rowOf(tally));
};
