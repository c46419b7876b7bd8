import type { PeriodUnit } from '../calendar/periods.ts';
import type { Zone } from '../calendar/zone.ts';
import type { Instant } from '../instant.ts';
import type { ProcessingTimesBlock } from './as-known.ts';
import { flowPeriods } from './flow-periods.ts';
import { emptyLedger, enter, type FlowRow, flowRows, type Ledger } from './flow-rows.ts';
import { type LittlesLaw, littlesLaw } from './littles-law.ts';
import { joined, type PassedOn } from './passed-on.ts';
import type { Group, KindGrouping } from './question.ts';
import { eachStay } from './stays.ts';
import { requireFew } from './too-much.ts';

/** What each figure of the answer means, by name and version; see docs/measures.md. */
export const flowDefinitions = {
  received: 'flow-received/1',
  reopened: 'flow-reopened/1',
  transferred: 'flow-transferred/1',
  closed: 'flow-closed/1',
  otherEnds: 'flow-other-ends/1',
  backlog: 'backlog/1',
  chart: 'xmr/1',
  littlesLaw: 'littles-law/1',
} as const;

export type FlowQuestion = {
  readonly from: Instant;
  /** The first instant after the time asked for. */
  readonly until: Instant;
  /** Only what had happened by then counts. */
  readonly asOf: Instant;
  readonly by: PeriodUnit;
  readonly procedure?: string;
  readonly channel?: string;
  readonly groupBy: readonly KindGrouping[];
  readonly zone: Zone;
};

/** One group over the whole time. */
export type GroupFlow = {
  readonly group: Group;
  readonly rows: readonly FlowRow[];
  /** How long each of what was closed in each period had taken, in milliseconds. */
  readonly takenMs: readonly (readonly number[])[];
  readonly littlesLaw: LittlesLaw;
};

export const mostRows = 12_000;

type Account = { readonly group: Group; readonly ledger: Ledger; readonly passedOn: PassedOn[] };

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
  groupBy: readonly KindGrouping[],
  accountOf: (group: Group) => Account,
): ((index: number) => Account) => {
  const known: Account[] = [];
  const axes = groupBy.flatMap((name) => (name === 'agency' ? [] : [column[name]]));
  const textAt = (name: KindGrouping, index: number) =>
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

/**
 * What came, went and stayed, period by period, as known of `asOf`: of each group that had something open; of all together,
 * whether anything was, where it is not asked for groups.
 * @throws TooMuch where there are more than `mostRows`
 */
export const flow = (blocks: readonly ProcessingTimesBlock[], question: FlowQuestion): GroupFlow[] => {
  const { from, until, asOf, by, groupBy, zone } = question;
  const times = flowPeriods(by, from, until, asOf, zone);
  const accounts = new Map<string, Account>();
  const accountOf = (group: Group): Account => {
    const text = JSON.stringify(Object.values(group));
    const account = accounts.get(text) ?? { group, ledger: emptyLedger(times), passedOn: [] };
    accounts.set(text, account);
    requireFew(accounts.size * times.periods.length, mostRows, 'rows');
    return account;
  };
  if (groupBy.length === 0) accountOf({});
  for (const block of blocks) {
    const accountAt = accountsIn(block, groupBy, accountOf);
    const requestAt = requestIn(block);
    eachStay(block, asOf, askedIn(block, question), (stay, index) => {
      const isPassedOn = stay.how === 'transferredIn' || stay.why === 'transferredOut';
      if (isPassedOn) accountAt(index).passedOn.push({ ...stay, request: requestAt(index) });
      else enter(accountAt(index).ledger, stay, times);
    });
  }
  for (const { ledger, passedOn } of accounts.values())
    for (const stay of joined(passedOn)) enter(ledger, stay, times);
  return [...accounts]
    .filter(([, { ledger }]) => !ledger.isEmpty || groupBy.length === 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { group, ledger }]) => ({
      group,
      rows: flowRows(group, ledger, times),
      takenMs: ledger.takenMs,
      littlesLaw: littlesLaw(ledger.law, times.end - times.from),
    }));
};
