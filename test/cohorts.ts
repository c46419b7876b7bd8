import * as fc from 'fast-check';
import { dayOf } from '../shared/calendar/zone.ts';
import { type Instant, instant } from '../shared/instant.ts';
import { columnsOf, type Line, type Schema } from '../shared/segment/column.ts';
import type { Dimensions } from '../shared/segment/dimensions.ts';
import type { Block } from '../shared/statistics/cohort.ts';
import { type Group, groupings, type Question } from '../shared/statistics/question.ts';

/** Random lines and questions, and a plain account over objects of which lines a question is about. */

const firstHour = Date.UTC(2023, 11, 28, 17);
/** Instants of a few weeks over the end of a year; few, so that many fall on an edge. */
export const anyInstant: fc.Arbitrary<Instant> = fc
  .oneof(
    fc.integer({ min: 0, max: 80 }).map((step) => step * 12),
    fc.integer({ min: 0, max: 1_000 }),
  )
  .map((hour) => instant(firstHour + hour * 3_600_000));

export const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { freq: 3 });
const procedures = fc.constantFrom('permit', 'repair', 'permit "big"');
const channels = fc.constantFrom('counter', 'online');

export const anyDimensions = {
  received: anyInstant,
  ended: orNull(anyInstant),
  procedure: orNull(procedures),
  channel: orNull(channels),
};

/** What a line has of a request to which nothing rare happened. */
export const uneventful = {
  came: null,
  left: null,
  firstUndone: null,
  lastUndone: null,
  pauses: null,
  closures: null,
  dues: null,
} as const;

/** A line with the agency and the block it is stored in. */
export type Stored<L> = { readonly agency: string; readonly chunk: number; readonly line: L };
export const stored = <L>(line: fc.Arbitrary<L>): fc.Arbitrary<Stored<L>[]> => {
  const one = fc.record({ agency: fc.constantFrom('H29', 'H29.07', 'H30'), chunk: fc.nat(2), line });
  return fc.oneof(fc.array(one, { maxLength: 5 }), fc.array(one, { minLength: 20, maxLength: 60 }));
};

const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const sometimes = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof(fc.constant(undefined), arbitrary);

/** Mostly questions that leave several lines in a group, so that there is something to be wrong about. */
export const anyQuestion: fc.Arbitrary<Question> = fc
  .record({
    cohort: fc.constantFrom('received' as const, 'closed' as const),
    asOf: fc.oneof(anyInstant, fc.constant(instant(firstHour + 1_000 * 3_600_000))),
    groupBy: fc.oneof(
      fc.shuffledSubarray([...groupings], { maxLength: 2 }),
      fc.shuffledSubarray([...groupings]),
    ),
    zone: fc.constantFrom('Asia/Ho_Chi_Minh', 'America/New_York', 'UTC'),
    from: sometimes(anyInstant),
    until: sometimes(anyInstant),
    procedure: rarely(fc.oneof(procedures, fc.constant('unheard of'))),
    channel: rarely(channels),
  })
  .map(
    (question) =>
      Object.fromEntries(
        Object.entries(question).filter(([, value]) => value !== undefined),
      ) as unknown as Question,
  );

/** The week of a day by the rule of ISO 8601: the first of a year is that of 4 January. */
export const isoWeekOf = (day: string): string => {
  const dayNumber = (year: number, month: number, date: number) => Date.UTC(year, month, date) / 86_400_000;
  const firstMonday = (year: number) => {
    const fourth = dayNumber(year, 0, 4);
    return fourth - ((((fourth + 3) % 7) + 7) % 7);
  };
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const number = dayNumber(year, month - 1, date);
  const ofYear = [year + 1, year, year - 1].find((each) => number >= firstMonday(each)) ?? year;
  const week = Math.floor((number - firstMonday(ofYear)) / 7) + 1;
  return `${ofYear}-W${week < 10 ? '0' : ''}${week}`;
};

/** Lines packed into the blocks they are stored in. */
export const blocksOf = <S extends Schema>(
  schema: S & Dimensions,
  lines: readonly Stored<Line<S & Dimensions>>[],
): Block<S>[] =>
  [...Map.groupBy(lines, ({ agency, chunk }) => JSON.stringify([agency, chunk])).values()].map((inBlock) => ({
    agency: inBlock[0]?.agency ?? '',
    columns: columnsOf(
      schema,
      inBlock.map(({ line }) => line),
    ),
  }));

type Placed = Line<Dimensions>;
export type Cohort<L> = { readonly group: Group; readonly members: L[]; carriedOver: number };

/** Which lines a question is about, by group: the definitions of the contract, word by word. */
export const cohortsOf = <L extends Placed>(lines: readonly Stored<L>[], question: Question): Cohort<L>[] => {
  const { cohort, asOf, from, until, procedure, channel, groupBy, zone } = question;
  const byTime = groupBy.some((name) => ['day', 'week', 'month', 'year'].includes(name));
  const cohorts = new Map<string, Cohort<L>>();
  if (groupBy.length === 0) cohorts.set('{}', { group: {}, members: [], carriedOver: 0 });
  for (const { agency, line } of lines) {
    const received = line.received ?? Number.NaN;
    if (received > asOf) continue;
    if (procedure !== undefined && line.procedure !== procedure) continue;
    if (channel !== undefined && line.channel !== channel) continue;
    const at = cohort === 'received' ? received : line.ended;
    const isMember =
      at !== null && at <= asOf && (from === undefined || at >= from) && (until === undefined || at < until);
    const isCarriedOver =
      from !== undefined &&
      from <= asOf &&
      !byTime &&
      received < from &&
      (line.ended === null || line.ended >= from);
    if (!isMember && !isCarriedOver) continue;
    const day = at === null ? '' : dayOf(instant(at), zone);
    const labels = {
      agency,
      procedure: line.procedure,
      channel: line.channel,
      day,
      week: day === '' ? '' : isoWeekOf(day),
      month: day.slice(0, 7),
      year: day.slice(0, 4),
    };
    const group = Object.fromEntries(groupBy.map((name) => [name, labels[name]]));
    const key = JSON.stringify(group);
    const found: Cohort<L> = cohorts.get(key) ?? { group, members: [], carriedOver: 0 };
    cohorts.set(key, found);
    if (isMember) found.members.push(line);
    if (isCarriedOver) found.carriedOver++;
  }
  return [...cohorts.values()];
};

/** Answers in an order that depends on nothing but what they are about. */
export const inGroupOrder = <R extends { readonly group: Group }>(
  rows: readonly R[],
  name: (row: R) => unknown = () => '',
): R[] => {
  const key = (row: R): string => JSON.stringify([row.group, name(row)]);
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
};
