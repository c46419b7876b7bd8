import { dataQuality } from '../../shared/projections/data-quality.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { requests } from '../../shared/projections/requests.ts';
import { steps as stepsProjection } from '../../shared/projections/steps.ts';
import type { Engine } from '../engine.ts';
import type { InProcessHub } from '../in-process-hub.ts';
import { curveOf, flowOf, listed, type Steps, steps, type Times, timesOf } from './asking.ts';
import { byGroupAndPlannedEnd, importInProcess } from './hubs.ts';
import { cases, durations, onTime, quantile, survival } from './shapes.ts';
import { joined, mostOf, namesOf, parted, readStreams, type Step, stepsOf } from './streams.ts';

/** What is asked about the permits of WABO, where it takes more than a line. */

export type Wabo = {
  readonly hub: InProcessHub;
  /** The same cases in UTC, their groups as agencies and the planned ends as due dates. */
  readonly otherwise: InProcessHub;
  readonly streams: Awaited<ReturnType<typeof readStreams>>;
  /** The steps of each case by time. */
  readonly steps: readonly (readonly Step[])[];
};

export const startWabo = async (engine: Engine): Promise<Wabo> => {
  const { hub, ids } = await importInProcess(engine, 'wabo-receipt', 'Europe/Amsterdam');
  await hub.settle([processingTimes, dataQuality, requests, stepsProjection]);
  const { hub: otherwise } = await importInProcess(engine, 'wabo-receipt', 'UTC', byGroupAndPlannedEnd);
  await otherwise.settle([processingTimes, requests]);
  const streams = await readStreams(hub, ids);
  return { hub, otherwise, streams, steps: streams.map(stepsOf) };
};

/** The log's last step; two cases end after it. */
export const lastStep = '2011-09-22T12:45:26.304Z';
export const lastEnd = '2011-10-26T09:26:41.868Z';
export const day = 24;

const channels: Readonly<Record<string, string>> = {
  online: 'Internet',
  counter: 'Desk',
  post: 'Post',
  email: 'e-mail',
  internal: 'Intern',
};
export const channelName = (channel: string): string => channels[channel] ?? channel;
/** The file's group of a case that has none is empty. */
export const groupName = (agency: string): string => (agency === 'none' ? '' : agency);

/** What the file says of each channel and department. */
export const ofGroup = (row: Times) => ({ ...ofGroupButDueDates(row), on_time: onTime(row) });

export const ofGroupButDueDates = (row: Times) => ({
  ...cases(row),
  median_days_inverted_cdf: quantile(row, 'median', day),
  p90_days_inverted_cdf: quantile(row, 'p90', day),
  km_days: survival(row, day),
});

/** The cohort of a period as it was known at a cut, and what became of it. */
export const cohort = async (hub: InProcessHub, from: string, to: string, cut: string) => {
  const known = await timesOf(hub, { from, to, 'as-of': cut });
  const eventual = await timesOf(hub, { from, to, 'as-of': lastEnd });
  return {
    n: known.received,
    closed_by_cut: known.closed,
    open_at_cut: known.open,
    never_closed_in_log: eventual.open,
    closed_only_days: durations(known, day),
    km_days: survival(known, day),
    eventual_closed_days: durations(eventual, day),
    eventual_km_days: survival(eventual, day),
  };
};

export const topVariants = ({ steps }: Wabo) =>
  mostOf(
    steps.map((one) => joined(namesOf(one))),
    5,
  ).map(([name, n]) => ({ n, len: parted(name).length, variant: parted(name) }));

/** Steps by the one before, the commonest pairs first. */
export const pairs = async ({ hub }: Wabo): Promise<readonly Steps[]> =>
  (await steps(hub, { 'group-by': 'previous,step' }))
    .filter(({ group }) => group.previous !== null)
    .toSorted((a, b) => b.completed - a.completed);

export const topPairs = async (wabo: Wabo) =>
  (await pairs(wabo)).slice(0, 10).map(({ group, completed, passage }) => ({
    from: group.previous,
    to: group.step,
    n: completed,
    median_hours_inverted_cdf: passage.median,
    mean_hours: passage.mean,
  }));

/** Who was made responsible for cases. */
export const responsiblesIn = (streams: Wabo['streams']) =>
  streams.flat().flatMap(({ type, data }) => (type === 'motcua.request.assigned.v1' ? [data.official] : []));

const ended = (hub: InProcessHub) => listed(hub, { status: 'resolved' });

export const onTimeByPlan = async ({ otherwise }: Wabo) => {
  const row = await timesOf(otherwise);
  const equal = (await ended(otherwise)).filter((one) => one.due === one.ended).length;
  return { on_time: row.onTime, late: row.late, ...onTime(row), equal };
};

/** Requests that are late by one due date and not by the other. */
export const disagreeing = async ({ hub, otherwise }: Wabo): Promise<number> => {
  const late = async (one: InProcessHub) =>
    new Map((await ended(one)).map((each) => [each.id, (each.ended ?? '') > (each.due ?? '')]));
  const byPlan = await late(otherwise);
  return [...(await late(hub))].filter(([id, isLate]) => byPlan.get(id) !== isLate).length;
};

export const secondsBetweenDueDates = async ({ hub, otherwise }: Wabo) => {
  const dues = async (one: InProcessHub) =>
    new Map(
      [...(await ended(one)), ...(await listed(one, {}))].map(({ id, due }) => [id, Date.parse(due ?? '')]),
    );
  const planned = await dues(otherwise);
  const seconds = [...(await dues(hub))].map(([id, due]) => (due - (planned.get(id) ?? Number.NaN)) / 1000);
  const near = seconds.filter((each) => Math.abs(each) < 1).length;
  const [min, max] = [Math.min(...seconds), Math.max(...seconds)];
  return { 'abs<1s': near, other: seconds.length - near, min, max };
};

/** The shares that were not closed so many days after their receipt. */
export const survivalAt = async ({ hub }: Wabo) => {
  const days = [14, 30, 56, 60, 90, 120, 180];
  const at = days.map((each) => `${each}d`).join(',');
  const { points } = await curveOf(hub, { at, 'as-of': lastEnd });
  return Object.fromEntries(points.map((point) => [point.at / day, point.survival]));
};

/** What came, ended, and was open at its end, month by month. */
export const monthly = async (hub: InProcessHub, from: string, to: string) => {
  const { rows } = await flowOf(hub, { from, to, by: 'month' });
  return rows.map(({ period: month, received, closed, backlogEnd }) => ({
    month,
    received,
    closed,
    backlog_end: backlogEnd,
  }));
};
