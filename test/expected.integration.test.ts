import { beforeAll, describe, expect, test } from 'vitest';
import { dataQuality } from '../shared/projections/data-quality.ts';
import { processingTimes } from '../shared/projections/processing-times.ts';
import { requests } from '../shared/projections/requests.ts';
import { satisfaction } from '../shared/projections/satisfaction.ts';
import { describeWithEngine, type Engine } from './engine.ts';
import {
  byGroup,
  cases,
  durations,
  listed,
  oneOf,
  onTime,
  quantile,
  request,
  scoresOf,
  shareOf,
  type Times,
  times,
  withAnomaly,
} from './expected/asking.ts';
import { differences, keysWithin } from './expected/compare.ts';
import { asked, type Entry, faultsOf, leftOut } from './expected/entry.ts';
import { generatedEvents, officeOf, surveyOf, workingExample } from './expected/generated.ts';
import { byGroupAndPlannedEnd, importInProcess, settled } from './expected/hubs.ts';
import { countsOf, pairsOf, readStreams, repeatsOf, stepsOf, timesOf } from './expected/streams.ts';
import { expected, expectedSections, isThere } from './expected.ts';
import { type InProcessHub, startHubInProcess } from './in-process-hub.ts';

/*
 * What independent tools say of real records (expected.json, beside the repository), and what the API answers about the same
 * records: every key of the file is here, asked or left out. Records are read as the importer reads them, posted to the real
 * functions, and asked in the zone of their city.
 */

const day = 24;

const notOurs = {
  linear: 'quantiles are those of the inverted CDF, never interpolated',
  lifelines_float: 'quantiles are decided exactly, not in floating point',
  extremes: 'there is no smallest and no largest duration among the measures',
};
const ofDurations = { linear: notOurs.linear, min: notOurs.extremes, max: notOurs.extremes };
const ofSurvival = { lifelines_float: notOurs.lifelines_float };

// —— WABO ——

type Wabo = {
  readonly hub: InProcessHub;
  /** The same cases in a hub in UTC, their groups as agencies and the planned end as due date. */
  readonly utc: InProcessHub;
  readonly streams: Awaited<ReturnType<typeof readStreams>>;
};

/** The last of all ends lies after the last step. */
const lastEnd = '2011-10-26T09:26:41.868Z';
const lastStep = '2011-09-22T12:45:26.304Z';

const channelName = (channel: string): string =>
  ({ online: 'Internet', counter: 'Desk', post: 'Post', email: 'e-mail', internal: 'Intern' })[channel] ??
  channel;
const groupName = (agency: string): string => (agency === 'none' ? '' : agency);

/** An instant as the file writes it. */
const written = (at: number | undefined): string | undefined =>
  at === undefined
    ? undefined
    : new Date(at)
        .toISOString()
        .replace(/\.(\d{3})Z$/, (_, ms: string) => (ms === '000' ? '+00:00' : `.${ms}000+00:00`));
const sorted = (times_: readonly string[]) => times_.map((time) => Date.parse(time)).sort((a, b) => a - b);
const firstOf = (times_: readonly string[]) => written(sorted(times_)[0]);
const lastOf = (times_: readonly string[]) => written(sorted(times_).at(-1));

const stepsIn = ({ streams }: Wabo) => streams.map(stepsOf);
const namesOf = (sequence: ReturnType<typeof stepsOf>) => sequence.map(({ step }) => step);

const waboGroup = (row: Times) => ({
  ...cases(row),
  median_days_inverted_cdf: quantile(row, 'median', day),
  p90_days_inverted_cdf: quantile(row, 'p90', day),
  on_time: onTime(row),
});
const ofWaboGroup = { median_days_linear: notOurs.linear, km_days: 'PENDING', ...ofSurvival };

