import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { streamOf } from '../../test/builders.ts';
import { anyInstant } from '../../test/cohorts.ts';
import { accepted, reopened, resolved, submitted } from '../../test/events.ts';
import { eventsOf, happenings, type Told } from '../../test/histories.ts';
import { blocksOfHistories } from '../../test/lines.ts';
import { neededFor } from '../../test/questions.ts';
import { dayOf, monthOf, startOfDay } from '../calendar/zone.ts';
import { type Instant, instant, instantOf, instantText } from '../instant.ts';
import { type ProcessingTimesSchema, processingTimes } from '../projections/processing-times.ts';
import { fold } from '../request/fold.ts';
import type { RequestState } from '../request/state.ts';
import { summarize } from '../segment/summary.ts';
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

const byRequest = (events: readonly MotcuaEvent[]): MotcuaEvent[][] => [
  ...Map.groupBy(events, ({ subject }) => subject).values(),
];

/** What a log says of an instant: what had happened by then, less what was taken back, whenever that was. */
const known = (events: readonly MotcuaEvent[], isKnown: (at: Instant) => boolean): MotcuaEvent[] =>
  events.filter(({ time, type }) => type === 'motcua.event.retracted.v1' || isKnown(instantOf(time)));

const blocksOf = (events: readonly MotcuaEvent[]): Block<ProcessingTimesSchema>[] =>
  blocksOfHistories(processingTimes, byRequest(events), zone);

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
  const stateAt = (isKnown: (at: Instant) => boolean): RequestState => fold(streamOf(known(events, isKnown)));
  const then = stateAt((at) => at <= asOf);
  if (then.received === undefined || asOf < from) return [];
  const isNew = then.received >= from;
  const before = stateAt((at) => at < from);
  const wasOpen = before.ended === undefined;
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
  const { holder = null, procedure = null } = fold(streamOf(known(events, (at) => at <= asOf)));
  if (by === 'agency') return holder;
  return by === 'procedure' ? procedure : fieldOf(procedure);
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
  const requests = byRequest(events).map((own) => ({
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

  it('misses nothing in the segments that are not read for it', () => {
    fc.assert(
      fc.property(histories, questions, (events, question) => {
        const isNeeded = neededFor({ ...question, cohort: 'received', groupBy: [] }, true);
        const read = blocksOf(events).filter(({ columns }) =>
          isNeeded(summarize(monthOf(instant(columns.column.received[0] ?? 0), zone), columns)),
        );
        expect(formII06a(read, question)).toEqual(formII06a(blocksOf(events), question));
      }),
      { numRuns: 500 },
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

  const hour = (day: string, time: string) => `2024-${day}T${time}+07:00`;
  const january = {
    from: instantOf(hour('01-01', '00:00:00')),
    until: instantOf(hour('02-01', '00:00:00')),
    zone,
    by: 'agency' as const,
    fieldOf,
  };
  type Life = { submitted: string; due?: string; ended?: string; reopened?: string; endedAgain?: string };
  const lifeOf = (life: Life): MotcuaEvent[] => {
    const attributes = (id: string, time = '') => ({ id, subject: 'R-1', time });
    const { due } = life;
    return [
      submitted(attributes('1', life.submitted), { channel: 'post' }),
      accepted(attributes('2', life.submitted), { ...(due !== undefined && { due }) }),
      ...(life.ended ? [resolved(attributes('3', life.ended))] : []),
      ...(life.reopened ? [reopened(attributes('4', life.reopened))] : []),
      ...(life.endedAgain ? [resolved(attributes('5', life.endedAgain))] : []),
    ] as MotcuaEvent[];
  };
  const newYear = hour('01-01', '00:00:00');
  const lastMoment = hour('01-31', '23:59:59.999');

  it.each<[string, Life, string, number[]]>([
    ['received in the first moment', { submitted: newYear }, '', [5, 12]],
    ['received in the last', { submitted: lastMoment }, '', [5, 12]],
    ['received after it', { submitted: hour('02-01', '00:00:00') }, '', []],
    ['received by then', { submitted: hour('01-02', '00:00:00') }, hour('01-02', '00:00:00'), [5, 12]],
    ['received later than then', { submitted: hour('01-02', '00:00:00') }, hour('01-01', '23:59:59.999'), []],
    ['due at that moment', { submitted: newYear, due: lastMoment }, '', [5, 12]],
    ['due before it', { submitted: newYear, due: hour('01-31', '23:59:59.998') }, '', [5, 13]],
    ['due at midnight after it', { submitted: newYear, due: hour('02-01', '00:00:00') }, '', [5, 12]],
    ['ended in the last moment', { submitted: newYear, ended: lastMoment }, '', [5, 9]],
    ['ended after it', { submitted: newYear, ended: hour('02-01', '00:00:00') }, '', [5, 12]],
    [
      'carried over, ended in the first moment',
      { submitted: '2023-12-01T08:00:00Z', ended: newYear },
      '',
      [6, 9],
    ],
    ['ended before it', { submitted: '2023-12-01T08:00:00Z', ended: '2023-12-31T16:59:59.999Z' }, '', []],
    [
      'reopened in it',
      { submitted: '2023-12-01T08:00:00Z', ended: '2023-12-02T08:00:00Z', reopened: lastMoment },
      '',
      [6, 12],
    ],
    [
      'reopened after it',
      {
        submitted: '2023-12-01T08:00:00Z',
        ended: '2023-12-02T08:00:00Z',
        reopened: hour('02-01', '00:00:00'),
      },
      '',
      [],
    ],
    [
      'reopened and ended again in it, late',
      {
        submitted: '2023-12-01T08:00:00Z',
        due: '2023-12-04T10:00:00Z',
        ended: '2023-12-02T08:00:00Z',
        reopened: hour('01-05', '08:00:00'),
        endedAgain: hour('01-06', '08:00:00'),
      },
      '',
      [6, 10],
    ],
    [
      'ended on its day',
      { submitted: newYear, due: hour('01-09', '17:00:00'), ended: hour('01-09', '00:00:00') },
      '',
      [5, 9],
    ],
    [
      'ended a day before',
      { submitted: newYear, due: hour('01-09', '17:00:00'), ended: hour('01-08', '23:59:59') },
      '',
      [5, 8],
    ],
    [
      'ended too late',
      { submitted: newYear, due: hour('01-09', '17:00:00'), ended: hour('01-09', '17:00:01') },
      '',
      [5, 10],
    ],
    ['of a period that had not begun', { submitted: '2023-12-01T08:00:00Z' }, '2023-12-31T16:59:59Z', []],
  ])('counts what was %s', (_name, life, asOf, columns) => {
    const asked = asOf === '' ? instantOf('2030-01-01T00:00:00Z') : instantOf(asOf);
    const rows = formII06a(blocksOf(lifeOf(life)), { ...january, asOf: formAsOf(january.until, asked) });
    const totals = columns.map((column) => (column < 7 ? 3 : column < 11 ? 7 : 11));
    expect(rows.at(-1)).toMatchObject({ total: true, ...columnsAt([...totals, ...columns]) });
    expect(rows).toHaveLength(columns.length === 0 ? 1 : 2);
  });

  it('of nothing has no score', () =>
    expect(formII06a([], { ...january, asOf: formAsOf(january.until, january.until) })).toEqual([
      {
        group: { agency: null },
        total: true,
        ...columnsAt([]),
        score766: {
          value: null,
          points: 20,
          share: { value: null, low: null, high: null, n: 0, confidence: 0.95 },
        },
      },
    ]));
});
