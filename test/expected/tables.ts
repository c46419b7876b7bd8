import { processingTimes } from '../../shared/projections/processing-times.ts';
import { satisfaction } from '../../shared/projections/satisfaction.ts';
import type { Engine } from '../engine.ts';
import { expected } from '../expected.ts';
import { type InProcessHub, startHubInProcess } from '../in-process-hub.ts';
import { officesOf, requestOf, scoresOf, timesOf } from './asking.ts';
import { generatedEvents, officeOf, surveyOf, workingExample } from './generated.ts';

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

export const workedInVietnam = (hub: InProcessHub) =>
  Promise.all(
    expected().working_clock.vn.value.map(async ({ working_days }, index) => {
      const id = workingExample(index);
      const { due, received, ended } = await requestOf(hub, id);
      return {
        start: inVietnam(received ?? ''),
        end: inVietnam(ended ?? ''),
        working_minutes: (await hoursWorked(hub, id)) * 60,
        working_days,
        due: inVietnam(due ?? ''),
      };
    }),
  );

/** The file's sample of permits. */
export const workedOnPermits = (hub: InProcessHub) =>
  Promise.all(
    expected().working_clock.wabo_hours.value.sample.map(async ({ case: id }) => ({
      case: id,
      working_hours: await hoursWorked(hub, id),
    })),
  );