/** The cohort of a period as it was known at a cut, and what became of it. */
const cohort = (from: string, to: string, cut: string, in_: (wabo: Wabo) => InProcessHub) =>
  asked<Wabo>(
    async (wabo) => {
      const known = await oneOf(in_(wabo), { from, to, 'as-of': cut });
      const eventual = await oneOf(in_(wabo), { from, to, 'as-of': lastEnd });
      return {
        n: known.received,
        closed_by_cut: known.closed,
        open_at_cut: known.open,
        never_closed_in_log: eventual.open,
        closed_only_days: durations(known, day),
        eventual_closed_days: durations(eventual, day),
      };
    },
    { ...ofDurations, ...ofSurvival, km_days: 'PENDING', eventual_km_days: 'PENDING' },
  );

const wabo: Readonly<Record<string, Entry<Wabo>>> = {
  cases: asked(async ({ hub }) => (await oneOf(hub)).received),
  events: asked(async (all) => stepsIn(all).flat().length),
  activity_variants: asked(async (all) => new Set(stepsIn(all).map((one) => namesOf(one).join('|'))).size),
  top_variants: asked(async (all) => {
    const counts = Object.entries(countsOf(stepsIn(all).map((one) => namesOf(one).join('|'))));
    return counts
      .sort(([, a], [, b]) => b - a)
      .slice(0, 5)
      .map(([joined, n]) => ({ n, len: joined.split('|').length, variant: joined.split('|') }));
  }),
  activities: asked(async (all) => new Set(stepsIn(all).flatMap(namesOf)).size),
  activity_counts: asked(async (all) => countsOf(stepsIn(all).flatMap(namesOf))),
  resources: asked(
    async (all) => new Set(stepsIn(all).flatMap((one) => one.map(({ official }) => official))).size,
  ),
  responsibles: asked(async ({ streams }) => {
    const assigned = streams.flat().filter((event) => event.type === 'motcua.request.assigned.v1');
    return new Set(assigned.map(({ data }) => data.official)).size;
  }),
  org_groups: asked(async (all) => countsOf(stepsIn(all).flatMap((one) => one.map(({ unit = '' }) => unit)))),
  start_activities: asked(async (all) => countsOf(stepsIn(all).map((one) => namesOf(one)[0] ?? ''))),
  end_activities: asked(async (all) => countsOf(stepsIn(all).map((one) => namesOf(one).at(-1) ?? ''))),
  channels: asked(async ({ hub }) =>
    byGroup(await times(hub, { 'group-by': 'channel' }), 'channel', ({ received }) => received, channelName),
  ),
  departments: asked(async ({ hub }) =>
    byGroup(await times(hub, { 'group-by': 'agency' }), 'agency', ({ received }) => received),
  ),
  groups: asked(async ({ utc }) =>
    byGroup(await times(utc, { 'group-by': 'agency' }), 'agency', ({ received }) => received, groupName),
  ),
  closed: asked(async ({ hub }) => (await oneOf(hub)).closed),
  open: asked(async ({ hub }) => (await oneOf(hub)).open),
  first_start: asked(async ({ streams }) => firstOf(timesOf(streams, 'motcua.request.submitted.v1'))),
  last_start: asked(async ({ streams }) => lastOf(timesOf(streams, 'motcua.request.submitted.v1'))),
  horizon: asked(async ({ streams }) => lastOf(timesOf(streams, 'motcua.step.completed.v1'))),
  max_enddate: asked(async ({ streams }) => lastOf(timesOf(streams, 'motcua.request.resolved.v1'))),
  ends_after_horizon: asked(
    async ({ hub }) => (await oneOf(hub)).closed - (await oneOf(hub, { 'as-of': lastStep })).closed,
  ),
  events_after_case_end: asked(async ({ hub }) => (await withAnomaly(hub, 'step-after-end'))?.requests),
  first_event_before_start: asked(async ({ hub }) => (await withAnomaly(hub, 'before-submission'))?.requests),
  on_time_vs_deadline: asked(async ({ hub }) => {
    const row = await oneOf(hub);
    return { on_time: row.onTime, late: row.late, ...onTime(row) };
  }),
  on_time_vs_planned_end: asked(async ({ utc }) => {
    const row = await oneOf(utc);
    const ended = await listed(utc, { status: 'resolved' });
    const equal = ended.filter(({ due, ended: end }) => due === end).length;
    return { on_time: row.onTime, late: row.late, ...onTime(row), equal };
  }),
  deadline_rules_disagree: asked(async ({ hub, utc }) => {
    const late = async (one: InProcessHub) =>
      new Map(
        (await listed(one, { status: 'resolved' })).map(({ id, due, ended }) => [
          id,
          (ended ?? '') > (due ?? ''),
        ]),
      );
    const planned = await late(utc);
    return [...(await late(hub))].filter(([id, isLate]) => planned.get(id) !== isLate).length;
  }),
  deadline_minus_planned_seconds: asked(async ({ hub, utc }) => {
    const dues = async (one: InProcessHub) =>
      [...(await listed(one, { status: 'resolved' })), ...(await listed(one, {}))].map(
        ({ id, due }) => [id, Date.parse(due ?? '')] as const,
      );
    const planned = new Map(await dues(utc));
    const seconds = (await dues(hub)).map(([id, due]) => (due - (planned.get(id) ?? 0)) / 1000);
    const near = seconds.filter((each) => Math.abs(each) < 1).length;
    return {
      'abs<1s': near,
      other: seconds.length - near,
      min: Math.min(...seconds),
      max: Math.max(...seconds),
    };
  }),
  open_overdue_at_horizon: asked(async ({ hub }) => {
    const { open, overdue } = await oneOf(hub, { 'as-of': lastEnd });
    return { overdue, not_yet_due: open - overdue };
  }),
  on_time_share_all_766: asked(async ({ hub }) => {
    const { onTimeShareAll, onTime: k } = await oneOf(hub);
    return shareOf(onTimeShareAll, k);
  }),
  throughput_days: asked(async ({ hub }) => durations(await oneOf(hub), day), ofDurations),
  negative_durations: asked(async ({ hub }) => ({
    n: (await oneOf(hub)).anomalies.closedBeforeOpened,
    cases: [],
    days: [],
  })),
  throughput_days_without_negatives: asked(async ({ hub }) => durations(await oneOf(hub), day), ofDurations),
  throughput_days_negatives_as_zero: asked(async ({ hub }) => durations(await oneOf(hub), day), ofDurations),
  event_span_days_all_cases: leftOut(
    'no measure runs from the first step to the last: the case runs from its submission to its end',
  ),
  km_days: leftOut('PENDING'),
  km_days_everything_cut_at_horizon: leftOut('PENDING'),
  km_survival_at: leftOut('PENDING'),
  cohort_q2_2011_utc: cohort('2011-04-01', '2011-06-30', '2011-06-30T23:59:59Z', ({ utc }) => utc),
  cohort_q2_2011_local: cohort('2011-04-01', '2011-06-30', '2011-06-30T23:59:59Z', ({ hub }) => hub),
  cohort_q2_2011_cut_0630T00Z: cohort('2011-04-01', '2011-06-30', '2011-06-30T00:00:00Z', ({ utc }) => utc),
  cohort_q4_2010_utc: cohort('2010-10-01', '2010-12-31', '2010-12-31T23:59:59Z', ({ utc }) => utc),
  cohort_q4_2010_local: cohort('2010-10-01', '2010-12-31', '2010-12-31T23:59:59Z', ({ hub }) => hub),
  by_channel: asked(
    async ({ hub }) =>
      byGroup(await times(hub, { 'group-by': 'channel' }), 'channel', waboGroup, channelName),
    ofWaboGroup,
  ),
  by_department: asked(
    async ({ hub }) => byGroup(await times(hub, { 'group-by': 'agency' }), 'agency', waboGroup),
    ofWaboGroup,
  ),
  by_group: asked(
    async ({ utc }) => {
      const rows = await times(utc, { 'group-by': 'agency' });
      return byGroup(
        rows,
        'agency',
        (row) => {
          const { on_time: _ofThePlan, ...rest } = waboGroup(row);
          return rest;
        },
        groupName,
      );
    },
    { ...ofWaboGroup, on_time: 'the due date of this hub is the planned end, the file’s the deadline' },
  ),
  by_responsible: leftOut('officials are people: statistics are never grouped by them'),
  rework_cases: asked(
    async (all) => stepsIn(all).filter((one) => Object.keys(repeatsOf(one)).length > 0).length,
  ),
  rework_cases_per_activity: asked(async (all) =>
    countsOf(stepsIn(all).flatMap((one) => Object.keys(repeatsOf(one)))),
  ),
  rework_events: asked(async (all) =>
    stepsIn(all)
      .flatMap((one) => Object.values(repeatsOf(one)))
      .reduce((sum, repeats) => sum + repeats, 0),
  ),
  directly_follows_pairs_total: asked(async (all) => stepsIn(all).flatMap(pairsOf).length),
  handovers: asked(
    async (all) =>
      stepsIn(all)
        .flatMap(pairsOf)
        .filter(([one, next]) => one.official !== next.official).length,
  ),
  handovers_group: asked(
    async (all) =>
      stepsIn(all)
        .flatMap(pairsOf)
        .filter(([one, next]) => one.unit !== next.unit).length,
  ),
  cases_with_handover: asked(
    async (all) =>
      stepsIn(all).filter((one) => pairsOf(one).some(([from, to]) => from.official !== to.official)).length,
  ),
  dfg_distinct_pairs: asked(
    async (all) =>
      new Set(
        stepsIn(all)
          .flatMap(pairsOf)
          .map(([from, to]) => `${from.step}|${to.step}`),
      ).size,
  ),
  directly_follows_top10: asked(
    async (all) => {
      const pairs = stepsIn(all)
        .flatMap(pairsOf)
        .map(([from, to]) => `${from.step}|${to.step}`);
      return Object.entries(countsOf(pairs))
        .sort(([, a], [, b]) => b - a)
        .slice(0, 10)
        .map(([pair, n]) => ({ from: pair.split('|')[0], to: pair.split('|')[1], n }));
    },
    Object.fromEntries(
      ['median_hours_linear', 'median_hours_inverted_cdf', 'mean_hours'].map((key) => [
        key,
        'steps are timed by step, not by pair of steps',
      ]),
    ),
  ),
  monthly: asked(
    async ({ hub }) => {
      const counts = async (which: string) =>
        new Map(
          (await times(hub, { cohort: which, 'group-by': 'month' })).map((row) => [
            row.group.month,
            row.received,
          ]),
        );
      const [received, closed] = [await counts('received'), await counts('closed')];
      const months = expected().wabo_receipt.monthly.value.map(({ month }) => month);
      return Promise.all(
        months.map(async (month) => ({
          month,
          received: received.get(month) ?? 0,
          closed: closed.get(month) ?? 0,
        })),
      );
    },
    { backlog_end: 'PENDING' },
  ),
  start_time_of_day: asked(async ({ streams }) =>
    countsOf(timesOf(streams, 'motcua.request.submitted.v1').map((time) => time.slice(11, 19))),
  ),
};

