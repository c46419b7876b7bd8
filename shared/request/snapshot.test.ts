import { hash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventTypes } from '../../events/catalogue.ts';
import type { MotcuaEvent } from '../../events/envelope.ts';
import {
  accepted,
  anyEvents,
  anyEventsWithTies,
  at,
  complained,
  completed,
  erased,
  retracted,
  streamOf,
  submitted,
} from '../../test/builders.ts';
import { instantText } from '../instant.ts';
import { anomalyRules } from './anomalies.ts';
import { comparePlaces, fold, placeOf } from './fold.ts';
import { doorRules } from './noted.ts';
import { targetsIn } from './retraction.ts';
import { emptySnapshot, extend, foldVersion, mayHold, snapshotOf } from './snapshot.ts';
import { emptyStream, keyOf, type RecordedEvent, type Stream, version } from './stream.ts';

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

  it('is extended exactly where nothing new happened before what is folded, or takes it back', () => {
    // Any events: several of one type at one instant too, which then keep their order of arrival.
    const isTaken = (rest: readonly RecordedEvent[], first: readonly RecordedEvent[]) =>
      targetsIn(rest).some((target) => first.some(({ event }) => keyOf(event) === keyOf(target)));
    let [extensions, refusals] = [0, 0];
    fc.assert(
      fc.property(anyEventsWithTies, fc.boolean(), fc.nat(), (events, isOrdered, n) => {
        const stream = recorded(isOrdered ? inOrder(events) : events);
        const { first, rest } = split(stream, n % (events.length + 1));
        const extended = extend(snapshotOf(first), rest);
        const isLate = rest.some(({ event }) =>
          first.events.some((known) => comparePlaces(placeOf(event), placeOf(known.event)) < 0),
        );
        const isRefused = isLate || isTaken(rest, first.events);
        if (isRefused) refusals++;
        else extensions++;
        expect(extended).toEqual(isRefused ? undefined : snapshotOf(stream));
      }),
      { numRuns: 1_000 },
    );
    expect(Math.min(extensions, refusals)).toBeGreaterThan(100);
  });

  it('may be extended in any number of steps', () => {
    fc.assert(
      fc.property(anyEventsWithTies, fc.nat(), fc.nat(), (events, m, n) => {
        const stream = recorded(inOrder(events));
        const [a = 0, b = 0] = [m % (events.length + 1), n % (events.length + 1)].sort((x, y) => x - y);
        const { first, rest } = split(stream, a);
        const middle = extend(snapshotOf(first), rest.slice(0, b - a));
        const whole = middle && extend(middle, rest.slice(b - a));
        if (whole) expect(whole).toEqual(snapshotOf(stream));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves out what was retracted before it came', () => {
    const [kept, wrong] = [completed(2), completed(3)];
    const waiting = snapshotOf(streamOf([submitted(0), retracted(1, wrong)]));
    expect(waiting.state.anomalies.map(({ rule }) => rule)).toEqual(['retraction-without-event']);
    const { events } = streamOf([submitted(0), retracted(1, wrong), kept, wrong]);
    const { state } = extend(waiting, events.slice(2)) ?? waiting;
    expect(state).toMatchObject({ steps: [{ completed: at(2) }], anomalies: [], retracted: { events: 1 } });
    expect(state).not.toHaveProperty('awaited');
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
  const examples = [
    ...lives,
    accepted(50, { due: instantText(at(-99)) }),
    retracted(60, completed(0, {}, { id: 'motcua.step.started.v1 7' })),
    retracted(61, retracted(60, completed(0, {}, { id: 'motcua.step.started.v1 7' }))),
    retracted(62, erased(0, {}, { id: 'motcua.personal-data.erased.v1 7' })),
    complained(63, { complaint: 'c-9', due: instantText(at(-99)) }),
    ...lives.slice(6, 12).map((event) => ({ ...event, id: `again ${event.id}` })),
  ];
  /** Every seventh event was odd at the door, and every fifth told when the request is due. */
  const noted = (events: readonly MotcuaEvent[]): Stream => {
    const stream = streamOf(events);
    const notesOf = ({ version }: RecordedEvent) => ({
      ...(version % 7 === 0 && { findings: doorRules }),
      ...(version % 5 === 0 && { due: instantText(at(600 + version)) }),
    });
    return {
      ...stream,
      events: stream.events.map((recorded) => ({ ...recorded, noted: notesOf(recorded) })),
    };
  };
  const neverEnded = examples.filter(({ type }) => !/refused|resolved|withdrawn|stopped/.test(type));
  const streams = examples.flatMap((_event, n) => [
    neverEnded.filter((_other, index) => (index + n) % 4 > 1),
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
    const states = streams.map((events) => snapshotOf(noted(events)));
    const digest = hash('sha256', JSON.stringify(states, sorted));
    // Where this fails: raise foldVersion, then put both down here. Stored snapshots of the old fold are left aside.
    expect({ foldVersion, digest: digest.slice(0, 16) }).toEqual({
      foldVersion: 4,
      digest: '6acd57a6dc7bb7b3',
    });
  });

  it('is watched over every rule of the anomalies', () => {
    const broken = new Set(
      streams.flatMap((events) => fold(noted(events)).anomalies.map(({ rule }) => rule)),
    );
    expect([...broken].sort()).toEqual(anomalyRules.toSorted());
  });
});
