import { beforeAll, describe, expect, test } from 'vitest';
import { dataQuality } from '../shared/projections/data-quality.ts';
import { processingTimes } from '../shared/projections/processing-times.ts';
import { describeWithEngine } from './engine.ts';
import { anomalyOf, steps, stepsOf, times, timesOf } from './expected/asking.ts';
import * as boston from './expected/boston.ts';
import * as bpic15 from './expected/bpic15.ts';
import { differences, keysWithin } from './expected/compare.ts';
import { asked, type Entry, faultsOf, leftOut } from './expected/entry.ts';
import { importInProcess } from './expected/hubs.ts';
import {
  byGroup,
  durations,
  firstOf,
  lastOf,
  onTime,
  onTimeAll,
  spans,
  survival,
} from './expected/shapes.ts';
import { countsOf, instantsOf, joined, namesOf, tiedIn } from './expected/streams.ts';
import * as tables from './expected/tables.ts';
import * as wabo from './expected/wabo.ts';
import { expectedSections, isThere } from './expected.ts';
import type { InProcessHub } from './in-process-hub.ts';

/*
 * What independent tools say of real records (expected.json, beside the repository) and what the API answers about the same
 * records: every key of the file is in this list, asked or left out. The records are read as the importer reads them, posted
 * to the real functions, and asked for in the zone of their city.
 */

type Entries<Hub> = Readonly<Record<string, Entry<Hub>>>;

/** Parts of many values that the API has nowhere. */
const nowhere: Readonly<Record<string, string>> = {
  linear: 'quantiles are those of the inverted CDF, never interpolated',
  median_days_linear: 'the same',
  median_hours_linear: 'the same',
  p90_hours_linear: 'the same',
  lifelines_float: 'quantiles are decided exactly, not in floating point',
  min: 'there is no least duration among the measures',
  max: 'there is no greatest duration among the measures',
};

const { day, lastEnd, lastStep } = wabo;
const submissions = 'motcua.request.submitted.v1';
const resolutions = 'motcua.request.resolved.v1';
const completions = 'motcua.step.completed.v1';