// —— Working time ——

type Clocks = { readonly wabo: InProcessHub; readonly vietnam: InProcessHub };

const clocks: Readonly<Record<string, Entry<Clocks>>> = {
  wabo_hours: asked(
    async ({ wabo: hub }) => ({
      n: (await oneOf(hub)).duration.n,
      sample: await Promise.all(
        expected().working_clock.wabo_hours.value.sample.map(async ({ case: id }) => ({
          case: id,
          working_hours: ((await request(hub, id)).clocks.working?.seconds ?? Number.NaN) / 3600,
        })),
      ),
    }),
    {
      ...ofDurations,
      mean: 'PENDING',
      inverted_cdf: 'PENDING',
      sum: 'it is the mean times n',
      negative: 'an end before its start is left out of the durations',
      zero: 'durations are not counted by their length',
      starts_outside_hours: 'instants are not counted by whether the office was open',
      start: 'an instant of the file',
      end: 'an instant of the file',
    },
  ),
  vn: asked(
    async ({ vietnam: hub }) =>
      Promise.all(
        expected().working_clock.vn.value.map(async ({ start, end, working_days }, index) => {
          const { clocks: shown, due } = await request(hub, workingExample(index));
          const minutes = (shown.working?.seconds ?? Number.NaN) / 60;
          return { start, end, working_days, working_minutes: minutes, due: due && inVietnam(due) };
        }),
      ),
    {
      covers: 'what the example is for',
      due_next_working_minute: 'a due instant is the end of a working time, never the next opening',
    },
  ),
};

