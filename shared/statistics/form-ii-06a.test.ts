import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { anyInstant } from '../../test/cohorts.ts';
import { rowsOf } from '../../test/faults/reference.ts';
import { eventsOf, happenings, type Told } from '../../test/histories.ts';
import { dayOf, startOfDay } from '../calendar/zone.ts';
import { type Instant, instant, instantOf, instantText } from '../instant.ts';
import { type ProcessingTimesSchema, processingTimes } from '../projections/processing-times.ts';
import { agencyLinesOf } from '../projections/projection.ts';
import { fold } from '../request/fold.ts';
import type { RequestState } from '../request/state.ts';
import { type Stream, version } from '../request/stream.ts';
import { columnsOf } from '../segment/column.ts';
import type { Block } from './cohort.ts';
import {
  type FormColumns,
  type FormQuestion,
  type FormRow,
  formAsOf,
  formColumns,
  formII06a,
} from './form-ii-06a.ts';
import { share } from './wilson.ts';

const zone = 'Asia/Ho_Chi_Minh';
const fields: Readonly<Record<string, string>> = { permit: 'Building' };
const fieldOf = (procedure: string | null): string | null => fields[procedure ?? ''] ?? null;

const instantsAsText = anyInstant.map(instantText);
const subject = fc.constantFrom('R-1', 'R-2', 'R-3', 'R-4');
const told: fc.Arbitrary<Told> = fc.record({
  subject,
  time: instantsAsText,
  happening: happenings(instantsAsText),
});
/** Every request is submitted at least once, so that there is something to count. */
const submissions: fc.Arbitrary<Told[]> = fc.tuple(
  ...['R-1', 'R-2', 'R-3'].map((subject) =>
    fc.record({
      subject: fc.constant(subject),
      time: instantsAsText,
      happening: happenings(instantsAsText).filter(
        (happening) => 'type' in happening && happening.type === 'motcua.request.submitted.v1',
      ),
    }),
  ),
);
const histories: fc.Arbitrary<MotcuaEvent[]> = fc
  .tuple(submissions, fc.array(told, { maxLength: 40, size: 'max' }))
  .map(([first, more]) => eventsOf([...first, ...more]));

const streamsOf = (events: readonly MotcuaEvent[]): Stream[] =>
  [...Map.groupBy(events, ({ subject }) => subject)].map(([request, own]) => ({
    request,
    version: version(own.length),
    events: own.map((event, n) => ({
      event,
      version: version(n + 1),
      recordedAt: instantOf(event.time),
      recordedBy: { client: 'desk' },
    })),
  }));

/** What a log says of an instant: what had happened by then, less what was taken back, whenever that was. */
const known = (events: readonly MotcuaEvent[], isKnown: (at: Instant) => boolean): MotcuaEvent[] =>
  events.filter(({ time, type }) => type === 'motcua.event.retracted.v1' || isKnown(instantOf(time)));

const blocksOf = (events: readonly MotcuaEvent[]): Block<ProcessingTimesSchema>[] => {
  const held = rowsOf(processingTimes, streamsOf(events)).flatMap((row) => agencyLinesOf(row));
  return [...Map.groupBy(held, ({ agency }) => agency)].map(([agency, parts]) => ({
    agency,
    columns: columnsOf(
      processingTimes.schema,
      parts.flatMap(({ lines }) => lines),
    ),
  }));
};

const questions: fc.Arbitrary<FormQuestion> = fc
  .record({
    days: fc.tuple(anyInstant, anyInstant),
    asOf: fc.oneof(anyInstant, fc.constant(instantOf('2030-01-01T00:00:00Z'))),
    by: fc.constantFrom('agency' as const, 'procedure' as const, 'field' as const),
  })
  .map(({ days: [one, other], asOf, by }) => {
    const from = startOfDay(dayOf(instant(Math.min(one, other)), zone), zone);
    const until = startOfDay(dayOf(instant(Math.max(one, other) + 86_400_000), zone), zone);
    return { from, until, asOf: formAsOf(until, asOf), zone, by, fieldOf };
  });

/** The columns that one request counts in, by their numbers; none where it is no part of the period. */
const placesOf = (events: readonly MotcuaEvent[], { from, asOf }: FormQuestion): number[] => {
  const stateAt = (isKnown: (at: Instant) => boolean): RequestState | undefined => {
    const [stream] = streamsOf(known(events, isKnown));
    return stream && fold(stream);
  };
  const then = stateAt((at) => at <= asOf);
  if (then?.received === undefined || asOf < from) return [];
  const isNew = then.received >= from;
  const before = stateAt((at) => at < from);
  const wasOpen = before?.ended === undefined;
  const wasReopened = then.closures.some(({ reopened }) => reopened >= from);
  if (!isNew && !wasOpen && !wasReopened) return [];
  const received = isNew ? (then.channel === 'online' ? 4 : 5) : 6;
  const { ended, due } = then;
  if (ended === undefined) return [3, received, 11, due !== undefined && due < asOf ? 13 : 12];
  const isEarly = due !== undefined && ended <= due && dayOf(ended, zone) < dayOf(instant(due - 1), zone);
  const isLate = due !== undefined && ended > due;
  return [3, received, 7, isEarly ? 8 : isLate ? 10 : 9];
};