const ofWabo: Entries<wabo.Wabo> = {
  cases: asked(async ({ hub }) => (await timesOf(hub)).received),
  events: asked(async ({ hub }) => (await stepsOf(hub)).completed),
  activity_variants: asked(({ steps }) => new Set(steps.map((one) => joined(namesOf(one)))).size),
  top_variants: asked(wabo.topVariants),
  activities: asked(async ({ hub }) => (await steps(hub, { 'group-by': 'step' })).length),
  activity_counts: asked(async ({ hub }) =>
    byGroup(await steps(hub, { 'group-by': 'step' }), ({ completed }) => completed),
  ),
  resources: asked(({ steps }) => new Set(steps.flat().map(({ official }) => official)).size),
  responsibles: asked(({ streams }) => new Set(wabo.responsiblesIn(streams)).size),
  org_groups: asked(async ({ hub }) => {
    const rows = await steps(hub, { 'group-by': 'unit' });
    return byGroup(
      rows.filter(({ completed }) => completed > 0),
      ({ completed }) => completed,
    );
  }),
  start_activities: asked(({ steps }) => countsOf(steps.map((one) => one[0]?.step ?? ''))),
  end_activities: asked(({ steps }) => countsOf(steps.map((one) => one.at(-1)?.step ?? ''))),
  channels: asked(async ({ hub }) =>
    byGroup(await times(hub, { 'group-by': 'channel' }), ({ received }) => received, wabo.channelName),
  ),
  departments: asked(async ({ hub }) =>
    byGroup(await times(hub, { 'group-by': 'agency' }), ({ received }) => received),
  ),
  groups: asked(async ({ otherwise }) =>
    byGroup(await times(otherwise, { 'group-by': 'agency' }), ({ received }) => received, wabo.groupName),
  ),
  closed: asked(async ({ hub }) => (await timesOf(hub)).closed),
  open: asked(async ({ hub }) => (await timesOf(hub)).open),
  first_start: asked(({ streams }) => firstOf(instantsOf(streams, submissions))),
  last_start: asked(({ streams }) => lastOf(instantsOf(streams, submissions))),
  horizon: asked(({ streams }) => lastOf(instantsOf(streams, completions))),
  max_enddate: asked(({ streams }) => lastOf(instantsOf(streams, resolutions))),
  ends_after_horizon: asked(
    async ({ hub }) => (await timesOf(hub)).closed - (await timesOf(hub, { 'as-of': lastStep })).closed,
  ),
  events_after_case_end: asked(async ({ hub }) => (await anomalyOf(hub, 'step-after-end')).requests),
  first_event_before_start: asked(async ({ hub }) => (await anomalyOf(hub, 'before-submission')).requests),
  on_time_vs_deadline: asked(async ({ hub }) => {
    const row = await timesOf(hub);
    return { on_time: row.onTime, late: row.late, ...onTime(row) };
  }),
  on_time_vs_planned_end: asked(wabo.onTimeByPlan),
  deadline_rules_disagree: asked(wabo.disagreeing),
  deadline_minus_planned_seconds: asked(wabo.secondsBetweenDueDates),
  open_overdue_at_horizon: asked(async ({ hub }) => {
    const { open, overdue } = await timesOf(hub, { 'as-of': lastEnd });
    return { overdue, not_yet_due: open - overdue };
  }),
  on_time_share_all_766: asked(async ({ hub }) => onTimeAll(await timesOf(hub))),
  throughput_days: asked(async ({ hub }) => durations(await timesOf(hub), day)),
  negative_durations: asked(async ({ hub }) => ({ n: (await timesOf(hub)).anomalies.closedBeforeOpened }), {
    cases: 'there are none',
    days: 'there are none',
  }),
  throughput_days_without_negatives: asked(async ({ hub }) => durations(await timesOf(hub), day)),
  throughput_days_negatives_as_zero: asked(async ({ hub }) => durations(await timesOf(hub), day)),
  event_span_days_all_cases: asked(async ({ hub }) => spans(await stepsOf(hub), day)),
  km_days: asked(async ({ hub }) => survival(await timesOf(hub, { 'as-of': lastEnd }), day)),
  km_days_everything_cut_at_horizon: asked(async ({ hub }) =>
    survival(await timesOf(hub, { 'as-of': lastStep }), day),
  ),
  km_survival_at: asked(wabo.survivalAt),
  cohort_q2_2011_utc: asked(({ otherwise }) =>
    wabo.cohort(otherwise, '2011-04-01', '2011-06-30', '2011-06-30T23:59:59Z'),
  ),
  cohort_q2_2011_local: asked(({ hub }) =>
    wabo.cohort(hub, '2011-04-01', '2011-06-30', '2011-06-30T23:59:59Z'),
  ),
  cohort_q2_2011_cut_0630T00Z: asked(({ otherwise }) =>
    wabo.cohort(otherwise, '2011-04-01', '2011-06-30', '2011-06-30T00:00:00Z'),
  ),
  cohort_q4_2010_utc: asked(({ otherwise }) =>
    wabo.cohort(otherwise, '2010-10-01', '2010-12-31', '2010-12-31T23:59:59Z'),
  ),
  cohort_q4_2010_local: asked(({ hub }) =>
    wabo.cohort(hub, '2010-10-01', '2010-12-31', '2010-12-31T23:59:59Z'),
  ),
  by_channel: asked(async ({ hub }) =>
    byGroup(await times(hub, { 'group-by': 'channel', 'as-of': lastEnd }), wabo.ofGroup, wabo.channelName),
  ),
  by_department: asked(async ({ hub }) =>
    byGroup(await times(hub, { 'group-by': 'agency', 'as-of': lastEnd }), wabo.ofGroup),
  ),
  by_group: asked(
    async ({ otherwise }) =>
      byGroup(
        await times(otherwise, { 'group-by': 'agency', 'as-of': lastEnd }),
        wabo.ofGroupButDueDates,
        wabo.groupName,
      ),
    { on_time: 'where groups are agencies, the planned end is the due date' },
  ),
  by_responsible: leftOut('officials are people: no statistic is grouped by them'),
  rework_cases: asked(async ({ hub }) => (await stepsOf(hub)).requestsWithRework),
  rework_cases_per_activity: asked(async ({ hub }) => {
    const rows = await steps(hub, { 'group-by': 'step' });
    return byGroup(
      rows.filter(({ rework }) => rework > 0),
      ({ requestsWithRework }) => requestsWithRework,
    );
  }),
  rework_events: asked(async ({ hub }) => (await stepsOf(hub)).rework),
  directly_follows_pairs_total: asked(async (known) =>
    (await wabo.pairs(known)).reduce((sum, { completed }) => sum + completed, 0),
  ),
  handovers: asked(async ({ hub }) => (await stepsOf(hub)).handovers.officials),
  handovers_group: asked(async ({ hub }) => (await stepsOf(hub)).handovers.units),
  cases_with_handover: asked(async ({ hub }) => (await stepsOf(hub)).handovers.requests),
  dfg_distinct_pairs: asked(async (known) => (await wabo.pairs(known)).length),
  directly_follows_top10: asked(wabo.topPairs),
  monthly: asked(({ hub }) => wabo.monthly(hub, '2010-10-01', '2011-10-31')),
  start_time_of_day: asked(({ streams }) =>
    countsOf(instantsOf(streams, submissions).map((time) => time.slice(11, 19))),
  ),
};