// —— Boston ——

const lastTime = '2021-03-26T10:36:25Z';

const bostonGroup = (row: Times) => ({
  ...cases(row),
  on_time_closed_with_sla: onTime(row),
  ...(row.anomalies.closedBeforeOpened === 0 && {
    median_hours_inverted_cdf: quantile(row, 'median'),
    p90_hours_inverted_cdf: quantile(row, 'p90'),
    mean_hours: row.duration.mean,
  }),
});
const negative = 'some of these close before they open, which the durations leave out';
const ofBostonGroup = {
  median_hours_linear: notOurs.linear,
  p90_hours_linear: notOurs.linear,
  median_hours_inverted_cdf: negative,
  p90_hours_inverted_cdf: negative,
  mean_hours: negative,
  km_hours: 'PENDING',
  ...ofSurvival,
};
const severalSources = 'the mapping makes one channel of this source and others';

const boston: Readonly<Record<string, Entry<InProcessHub>>> = {
  dst_ambiguous: leftOut('how the file’s times are written; wall times are tested beside the importer'),
  dst_nonexistent: leftOut('how the file’s times are written; wall times are tested beside the importer'),
  rows: asked(async (hub) => (await oneOf(hub)).received),
  duplicate_ids: asked(async (hub) => expected().boston311.rows.value - (await oneOf(hub)).received),
  closed: asked(async (hub) => (await oneOf(hub)).closed),
  open: asked(async (hub) => (await oneOf(hub)).open),
  on_time_flag: asked(async (hub) => {
    const { received, late, overdue } = await oneOf(hub);
    return { ONTIME: received - late - overdue, OVERDUE: late + overdue };
  }),
  status_by_flag: asked(async (hub) => {
    const { closed, open, late, overdue } = await oneOf(hub);
    return {
      'Closed/ONTIME': closed - late,
      'Closed/OVERDUE': late,
      'Open/ONTIME': open - overdue,
      'Open/OVERDUE': overdue,
    };
  }),
  on_time_share_all: leftOut('what has no due date is neither on time nor late, and in no share'),
  on_time_share_with_sla: asked(async (hub) => {
    const { onTimeShareAll, onTime: k } = await oneOf(hub);
    return shareOf(onTimeShareAll, k);
  }),
  on_time_share_closed_with_sla: asked(async (hub) => onTime(await oneOf(hub))),
  recomputed: asked(async (hub) => {
    const { received, onTime: by, late, overdue } = await oneOf(hub);
    const none = received - by - late - overdue;
    return { closed_by_target: by, open_with_sla: overdue, closed_late: late, no_sla: none };
  }),
  flag_vs_recomputed_mismatch: leftOut('the file’s own flag is not imported: the hub judges by the times'),
  no_sla_by_subject: leftOut('the subject is not imported: the agency is the department'),
  closed_before_open: asked(
    async (hub) => {
      const found = await withAnomaly(hub, 'closed-before-opened');
      const ids = found?.examples.map(({ request: id }) => id).sort() ?? [];
      return { n: found?.requests, ids };
    },
    { hours: 'what ends before it begins has no duration' },
  ),
  closed_equals_open: leftOut('durations are not counted by their length'),
  max_timestamp: leftOut('an instant of the file; `lastTime` in this test'),
  timezone: leftOut('an assumption about the file'),
  hours_open_to_close: leftOut('negative durations are left out: see hours_open_to_close_without_negatives'),
  hours_open_to_close_naive: leftOut('a wall time is in a zone; plain subtraction errs where clocks change'),
  hours_open_to_close_corrected: leftOut('another reading of the file’s times than the mapping’s'),
  rows_where_dst_changes_duration: leftOut('it compares with another reading of the file’s times'),
  km_hours: leftOut('PENDING'),
  by_department: asked(
    async (hub) => byGroup(await times(hub, { 'group-by': 'agency' }), 'agency', bostonGroup),
    ofBostonGroup,
  ),
  by_type: asked(
    async (hub) => byGroup(await times(hub, { 'group-by': 'procedure' }), 'procedure', bostonGroup),
    ofBostonGroup,
  ),
  by_source: asked(
    async (hub) => ({ 'Constituent Call': bostonGroup(await oneOf(hub, { channel: 'phone' })) }),
    {
      ...ofBostonGroup,
      'City Worker App': severalSources,
      'Citizens Connect App': severalSources,
      'Employee Generated': severalSources,
      'Self Service': severalSources,
      Twitter: severalSources,
    },
  ),
  by_subject: leftOut('the subject is not imported: the agency is the department'),
  monthly: leftOut('PENDING'),
  monthly_utc_digits: leftOut('another reading of the file’s times than the mapping’s'),
  months_that_differ: leftOut('it compares with another reading of the file’s times'),
  timezone_evidence: leftOut('about the file: why its times are taken for others'),
  reopened: leftOut('the file does not say what was reopened'),
  hours_open_to_close_without_negatives: asked(async (hub) => durations(await oneOf(hub))),
  by_department_without_negatives: asked(async (hub) =>
    byGroup(await times(hub, { 'group-by': 'agency' }), 'agency', (row) => durations(row)),
  ),
};

