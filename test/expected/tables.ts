import { processingTimes } from '../../shared/projections/processing-times.ts';
import { satisfaction } from '../../shared/projections/satisfaction.ts';
import type { Engine } from '../engine.ts';
import { expected } from '../expected.ts';
import { type InProcessHub, startHubInProcess } from '../in-process-hub.ts';
import { curveOf, flowOf, officesOf, requestOf, scoresOf, timesOf } from './asking.ts';
import { asOf, generatedEvents, officeOf, surveyOf, workingExample } from './generated.ts';
import { durations } from './shapes.ts';

/** What is asked about generated requests: the tables and the working hours of Vietnam. */

export const startGenerated = async (engine: Engine): Promise<InProcessHub> => {
  const hub = await startHubInProcess(engine, { timeZone: 'Asia/Ho_Chi_Minh', calendar: 'vietnam' });
  await hub.post(generatedEvents());
  await hub.settle([processingTimes, satisfaction]);
  return hub;
};

export const wilson = (hub: InProcessHub) =>
  Promise.all(
    expected().tables.wilson95.value.map(async ({ k, n: of }) => {
      const { onTimeShare, onTime } = await timesOf(hub, { agency: officeOf(k, of) });
      return { k: onTime, n: onTimeShare.n, lower: onTimeShare.low, upper: onTimeShare.high };
    }),
  );

/** Limits around a target of 80%, of an office with so many requests. */
export const funnel = async (hub: InProcessHub) => {
  const { rows } = await officesOf(hub, { agency: 'offices', target: '0.8' });
  const level = (n: number, { low, high, fewest, most }: (typeof rows)[number]['limits']['p95']) => ({
    lower_interpolated: low,
    upper_interpolated: high,
    lower_quantile: fewest,
    upper_quantile: most,
    lower_quantile_share: (fewest ?? Number.NaN) / n,
    upper_quantile_share: (most ?? Number.NaN) / n,
  });
  return expected().tables['funnel_target_0.8'].value.map(({ n }) => {
    const limits = rows.find((row) => row.n === n)?.limits;
    return limits && { n, 95: level(n, limits.p95), 99.8: level(n, limits.p998) };
  });
};

/** 24 months as a chart. */
export const xmr = async (hub: InProcessHub) => {
  const query = { agency: 'monthly', from: '2022-01-01', to: '2023-12-31', by: 'month', chart: 'median' };
  const { groups } = await flowOf(hub, query);
  const chart = groups[0]?.chart;
  if (chart === undefined) throw new Error('there is no chart');
  const { values, signals } = chart;
  const found = (wanted: string) =>
    signals
      .filter(({ rule }) => rule === wanted)
      .map(({ first }) => values.findIndex(({ period }) => period === first));
  return {
    series: values.map(({ value }) => value),
    n: chart.n,
    mean: chart.mean,
    mean_moving_range: chart.meanMovingRange,
    'lower_2.66': chart.low,
    'upper_2.66': chart.high,
    'mr_upper_3.267': chart.movingRangeHigh,
    'points_outside_2.66_zero_based': found('beyond-limits'),
    'moving_ranges_above_3.267_zero_based_of_mr': found('moving-range'),
  };
};

const day = 24;

const pointsAt = async (hub: InProcessHub, agency: string, days: readonly number[]) => {
  const at = days.map((each) => `${each}d`).join(',');
  return (await curveOf(hub, { agency, at, 'as-of': asOf })).points;
};

/** What became of requests by so many days, where they may be resolved or withdrawn. */
export const incidence = async (hub: InProcessHub) => {
  const points = await pointsAt(hub, 'followed', [5, 10, 14, 20, 28, 30, 45, 60, 63]);
  const byDay = (measure: (point: (typeof points)[number]) => number | null) =>
    Object.fromEntries(points.map((point) => [point.at / day, measure(point)]));
  const { survival } = await timesOf(hub, { agency: 'followed', 'as-of': asOf });
  return {
    cumulative_incidence: {
      resolved: byDay(({ resolved }) => resolved),
      withdrawn: byDay(({ withdrawn }) => withdrawn),
    },
    overall_survival: byDay(({ open }) => open),
    naive_1_minus_km_resolved_withdrawn_censored: byDay((point) => 1 - (point.survival ?? Number.NaN)),
    km_median_resolved_withdrawn_censored: (survival?.median ?? Number.NaN) / day,
  };
};

export const tiedIncidence = async (hub: InProcessHub) => ({
  curve: (await pointsAt(hub, 'tied', [2, 3, 4, 5, 6])).map(({ at, resolved, withdrawn, open }) => ({
    t: at / day,
    resolved,
    withdrawn,
    survival: open,
  })),
});

const times100 = (share: number | null) => (share === null ? null : share * 100);

export const surveys = (hub: InProcessHub) =>
  Promise.all(
    expected().tables.satisfaction.value.map(async (_survey, index) => {
      const { scores, offered, responded, responseRate, mean, linear, satisfiedShare } = await scoresOf(
        hub,
        surveyOf(index),
      );
      return {
        counts_1_to_5: Object.values(scores),
        offered,
        responded,
        response_rate: responseRate,
        mean,
        top2_k: scores[4] + scores[5],
        top2_percent: times100(satisfiedShare.value),
        top2_wilson95: [satisfiedShare.low, satisfiedShare.high],
        linear_0_100: times100(linear),
      };
    }),
  );

const inVietnam = (instant: string): string =>
  `${new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;

const hoursWorked = async (hub: InProcessHub, id: string): Promise<number> => {
  const { clocks } = await requestOf(hub, id);
  return (clocks.working?.seconds ?? Number.NaN) / 3_600;
};

export type Working = { readonly permits: InProcessHub; readonly generated: InProcessHub };

export const workedInVietnam = ({ generated }: Working) =>
  Promise.all(
    expected().working_clock.vn.value.map(async (_example, index) => {
      const id = workingExample(index);
      const { due, received, ended } = await requestOf(generated, id);
      return {
        start: inVietnam(received ?? ''),
        end: inVietnam(ended ?? ''),
        working_minutes: (await hoursWorked(generated, id)) * 60,
        due: inVietnam(due ?? ''),
      };
    }),
  );

/** The working hours of all permits, and of the file's sample of them. */
export const workedOnPermits = async ({ permits }: Working) => ({
  ...durations(await timesOf(permits, { clock: 'working' })),
  sample: await Promise.all(
    expected().working_clock.wabo_hours.value.sample.map(async ({ case: id }) => ({
      case: id,
      working_hours: await hoursWorked(permits, id),
    })),
  ),
});