const ofWorkingClock: Entries<tables.Working> = {
  wabo_hours: asked(tables.workedOnPermits, {
    sum: 'it is n times the mean',
    negative: 'what ends before it begins has no duration',
    zero: 'durations are not counted by their length',
    starts_outside_hours: 'instants are not counted by whether the office was open',
    start: 'an instant of the log, asked there',
    end: 'an instant of the log, asked there',
  }),
  vn: asked(tables.workedInVietnam, {
    covers: 'what the example is for',
    working_days: 'it is what the request was given',
    due_next_working_minute: 'a due instant is the end of a working time, not the next opening of the office',
  }),
};

const otherwiseRead = 'another reading of the file’s times than the mapping’s';
const aboutTheFile = 'it says how the file is written; the importer’s own tests are about that';
const noSubject = 'the subject is not imported: the agency is the department';
const negatives = 'some of these close before they open, and what does has no duration';
const severalSources = 'the mapping makes one channel of this source and others';
const ofBostonGroup = {
  median_hours_inverted_cdf: negatives,
  p90_hours_inverted_cdf: negatives,
  mean_hours: negatives,
};

const ofBoston: Entries<InProcessHub> = {
  dst_ambiguous: leftOut(aboutTheFile),
  dst_nonexistent: leftOut(aboutTheFile),
  rows: asked(async (hub) => (await timesOf(hub)).received),
  duplicate_ids: leftOut(aboutTheFile),
  closed: asked(async (hub) => (await timesOf(hub)).closed),
  open: asked(async (hub) => (await timesOf(hub)).open),
  on_time_flag: asked(boston.byFlag),
  status_by_flag: asked(boston.byStatusAndFlag),
  on_time_share_all: leftOut('what has no due date is neither on time nor late, and in no share'),
  on_time_share_with_sla: asked(async (hub) => onTimeAll(await timesOf(hub))),
  on_time_share_closed_with_sla: asked(async (hub) => onTime(await timesOf(hub))),
  recomputed: asked(boston.byDueDate),
  flag_vs_recomputed_mismatch: leftOut('the file’s flag is not imported: the hub goes by the times'),
  no_sla_by_subject: leftOut(noSubject),
  closed_before_open: asked(boston.closedBeforeOpened, {
    hours: 'what ends before it begins has no duration',
  }),
  closed_equals_open: leftOut('durations are not counted by their length'),
  max_timestamp: leftOut('the horizon of the file; curves are asked as of it'),
  timezone: leftOut(aboutTheFile),
  hours_open_to_close: leftOut('negative durations are kept; see hours_open_to_close_without_negatives'),
  hours_open_to_close_naive: leftOut(otherwiseRead),
  hours_open_to_close_corrected: leftOut(otherwiseRead),
  rows_where_dst_changes_duration: leftOut(otherwiseRead),
  km_hours: asked(async (hub) => survival(await timesOf(hub, { 'as-of': boston.lastTime }))),
  by_department: asked(
    async (hub) =>
      byGroup(await times(hub, { 'group-by': 'agency', 'as-of': boston.lastTime }), boston.ofGroup),
    ofBostonGroup,
  ),
  by_type: asked(
    async (hub) =>
      byGroup(await times(hub, { 'group-by': 'procedure', 'as-of': boston.lastTime }), boston.ofGroup),
    ofBostonGroup,
  ),
  by_source: asked(
    async (hub) => ({
      'Constituent Call': boston.ofGroup(await timesOf(hub, { channel: 'phone', 'as-of': boston.lastTime })),
    }),
    {
      ...ofBostonGroup,
      'City Worker App': severalSources,
      'Citizens Connect App': severalSources,
      'Employee Generated': severalSources,
      'Self Service': severalSources,
      Twitter: severalSources,
    },
  ),
  by_subject: leftOut(noSubject),
  monthly: asked((hub) => wabo.monthly(hub, '2013-01-01', '2021-03-31')),
  monthly_utc_digits: leftOut(otherwiseRead),
  months_that_differ: leftOut(otherwiseRead),
  timezone_evidence: leftOut(aboutTheFile),
  reopened: leftOut('the file does not say what was reopened'),
  hours_open_to_close_without_negatives: asked(async (hub) => durations(await timesOf(hub))),
  by_department_without_negatives: asked(async (hub) =>
    byGroup(await times(hub, { 'group-by': 'agency' }), (row) => durations(row)),
  ),
};

