import type { PeriodUnit } from '../calendar/periods.ts';
import type { Zone } from '../calendar/zone.ts';
import type { Instant } from '../instant.ts';
import type { ProcessingTimesBlock } from './as-known.ts';
import { flowPeriods } from './flow-periods.ts';
import { flowRows } from './flow-rows.ts';
import { type LittlesLaw, littlesLaw } from './littles-law.ts';
import { joined, type PassedOn } from './passed-on.ts';
import type { Group } from './question.ts';
import { type Stay, staysOf } from './stays.ts';

export const flowGroupings = ['agency', 'procedure', 'channel'] as const;
export type FlowGrouping = (typeof flowGroupings)[number];

export type FlowQuestion = {
  readonly from: Instant;
  /** The first instant after the time asked for. */
  readonly until: Instant;
  /** Only what had happened by then counts. */
  readonly asOf: Instant;
  readonly by: PeriodUnit;
  readonly procedure?: string;
  readonly channel?: string;
  readonly groupBy: readonly FlowGrouping[];
  readonly zone: Zone;
};

/** One group over the whole time. */
export type GroupFlow = ReturnType<typeof flowRows> & {
  readonly group: Group;
  readonly littlesLaw: LittlesLaw;
};

/** There would be more rows than can be answered at once. */
export class TooManyRows extends Error {
  override readonly name = 'TooManyRows';
}
export const mostRows = 12_000;

type Account = { readonly group: Group; readonly stays: Stay[]; readonly passedOn: PassedOn[] };

/** Whether a line of a block is of the procedure and the channel asked for. */
const askedIn = ({ columns }: ProcessingTimesBlock, question: FlowQuestion): ((index: number) => boolean) => {
  const wanted = (['procedure', 'channel'] as const).flatMap((name) => {
    const { codes, values } = columns.column[name];
    const text = question[name];
    return text === undefined ? [] : [{ codes, code: values.indexOf(text) }];
  });
  return (index) => wanted.every(({ codes, code }) => codes[index] === code);
};

/** The account of the group that each line of a block belongs to. */
const accountsIn = (
  { agency, columns: { column } }: ProcessingTimesBlock,
  groupBy: readonly FlowGrouping[],
  accountOf: (group: Group) => Account,
): ((index: number) => Account) => {
  const known: Account[] = [];
  const axes = groupBy.flatMap((name) => (name === 'agency' ? [] : [column[name]]));
  const textAt = (name: FlowGrouping, index: number) =>
    name === 'agency' ? agency : (column[name].values[column[name].codes[index] ?? 0] ?? null);
  return (index) => {
    let place = 0;
    for (const { codes, values } of axes) place = place * values.length + (codes[index] ?? 0);
    const account =
      known[place] ?? accountOf(Object.fromEntries(groupBy.map((name) => [name, textAt(name, index)])));
    known[place] = account;
    return account;
  };
};

/** What all lines of a request have in common, as a text. */
const requestIn = ({ columns: { column } }: ProcessingTimesBlock): ((index: number) => string) => {
  const { received, accepted, ended, due, procedure, channel, closures } = column;
  const texts = [procedure, channel, closures];
  return (index) =>
    JSON.stringify([
      ...[received, accepted, ended, due].map((instants) => instants[index]),
      ...texts.map(({ codes, values }) => values[codes[index] ?? 0]),
    ]);
};

const collect = (
  block: ProcessingTimesBlock,
  question: FlowQuestion,
  accountOf: (group: Group) => Account,
) => {
  const isAsked = askedIn(block, question);
  const accountAt = accountsIn(block, question.groupBy, accountOf);
  const stays = staysOf(block, question.asOf);
  const requestAt = requestIn(block);
  for (let index = 0; index < block.columns.count; index++) {
    if (!isAsked(index)) continue;
    for (const stay of stays(index)) {
      const account = accountAt(index);
      if (stay.how === 'transferredIn' || stay.why === 'transferredOut')
        account.passedOn.push({ ...stay, request: requestAt(index) });
      else account.stays.push(stay);
    }
  }
};

/**
 * What came, went and stayed, period by period, as known of `asOf`; each group that had something open, or none of them where
 * it is not asked for groups.
 * @throws TooManyRows where there are more than `mostRows`
 */
export const flow = (blocks: readonly ProcessingTimesBlock[], question: FlowQuestion): GroupFlow[] => {
  const { from, until, asOf, by, groupBy, zone } = question;
  const times = flowPeriods(by, from, until, asOf, zone);
  const accounts = new Map<string, Account>();
  const accountOf = (group: Group): Account => {
    const text = JSON.stringify(Object.values(group));
    const account = accounts.get(text) ?? { group, stays: [], passedOn: [] };
    accounts.set(text, account);
    return account;
  };
  if (groupBy.length === 0) accountOf({});
  for (const block of blocks) collect(block, question, accountOf);

  // An end that has not come, NaN, fails every comparison.
  const isThere = ({ begin, end }: Stay) => times.end > from && begin < times.end && !(end < from);
  const groups = [...accounts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { group, stays, passedOn }]) => ({
      group,
      stays: [...stays, ...joined(passedOn)].filter(isThere),
    }))
    .filter(({ stays }) => stays.length > 0 || groupBy.length === 0);
  if (groups.length * times.periods.length > mostRows)
    throw new TooManyRows(`${groups.length} groups of ${times.periods.length} periods`);
  return groups.map(({ group, stays }) => ({
    group,
    ...flowRows(group, stays, times),
    littlesLaw: littlesLaw(stays, from, times.end),
  }));
};
