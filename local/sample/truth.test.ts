import { expect, test } from 'vitest';
import { simulateCity } from './simulate.ts';
import { type Dimension, truthOf } from './truth.ts';

const { events, truth } = simulateCity({ seed: 7 });
const { requests, asOf, overall } = truth;
const groupings: Dimension[][] = [[], ['agency'], ['procedure'], ['channel'], ['month'], ['agency', 'month']];
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

test.for(groupings)('every request is counted once, by %j', (groupBy) => {
  const rows = truthOf(requests, groupBy, asOf);
  expect(sum(rows.map(({ received }) => received))).toBe(requests.length);
  expect(sum(rows.map(({ feedback }) => feedback.responded))).toBe(overall.feedback.responded);
  for (const row of rows) {
    expect(row.received).toBe(row.closed + row.open + row.withdrawn);
    expect(row.duration.n).toBe(row.closed);
    expect(row.onTime + row.late).toBeLessThanOrEqual(row.closed);
    expect(row.overdue).toBeLessThanOrEqual(row.open);
    expect(row.feedback.responded).toBeLessThanOrEqual(row.feedback.offered);
    expect(row.feedback.satisfied).toBeLessThanOrEqual(row.feedback.responded);
  }
});

test('the truth is what the events say', () => {
  const number = (type: string) => events.filter((event) => event.type === `motcua.${type}.v1`).length;
  expect(overall.received).toBe(number('request.submitted'));
  expect(overall.closed).toBe(number('request.resolved'));
  expect(overall.withdrawn).toBe(number('request.withdrawn'));
  expect(overall.feedback.offered).toBe(number('feedback.invited'));
  expect(overall.feedback.responded).toBe(number('feedback.given'));
  const submittedIn = (month = '?') =>
    events.filter(({ type, time }) => type === 'motcua.request.submitted.v1' && time.startsWith(month));
  for (const { group, received } of truth.byMonth) expect(submittedIn(group.month)).toHaveLength(received);
});

test('a quantile is the least duration that so many percent do not exceed', () => {
  for (const row of truthOf(requests, ['agency'], asOf)) {
    const hours = requests.flatMap(({ agency, resolved, submitted }) =>
      agency === row.group.agency && resolved ? [(resolved.at - submitted) / 3_600_000] : [],
    );
    const brute = (percent: number) =>
      Math.min(
        ...hours.filter(
          (limit) => hours.filter((other) => other <= limit).length * 100 >= percent * hours.length,
        ),
      );
    const { p25, median, p75, p90, p95, mean } = row.duration;
    expect([p25, median, p75, p90, p95]).toEqual([25, 50, 75, 90, 95].map(brute));
    expect(mean).toBeCloseTo(sum(hours) / hours.length, 9);
  }
});

test('as of an earlier instant, what came later is not there yet', () => {
  const then = Date.parse('2024-03-15T12:00:00+07:00');
  const [row] = truthOf(requests, [], then);
  expect(row?.received).toBe(requests.filter(({ submitted }) => submitted <= then).length);
  expect(row?.closed).toBe(requests.filter(({ resolved }) => resolved && resolved.at <= then).length);
  expect(row?.received).toBe((row?.closed ?? 0) + (row?.open ?? 0) + (row?.withdrawn ?? 0));
  expect(truthOf(requests, [], Date.parse('2023-12-31T00:00:00Z'))).toEqual([]);
});

test('where nothing is closed or rated there is null, never 0', () => {
  const [row] = truthOf(
    requests.filter(({ resolved }) => !resolved),
    [],
    asOf,
  );
  expect(row?.onTimeShare).toBeNull();
  expect(row?.duration).toEqual({
    n: 0,
    mean: null,
    p25: null,
    median: null,
    p75: null,
    p90: null,
    p95: null,
  });
  expect(row?.feedback.mean).toBeNull();
});
