import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseEvent } from '../../events/parse.ts';
import { instant } from '../../shared/instant.ts';
import { rowOf } from '../../shared/projections/projection.ts';
import { steps } from '../../shared/projections/steps.ts';
import { snapshotOf } from '../../shared/request/snapshot.ts';
import { version } from '../../shared/request/stream.ts';
import { pack, unpackColumns } from '../../shared/segment/pack.ts';
import type { StepsRow } from '../../shared/statistics/step-tally.ts';
import { stepsAnswer } from '../../shared/statistics/steps.ts';
import type { StepGrouping } from '../../shared/statistics/steps-question.ts';
import { dataFile } from '../../test/expected.ts';
import { loadMapping } from './load-mapping.ts';
import { now, readAll } from './read-all.ts';
import { sharedData } from './shared-data.ts';

/* What pm4py and pandas say of the WABO log, asked of the statistic: the file through the importer's mapping, its streams folded in memory. */

type Described<T> = { readonly value: T };
type Spread = {
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p90: number;
  readonly p95: number;
};
type Pair = {
  readonly from: string;
  readonly to: string;
  readonly n: number;
  readonly median_hours_inverted_cdf: number;
  readonly mean_hours: number;
};
type Expected = {
  readonly cases: Described<number>;
  readonly events: Described<number>;
  readonly activities: Described<number>;
  readonly activity_counts: Described<Record<string, number>>;
  readonly org_groups: Described<Record<string, number>>;
  readonly start_activities: Described<Record<string, number>>;
  readonly rework_cases: Described<number>;
  readonly rework_cases_per_activity: Described<Record<string, number>>;
  readonly rework_events: Described<number>;
  readonly directly_follows_pairs_total: Described<number>;
  readonly dfg_distinct_pairs: Described<number>;
  readonly directly_follows_top10: Described<readonly Pair[]>;
  readonly handovers: Described<number>;
  readonly handovers_group: Described<number>;
  readonly cases_with_handover: Described<number>;
  readonly event_span_days_all_cases: Described<{
    readonly n: number;
    readonly mean: number;
    readonly inverted_cdf: Spread;
  }>;
};

const file = sharedData('wabo-receipt');
const near = (value: number) => expect.closeTo(value, 6);
const countsOf = (rows: readonly StepsRow[], name: StepGrouping, count: (row: StepsRow) => number) =>
  Object.fromEntries(rows.map((row) => [row.group[name] ?? '', count(row)]));

describe.skipIf(file === undefined)('the steps of the WABO log', () => {
  let expected: Expected;
  let ask: (...groupBy: StepGrouping[]) => StepsRow[];
  let bytes = 0;

  beforeAll(async () => {
    expected = (
      JSON.parse(readFileSync(dataFile('expected', 'expected.json'), 'utf8')) as { wabo_receipt: Expected }
    ).wabo_receipt;
    const text = gunzipSync(await readFile(file ?? '')).toString();
    const { events } = await readAll(text, await loadMapping('wabo-receipt'));
    const parsed = events.map((event) => {
      const result = parseEvent(event, now());
      if (!result.ok) throw new Error(JSON.stringify(result.issues));
      return result.event;
    });
    const zone = 'Europe/Amsterdam';
    const rows = [...Map.groupBy(parsed, ({ subject }) => subject)].flatMap(([request, own]) => {
      const recorded = own.map((event, index) => ({
        event,
        version: version(index + 1),
        recordedAt: instant(now()),
        recordedBy: { client: 'importer' },
      }));
      const stream = { request, version: version(own.length), events: recorded };
      return rowOf(steps, snapshotOf(stream), zone) ?? [];
    });
    const blocks = [...Map.groupBy(rows, ({ agency }) => agency)].map(([agency, placed]) => {
      const packed = pack(steps.schema, placed);
      bytes += packed.columns.length + packed.keys.length;
      return { agency, columns: unpackColumns(steps.schema, packed) };
    });
    ask = (...groupBy) => stepsAnswer(blocks, { asOf: instant(now()), groupBy, zone });
  });

  test('in all: events, rework and handovers', () => {
    expect(ask()).toEqual([
      expect.objectContaining({
        group: {},
        requests: expected.cases.value,
        completed: expected.events.value,
        started: 0,
        requestsWithRework: expected.rework_cases.value,
        rework: expected.rework_events.value,
        handovers: {
          officials: expected.handovers.value,
          units: expected.handovers_group.value,
          requests: expected.cases_with_handover.value,
        },
        leftOut: 0,
      }),
    ]);
  });

  test('from the first to the last completion of a request', () => {
    const days = expected.event_span_days_all_cases.value;
    const hours = (value: number) => expect.closeTo(24 * value, 6);
    expect(ask()[0]?.span).toEqual({
      unit: 'h',
      n: days.n,
      mean: hours(days.mean),
      ...Object.fromEntries(Object.entries(days.inverted_cdf).map(([name, value]) => [name, hours(value)])),
    });
  });

  test('by step: how often, and in how many requests again', () => {
    const rows = ask('step');
    expect(rows).toHaveLength(expected.activities.value);
    expect(countsOf(rows, 'step', ({ completed }) => completed)).toEqual(expected.activity_counts.value);
    const again = rows.filter(({ requestsWithRework }) => requestsWithRework > 0);
    expect(countsOf(again, 'step', ({ requestsWithRework }) => requestsWithRework)).toEqual(
      expected.rework_cases_per_activity.value,
    );
  });

  test('by unit: how often; EMPTY is the name of one, and some only hold requests', () => {
    const busy = ask('unit').filter(({ completed }) => completed > 0);
    expect(countsOf(busy, 'unit', ({ completed }) => completed)).toEqual(expected.org_groups.value);
  });

  test('by step and the step before: how often, and how long from the one to the other', () => {
    const rows = ask('previous', 'step');
    const pairs = rows.filter(({ group }) => group.previous !== null);
    expect(pairs).toHaveLength(expected.dfg_distinct_pairs.value);
    expect(pairs.reduce((sum, { completed }) => sum + completed, 0)).toBe(
      expected.directly_follows_pairs_total.value,
    );
    const first = rows.filter(({ group }) => group.previous === null);
    expect(countsOf(first, 'step', ({ completed }) => completed)).toEqual(expected.start_activities.value);
    expect(expected.directly_follows_top10.value).toHaveLength(10);
    for (const { from, to, n, median_hours_inverted_cdf, mean_hours } of expected.directly_follows_top10
      .value) {
      const row = pairs.find(({ group }) => group.previous === from && group.step === to);
      expect(row?.completed, `${from} > ${to}`).toBe(n);
      expect(row?.passage).toMatchObject({
        n,
        median: near(median_hours_inverted_cdf),
        mean: near(mean_hours),
      });
    }
  });

  test('who held them: the shares of the units of all departments add up to 1', () => {
    const [all] = ask();
    expect(all?.held).toMatchObject({ requests: expected.cases.value, share: 1 });
    const hours = ask('holder', 'unit').reduce((sum, { held }) => sum + (held?.hours ?? 0), 0);
    expect(hours).toBeCloseTo(all?.held?.hours ?? 0, 4);
  });

  test('takes few bytes a step in its segments, keys and holdings included', () => {
    const each = bytes / expected.events.value;
    console.info(`steps of the WABO log: ${each.toFixed(2)} bytes each`);
    expect(each).toBeLessThanOrEqual(12);
  });
});
