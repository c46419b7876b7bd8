import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEvent } from '../../events/parse.ts';
import { agencies } from './city.ts';
import { procedures } from './procedures.ts';
import { samplePeriod, simulateCity } from './simulate.ts';

const city = simulateCity({ seed: 29 });
const { requests, overall } = city.truth;

test('every event is one that the hub takes', () => {
  for (const event of city.events) expect(parseEvent(event, city.truth.asOf)).toEqual({ ok: true, event });
});

test('the seed alone decides', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const small = { seed, requests: 40 };
      expect(simulateCity(small)).toEqual(simulateCity(small));
      expect(simulateCity(small).events).not.toEqual(simulateCity({ ...small, seed: seed + 1 }).events);
    }),
    { numRuns: 20 },
  );
});

test('it is as large as a sample should be, and no larger', () => {
  expect(new Set(agencies.map(({ code }) => code)).size).toBe(14);
  expect(new Set(procedures.map(({ code }) => code)).size).toBeGreaterThanOrEqual(20);
  expect(city.truth.byAgency).toHaveLength(agencies.length);
  expect(city.truth.byProcedure).toHaveLength(procedures.length);
  expect(city.truth.byMonth).toHaveLength(6);
  expect(requests).toHaveLength(1200);
  expect(city.events.length).toBeLessThanOrEqual(6500);
  expect(requests[0]?.day).toBe(samplePeriod.from);
  expect(requests.at(-1)?.day).toBe(samplePeriod.to);
});

test('ids are unique, each event’s within its source', () => {
  expect(new Set(requests.map(({ id }) => id)).size).toBe(requests.length);
  expect(new Set(city.events.map(({ source, id }) => `${source} ${id}`)).size).toBe(city.events.length);
  expect(new Set(city.events.map(({ source }) => source)).size).toBe(agencies.length);
});

test('a request’s life has no two facts at one instant, and none before its submission', () => {
  for (const events of Map.groupBy(city.events, ({ subject }) => subject).values()) {
    const times = events.map(({ time }) => Date.parse(time));
    expect(new Set(times).size).toBe(times.length);
    const first = events.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time))[0];
    expect(first?.type).toBe('motcua.request.submitted.v1');
  }
});

test('most events are sent as they happen, a hundredth late, some after what followed them', () => {
  let newest = 0;
  let late = 0;
  for (const { time } of city.events) {
    if (Date.parse(time) < newest) late++;
    newest = Math.max(newest, Date.parse(time));
  }
  expect(late / city.events.length).toBeGreaterThan(0.004);
  expect(late / city.events.length).toBeLessThan(0.016);
  const isOutOfOrder = (events: typeof city.events) =>
    events.some(({ time }, index) => Date.parse(time) < Date.parse(events[index - 1]?.time ?? time));
  const streams = [...Map.groupBy(city.events, ({ subject }) => subject).values()];
  expect(streams.filter(isOutOfOrder).length).toBeGreaterThan(5);
});

test('the figures are those of a plausible city, whatever the seed', () => {
  for (const seed of [1, 2, 3, 4, 5, 29]) {
    const { overall, byAgency } = simulateCity({ seed }).truth;
    const shares = byAgency.map(({ onTimeShare }) => onTimeShare ?? 0);
    expect(overall.onTimeShare).toBeGreaterThan(0.75);
    expect(overall.onTimeShare).toBeLessThan(0.95);
    expect(Math.max(...shares) - Math.min(...shares)).toBeGreaterThan(0.15);
    expect(overall.open / overall.received).toBeGreaterThan(0.04);
    expect(overall.open / overall.received).toBeLessThan(0.12);
    expect(overall.withdrawn / overall.received).toBeGreaterThan(0.03);
    expect(overall.withdrawn / overall.received).toBeLessThan(0.09);
    expect(overall.feedback.offered / overall.closed).toBeGreaterThan(0.6);
    expect(overall.feedback.responded / overall.feedback.offered).toBeGreaterThan(0.28);
    expect(overall.feedback.responded / overall.feedback.offered).toBeLessThan(0.42);
  }
});

test('those served late are less satisfied', () => {
  const meanOf = (isLate: boolean) => {
    const scores = requests.flatMap(({ resolved, accepted, rated }) =>
      rated && accepted?.due && resolved && resolved.at > accepted.due === isLate ? [rated.overall] : [],
    );
    return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  };
  expect(meanOf(false) - meanOf(true)).toBeGreaterThan(0.5);
  expect(overall.feedback.satisfied).toBeGreaterThan(0);
});
