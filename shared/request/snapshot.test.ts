import { hash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventTypes } from '../../events/catalogue.ts';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { accepted, anyEvent, anyEvents, at, completed, streamOf, submitted } from '../../test/builders.ts';
import { instantText } from '../instant.ts';
import { anomalyRules } from './anomalies.ts';
import { comparePlaces, fold, placeOf } from './fold.ts';
import { emptySnapshot, extend, foldVersion, mayHold, snapshotOf } from './snapshot.ts';
import { emptyStream, type Stream, version } from './stream.ts';

/** Recorded by three agencies and a token of all, by turns. */
const recorded = (events: readonly MotcuaEvent[]): Stream => {
  const stream = streamOf(events);
  const recorders = [{ client: 'a', agency: 'H29.07' }, { client: 'b' }, { client: 'c', agency: 'H30' }];
  return {
    ...stream,
    events: stream.events.map((event, n) => ({ ...event, recordedBy: recorders[n % 3] ?? event.recordedBy })),
  };
};

const inOrder = (events: readonly MotcuaEvent[]) =>
  events.toSorted((a, b) => comparePlaces(placeOf(a), placeOf(b)));

/** The first events of a stream, and the rest. */
const split = (stream: Stream, at: number) => ({
  first: { ...stream, version: version(at), events: stream.events.slice(0, at) },
  rest: stream.events.slice(at),
});

describe('a snapshot', () => {
  it('of nothing is the empty one', () =>
    expect(snapshotOf(emptyStream('R-1'))).toEqual(emptySnapshot('R-1')));

  it('holds what the fold of the whole stream tells, whatever the order of arrival', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const stream = recorded(events);
        const { state, version, reporters } = snapshotOf(stream);
        expect(state).toEqual(fold(stream));
        expect(version).toBe(stream.version);
        expect(reporters).toEqual([
          ...new Set(stream.events.flatMap(({ recordedBy }) => recordedBy.agency ?? [])),
        ]);
      }),
    );
  });

  it('extended by what came after is that of the whole, wherever it is split', () => {
    // Any events: several of one type at one instant too, which then keep their order of arrival.
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 14, size: 'max' }), fc.nat(), fc.nat(), (events, m, n) => {
        const stream = recorded(inOrder(events));
        const [a = 0, b = 0] = [m % (events.length + 1), n % (events.length + 1)].sort((x, y) => x - y);
        const { first, rest } = split(stream, a);
        const middle = extend(snapshotOf(first), rest.slice(0, b - a));
        expect(middle && extend(middle, rest.slice(b - a))).toEqual(snapshotOf(stream));
      }),
      { numRuns: 500 },
    );
  });

  it('is extended exactly where nothing new happened before what is folded', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 10, size: 'max' }), fc.nat(), (events, n) => {
        const stream = recorded(events);
        const { first, rest } = split(stream, n % (events.length + 1));
        const extended = extend(snapshotOf(first), rest);
        const isLate = rest.some(({ event }) =>
          first.events.some((known) => comparePlaces(placeOf(event), placeOf(known.event)) < 0),
        );
        expect(extended).toEqual(isLate ? undefined : snapshotOf(stream));
      }),
      { numRuns: 500 },
    );
  });

  it('never takes an event that it holds for new', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const snapshot = snapshotOf(streamOf(events));
        expect(events.every((event) => mayHold(snapshot, event))).toBe(true);
      }),
    );
    expect(mayHold(snapshotOf(streamOf([submitted(0)])), accepted(1))).toBe(false);
    const elsewhere = submitted(0, {}, { source: 'https://other.example' });
    expect(mayHold(snapshotOf(streamOf([submitted(0)])), elsewhere)).toBe(false);
  });
});

describe('the version of the fold', () => {
  /** Each type's example at each of three places of a life, in many orders: what a fold makes of them. */
  const lives = eventTypes.flatMap(({ type, example }, n) =>
    [0, 7, 40].map(
      (minute) =>
        ({
          ...completed(minute + n),
          type,
          id: `${type} ${minute}`,
          data: example,
        }) as unknown as MotcuaEvent,
    ),
  );
  const examples = [...lives, accepted(50, { due: instantText(at(-99)) })];
  const streams = examples.flatMap((_event, n) => [
    [...examples.slice(n), ...examples.slice(0, n)],
    examples.slice(n),
    examples.slice(0, n).toReversed(),
    examples.filter((_other, index) => (index + n) % 3 === 0),
  ]);

  it('is raised with every change of what a fold makes of the example events', () => {
    const sorted = (_name: string, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value;
    const states = streams.map((events) => snapshotOf(streamOf(events)));
    const digest = hash('sha256', JSON.stringify(states, sorted));
    // Where this fails: raise foldVersion, then put both down here. Stored snapshots of the old fold are left aside.
    expect({ foldVersion, digest: digest.slice(0, 16) }).toEqual({
      foldVersion: 1,
      digest: '780718a3f80e950a',
    });
  });

  it('is watched over every rule of the anomalies', () => {
    const broken = new Set(
      streams.flatMap((events) => fold(streamOf(events)).anomalies.map(({ rule }) => rule)),
    );
    expect([...broken].sort()).toEqual(anomalyRules.toSorted());
  });
});