const ofBpic15: Entries<bpic15.Bpic15> = {
  cases: asked(async ({ hub }) => (await timesOf(hub)).received),
  events: asked(async ({ hub }) => (await stepsOf(hub)).completed),
  variants: asked(bpic15.variants, {
    timestamp_then_activity_name: 'events of one instant keep the order in which they came',
  }),
  cases_with_tied_timestamps: asked(({ steps }) => steps.filter((one) => tiedIn(one) > 0).length),
  events_in_ties: asked(({ steps }) => steps.reduce((sum, one) => sum + tiedIn(one), 0)),
  file_order_not_monotonic_cases: asked(bpic15.outOfOrder),
  events_at_midnight: asked(
    ({ streams }) => instantsOf(streams, completions).filter((time) => time.includes('T00:00:00+')).length,
  ),
  throughput_days: asked(async ({ hub }) => spans(await stepsOf(hub), day)),
  activities: asked(
    async ({ hub }) => ({ 'concept:name': (await steps(hub, { 'group-by': 'step' })).length }),
    {
      activityNameEN: 'of a step its code is imported, not what it is called',
      activityNameNL: 'of a step its code is imported, not what it is called',
    },
  ),
  resources: asked(
    ({ steps }) => ({ 'org:resource': new Set(steps.flat().map((one) => one.official)).size }),
    {
      monitoringResource: 'a step names one official, who completed it',
      Responsible_actor: 'an assignment names a unit, and the file has none',
    },
  ),
  case_status: leftOut('the file’s status is not imported: the hub goes by the events'),
  start_to_end_days: asked(async ({ hub }) => {
    const row = await timesOf(hub);
    const { open, anomalies } = row;
    return { ...durations(row, day), without_endDate: open, negative: anomalies.closedBeforeOpened };
  }),
  rework_cases: asked(async ({ hub }) => (await stepsOf(hub)).requestsWithRework),
  first_event: asked(({ streams }) => firstOf(instantsOf(streams, completions))),
  last_event: asked(({ streams }) => lastOf(instantsOf(streams, completions))),
};

const noSketches = leftOut('the hub keeps every duration and answers exactly: it has no sketches');
const ofSketches: Entries<never> = {
  wabo_days: noSketches,
  wabo_seconds: noSketches,
  boston_hours: noSketches,
  wabo_km_from_buckets: noSketches,
};

