import { beforeAll, expect, inject, test } from 'vitest';
import { loadSample } from '../local/sample/load.ts';
import { type CityTruth, truthOf } from '../local/sample/truth.ts';
import { processingTimes, projected, satisfaction } from './ask.ts';

const receipts = { from: '2024-01-01', to: '2024-06-30' };
let city: CityTruth;

beforeAll(async () => {
  ({ truth: city } = await loadSample({
    apiUrl: inject('apiUrl'),
    tokens: inject('tokens'),
    onProgress: () => undefined,
  }));
  await projected(receipts, city.overall.received);
}, 300_000);

/** Every grouping at two instants: when the sample ends, and in its middle. */
test.for(
  (['agency', 'channel', 'procedure', 'month'] as const).flatMap((grouping) => [
    [grouping, undefined] as const,
    [grouping, Date.parse('2024-04-10T05:00:00Z')] as const,
  ]),
)('by %s, as of %s, the hub tells the truth about the sample city', async ([grouping, instant]) => {
  const asOf = instant ?? city.asOf;
  const query = { ...receipts, 'group-by': grouping, 'as-of': new Date(asOf).toISOString() };
  const truth = truthOf(city.requests, [grouping], asOf).filter(({ received }) => received > 0);
  // Requests of the other test files may be carried over into the period; here only what was received in it counts.
  const times = (await processingTimes(query)).filter(({ received }) => received > 0);
  expect(new Set(times.map(({ group }) => group[grouping]))).toEqual(
    new Set(truth.map(({ group }) => group[grouping])),
  );
  const ratings = await satisfaction(query);
  for (const wanted of truth) {
    const row = times.find(({ group }) => group[grouping] === wanted.group[grouping]);
    const { received, closed, open, withdrawn, onTime, late, overdue } = wanted;
    expect(row).toMatchObject({ received, closed, open, withdrawn, onTime, late, overdue });
    expect(row?.onTimeShare.value ?? null).toEqual(wanted.onTimeShare);
    expect(row?.duration.n).toBe(wanted.duration.n);
    for (const name of ['mean', 'p25', 'median', 'p75', 'p90', 'p95'] as const) {
      const hours = wanted.duration[name];
      if (hours === null) expect(row?.duration[name]).toBeNull();
      else expect(row?.duration[name]).toBeCloseTo(hours, 6);
    }
    const rated = ratings.find(({ group }) => group[grouping] === wanted.group[grouping]);
    expect(rated?.offered ?? 0).toBe(wanted.feedback.offered);
    expect(rated?.responded ?? 0).toBe(wanted.feedback.responded);
    expect((rated?.scores[4] ?? 0) + (rated?.scores[5] ?? 0)).toBe(wanted.feedback.satisfied);
    if (wanted.feedback.mean === null) expect(rated?.mean ?? null).toBeNull();
    else expect(rated?.mean).toBeCloseTo(wanted.feedback.mean, 9);
  }
});