const subjectOf = (events: readonly MotcuaEvent[], { asOf, by }: FormQuestion): string | null => {
  const [stream] = streamsOf(known(events, (at) => at <= asOf));
  const state = stream && fold(stream);
  if (by === 'agency') return state?.holder ?? null;
  return by === 'procedure' ? (state?.procedure ?? null) : fieldOf(state?.procedure ?? null);
};

const columnsAt = (places: readonly number[]): FormColumns => {
  const count = (place: number) => places.filter((each) => each === place).length;
  return {
    received: { total: count(3), online: count(4), direct: count(5), carriedOver: count(6) },
    resolved: { total: count(7), early: count(8), onTime: count(9), late: count(10) },
    inProgress: { total: count(11), withinDeadline: count(12), overdue: count(13) },
  };
};

/** The form by a plain account of each request, as the form's words have it. */
const plainly = (events: readonly MotcuaEvent[], question: FormQuestion): FormRow[] => {
  const requests = [...Map.groupBy(events, ({ subject }) => subject).values()].map((own) => ({
    places: placesOf(own, question),
    of: subjectOf(own, question),
  }));
  const rowFor = (of: string | null, total: boolean, places: readonly number[]): FormRow => {
    const columns = columnsAt(places);
    const inTime = share(
      columns.resolved.early + columns.resolved.onTime + columns.inProgress.withinDeadline,
      columns.received.total,
    );
    const value = inTime.value === null ? null : inTime.value * 20;
    return {
      group: { [question.by]: of },
      total,
      ...columns,
      score766: { value, points: 20, share: inTime },
    };
  };
  const counted = requests.filter(({ places }) => places.length > 0);
  const names = [...new Set(counted.map(({ of }) => of))].sort((a, b) =>
    a === null ? 1 : b === null ? -1 : a < b ? -1 : 1,
  );
  return [
    ...names.map((name) =>
      rowFor(
        name,
        false,
        counted.filter(({ of }) => of === name).flatMap(({ places }) => places),
      ),
    ),
    rowFor(
      null,
      true,
      counted.flatMap(({ places }) => places),
    ),
  ];
};

const cells = ({ received, resolved, inProgress }: FormRow): number[] =>
  [received, resolved, inProgress].flatMap((part) => Object.values(part));

describe('the form', () => {
  it('is what its words say, for whatever happened to the requests', () => {
    fc.assert(
      fc.property(histories, questions, (events, question) => {
        expect(formII06a(blocksOf(events), question)).toEqual(plainly(events, question));
      }),
      { numRuns: 1_000 },
    );
  });

  it('adds up, line by line and all lines to the total', () => {
    fc.assert(
      fc.property(histories, questions, (events, question) => {
        const rows = formII06a(blocksOf(events), question);
        for (const { received, resolved, inProgress } of rows) {
          expect(received.total).toBe(received.online + received.direct + received.carriedOver);
          expect(resolved.total).toBe(resolved.early + resolved.onTime + resolved.late);
          expect(inProgress.total).toBe(inProgress.withinDeadline + inProgress.overdue);
          expect(received.total).toBe(resolved.total + inProgress.total);
        }
        const [total, ...others] = rows.toReversed().map(cells);
        const sums = total?.map((_, column) => others.reduce((sum, row) => sum + (row[column] ?? 0), 0));
        expect(sums).toEqual(total);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of a past instant is that of the log as it was then', () => {
    fc.assert(
      fc.property(histories, questions, (events, question) => {
        const then = known(events, (at) => at <= question.asOf);
        expect(formII06a(blocksOf(events), question)).toEqual(formII06a(blocksOf(then), question));
      }),
      { numRuns: 1_000 },
    );
  });

  it('that does not add up is never shown', () => {
    const counts = {
      online: 1,
      direct: 0,
      carriedOver: 0,
      early: 0,
      onTime: 0,
      late: 0,
      withinDeadline: 0,
      overdue: 0,
    };
    expect(() => formColumns(counts)).toThrow('does not add up');
    expect(formColumns({ ...counts, late: 1 })).toMatchObject({
      received: { total: 1 },
      resolved: { total: 1 },
    });
  });
});