const ofTables: Entries<InProcessHub> = {
  wilson95: asked(tables.wilson),
  'funnel_target_0.8': asked(tables.funnel, {
    99.9: 'the limits are those of 95% and 99.8%',
    lower_normal: 'the limits are exact, never those of the normal distribution',
    upper_normal: 'the limits are exact, never those of the normal distribution',
  }),
  xmr: asked(tables.xmr, {
    median_moving_range: 'the limits go by the mean moving range',
    'lower_3/1.128': 'the factor is 2.66, as it is printed',
    'upper_3/1.128': 'the factor is 2.66, as it is printed',
    'mr_upper_3.268': 'the factor is 3.267, as it is printed',
  }),
  aalen_johansen: asked(tables.incidence, { rows: 'what was posted', codes: 'what the rows mean' }),
  aalen_johansen_ties: asked(tables.tiedIncidence, { rows: 'what was posted' }),
  satisfaction: asked(tables.surveys, {
    non_response_bounds_satisfied_share: 'not a measure yet',
    non_response_bounds_linear_0_100: 'not a measure yet',
    sd_sample: 'there is no spread of scores among the measures',
    median_inverted_cdf: 'there is no median of scores among the measures',
  }),
};

const lists: Readonly<Record<string, Entries<never>>> = {
  wabo_receipt: ofWabo,
  working_clock: ofWorkingClock,
  boston311: ofBoston,
  bpic15_1: ofBpic15,
  sketch: ofSketches,
  tables: ofTables,
};

const sections = isThere ? expectedSections() : {};

describe.runIf(isThere)('expected.json', () => {
  test('every key is asked or left out with a reason', () => {
    expect(Object.keys(lists).sort()).toEqual(Object.keys(sections).sort());
    for (const [name, section] of Object.entries(sections))
      expect([name, faultsOf(Object.keys(section), lists[name] ?? {})]).toEqual([name, []]);
    const all = keysWithin(sections);
    expect(Object.keys(nowhere).filter((key) => !all.includes(key))).toEqual([]);
  });

  const compare = <Hub>(
    name: string,
    entries: Entries<Hub>,
    hub: () => Hub,
    tolerance?: Parameters<typeof differences>[3],
  ) => {
    const toAsk = Object.entries(entries).flatMap(([key, entry]) =>
      'ask' in entry ? [{ key, ...entry }] : [],
    );
    test.each(toAsk)(`${name}: $key`, async ({ key, ask, without }) => {
      const wanted = sections[name]?.[key]?.value;
      const unanswered = new Set([...Object.keys(nowhere), ...Object.keys(without)]);
      expect(differences(wanted, await ask(hub()), unanswered, tolerance)).toEqual([]);
      const inFile = keysWithin(wanted);
      expect(Object.keys(without).filter((part) => !inFile.includes(part))).toEqual([]);
    });
  };

  describeWithEngine('of WABO, and of requests made for the tables', (engine) => {
    let permits: wabo.Wabo;
    let generated: InProcessHub;
    beforeAll(async () => {
      permits = await wabo.startWabo(engine());
      generated = await tables.startGenerated(engine());
    }, 180_000);
    compare('wabo_receipt', ofWabo, () => permits);
    compare('working_clock', ofWorkingClock, () => ({ permits: permits.hub, generated }));
    compare('tables', ofTables, () => generated, { usual: 1e-9, ofShares: 1e-9 });
  });

  describeWithEngine('of BPIC15', (engine) => {
    let permits: bpic15.Bpic15;
    beforeAll(async () => {
      permits = await bpic15.startBpic15(engine());
    }, 180_000);
    compare('bpic15_1', ofBpic15, () => permits);
  });

  describeWithEngine('of Boston', (engine) => {
    let hub: InProcessHub;
    beforeAll(async () => {
      ({ hub } = await importInProcess(engine(), 'boston311', 'America/New_York'));
      await hub.project([processingTimes, dataQuality]);
    }, 300_000);
    test('the compactor changes no answer', async () => {
      const ask = () => times(hub, { 'group-by': 'agency,procedure,month', 'as-of': boston.lastTime });
      const before = await ask();
      await hub.compact([processingTimes, dataQuality]);
      expect(await ask()).toEqual(before);
      expect(before.length).toBeGreaterThan(100);
    });
    compare('boston311', ofBoston, () => hub);
  });
});