// —— BPIC15 ——

const inVietnam = (instant: string): string =>
  `${new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;

/** Steps that share their instant with another of the case. */
const tiedIn = (sequence: ReturnType<typeof stepsOf>): number => {
  const counts = [...Map.groupBy(sequence, ({ at }) => at).values()].map(({ length }) => length);
  return counts.filter((count) => count > 1).reduce((sum, count) => sum + count, 0);
};

const variantsIn = (sequences: readonly string[][]) => new Set(sequences.map((one) => one.join('|'))).size;

const bpic15: Readonly<Record<string, Entry<Wabo>>> = {
  cases: asked(async ({ hub }) => (await oneOf(hub)).received),
  events: asked(async (all) => stepsIn(all).flat().length),
  variants: asked(
    async (all) => {
      const arrived = all.streams.map((stream) =>
        stream.flatMap((event) => (event.type === 'motcua.step.completed.v1' ? [event.data.step] : [])),
      );
      const file = variantsIn(arrived);
      return {
        pm4py: file,
        file_order: file,
        timestamp_then_file_order: variantsIn(stepsIn(all).map(namesOf)),
      };
    },
    { timestamp_then_activity_name: 'events of one instant keep the order in which they came' },
  ),
  cases_with_tied_timestamps: asked(async (all) => stepsIn(all).filter((one) => tiedIn(one) > 0).length),
  events_in_ties: asked(async (all) => stepsIn(all).reduce((sum, one) => sum + tiedIn(one), 0)),
  file_order_not_monotonic_cases: asked(async ({ streams }) => {
    const isLate = (times_: readonly string[]) =>
      sorted(times_).some((at, index) => at !== Date.parse(times_[index] ?? ''));
    return streams.filter((stream) => isLate(timesOf([stream], 'motcua.step.completed.v1'))).length;
  }),
  events_at_midnight: asked(
    async ({ streams }) =>
      timesOf(streams, 'motcua.step.completed.v1').filter((time) => time.includes('T00:00:00+')).length,
  ),
  throughput_days: leftOut(
    'no measure runs from the first step to the last: the case runs from its submission to its end',
  ),
  activities: asked(async (all) => ({ 'concept:name': new Set(stepsIn(all).flatMap(namesOf)).size }), {
    activityNameEN: 'the step’s code is imported, not its names',
    activityNameNL: 'the step’s code is imported, not its names',
  }),
  resources: asked(
    async (all) => ({
      'org:resource': new Set(stepsIn(all).flatMap((one) => one.map(({ official }) => official))).size,
    }),
    {
      monitoringResource: 'an event names one official, who completed the step',
      Responsible_actor: 'an assignment needs a unit, which the file does not name',
    },
  ),
  case_status: leftOut('the file’s own status is not imported: the hub has one of its own'),
  start_to_end_days: asked(async ({ hub }) => {
    const row = await oneOf(hub);
    return {
      ...durations(row, day),
      without_endDate: row.open,
      negative: row.anomalies.closedBeforeOpened,
    };
  }, ofDurations),
  rework_cases: asked(
    async (all) => stepsIn(all).filter((one) => Object.keys(repeatsOf(one)).length > 0).length,
  ),
  first_event: asked(async ({ streams }) => firstOf(timesOf(streams, 'motcua.step.completed.v1'))),
  last_event: asked(async ({ streams }) => lastOf(timesOf(streams, 'motcua.step.completed.v1'))),
};

// —— Sketches and tables ——

const exact = leftOut('the hub keeps every duration and answers exactly: it has no sketches');
const sketch: Readonly<Record<string, Entry<never>>> = {
  wabo_days: exact,
  wabo_seconds: exact,
  boston_hours: exact,
  wabo_km_from_buckets: exact,
};

const tables: Readonly<Record<string, Entry<InProcessHub>>> = {
  wilson95: asked(async (hub) =>
    Promise.all(
      expected().tables.wilson95.value.map(async ({ k, n }) => {
        const { onTimeShare } = await oneOf(hub, { agency: officeOf(k, n) });
        return { k, n: onTimeShare.n, lower: onTimeShare.low, upper: onTimeShare.high };
      }),
    ),
  ),
  'funnel_target_0.8': leftOut('PENDING'),
  xmr: leftOut('PENDING'),
  aalen_johansen: leftOut('PENDING'),
  aalen_johansen_ties: leftOut('PENDING'),
  satisfaction: asked(
    async (hub) =>
      Promise.all(
        expected().tables.satisfaction.value.map(async (_survey, index) => {
          const row = await scoresOf(hub, { survey: surveyOf(index) });
          const {
            scores,
            satisfiedShare: { value, low, high },
          } = row;
          return {
            counts_1_to_5: [1, 2, 3, 4, 5].map((score) => scores[score as 1 | 2 | 3 | 4 | 5]),
            offered: row.offered,
            responded: row.responded,
            response_rate: row.responseRate,
            mean: row.mean,
            top2_k: scores[4] + scores[5],
            top2_percent: (value ?? Number.NaN) * 100,
            top2_wilson95: [low, high],
            linear_0_100: (row.linear ?? Number.NaN) * 100,
          };
        }),
      ),
    {
      non_response_bounds_satisfied_share: 'not a measure yet',
      non_response_bounds_linear_0_100: 'not a measure yet',
      sd_sample: 'there is no spread of scores among the measures',
      median_inverted_cdf: 'there is no median of scores among the measures',
    },
  ),
};

const entries: Readonly<Record<string, Readonly<Record<string, Entry<never>>>>> = {
  wabo_receipt: wabo,
  working_clock: clocks,
  boston311: boston,
  bpic15_1: bpic15,
  sketch,
  tables,
};

describe.runIf(isThere)('every key of the file', () => {
  const sections = isThere ? expectedSections() : {};

  test('is asked or left out with a reason', () => {
    expect(Object.keys(entries).sort()).toEqual(Object.keys(sections).sort());
    for (const [name, section] of Object.entries(sections))
      expect([name, faultsOf(Object.keys(section), entries[name] ?? {})]).toEqual([name, []]);
  });
});

/** Asks for every key of a section that is asked, and compares. */
const compareAll = <Hub>(
  name: string,
  table: Readonly<Record<string, Entry<Hub>>>,
  hub: () => Hub,
  tolerance?: Parameters<typeof differences>[3],
) => {
  const section = isThere ? (expectedSections()[name] ?? {}) : {};
  const inFile = Object.entries(table).flatMap(([key, entry]) =>
    'ask' in entry ? [[key, entry] as const] : [],
  );
  test.each(inFile)('%s', async (key, { ask, without }) => {
    const wanted = section[key]?.value;
    const given = await ask(hub());
    expect(differences(wanted, given, new Set(Object.keys(without)), tolerance)).toEqual([]);
    // What an answer is said to lack must be something that the file has.
    const keys = keysWithin(wanted);
    expect(Object.keys(without).filter((part) => !keys.includes(part))).toEqual([]);
  });
};

const startWabo = async (engine: Engine): Promise<Wabo> => {
  const views = [processingTimes, dataQuality, requests];
  const { hub, ids } = await settled(importInProcess(engine, 'wabo-receipt', 'Europe/Amsterdam'), views);
  const otherwise = importInProcess(engine, 'wabo-receipt', 'UTC', byGroupAndPlannedEnd);
  const { hub: utc } = await settled(otherwise, [processingTimes, requests]);
  return { hub, utc, streams: await readStreams(hub, ids) };
};

const startGenerated = async (engine: Engine): Promise<InProcessHub> => {
  const hub = await startHubInProcess(engine, { timeZone: 'Asia/Ho_Chi_Minh', calendar: 'vietnam' });
  await hub.post(generatedEvents());
  await hub.settle([processingTimes, satisfaction]);
  return hub;
};

describe.runIf(isThere)('the API and independent tools say the same', () => {
  describeWithEngine('of the permits of WABO', (engine) => {
    let all: Wabo;
    beforeAll(async () => {
      all = await startWabo(engine());
    }, 120_000);
    compareAll('wabo_receipt', wabo, () => all);
  });

  describeWithEngine('of generated requests', (engine) => {
    let hub: InProcessHub;
    let permits: InProcessHub;
    beforeAll(async () => {
      hub = await startGenerated(engine());
      const imported = importInProcess(engine(), 'wabo-receipt', 'Europe/Amsterdam');
      ({ hub: permits } = await settled(imported, [processingTimes]));
    }, 120_000);
    compareAll('tables', tables, () => hub, { usual: 1e-9, ofShares: 1e-9 });
    compareAll('working_clock', clocks, () => ({ wabo: permits, vietnam: hub }));
  });

  describeWithEngine('of the permits of BPIC15', (engine) => {
    let all: Wabo;
    beforeAll(async () => {
      const imported = importInProcess(engine(), 'bpic15', 'Europe/Amsterdam');
      const { hub, ids } = await settled(imported, [processingTimes]);
      all = { hub, utc: hub, streams: await readStreams(hub, ids) };
    }, 180_000);
    compareAll('bpic15_1', bpic15, () => all);
  });

  describeWithEngine('of 14,584 requests of Boston', (engine) => {
    let hub: InProcessHub;
    beforeAll(async () => {
      const imported = importInProcess(engine(), 'boston311', 'America/New_York');
      ({ hub } = await settled(imported, [processingTimes, dataQuality]));
    }, 300_000);
    compareAll('boston311', boston, () => hub);
  });
});
