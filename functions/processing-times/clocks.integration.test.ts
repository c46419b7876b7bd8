import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Calendar } from '../../events/registry/calendar.ts';
import { weekdays } from '../../events/registry/weekdays.ts';
import { createAppender } from '../../shared/event-store/append.ts';
import type { EventLog } from '../../shared/event-store/event-log.ts';
import { receiveEvents } from '../../shared/event-store/receive.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { projectRequests } from '../../shared/row-store/project.ts';
import { share } from '../../shared/statistics/wilson.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { accepted, eventJson, resolved, sender, submitted } from '../../test/events.ts';
import { ask, functionEnvironment } from '../../test/gateway.ts';
import { good } from '../../test/reading.ts';
import { registerAll } from '../../test/registering.ts';
import { projectorOf } from '../../test/rows.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { processingTimesAnswer } from './answers.ts';
import { curveAnswer } from './curve-answers.ts';

/** A time of the week from Monday 4 March 2024 on, in the authority's zone. */
const at = (day: number, time: string) => `2024-03-${String(day).padStart(2, '0')}T${time}+07:00`;

/** Open day and night. */
const always: Calendar = {
  name: 'Always',
  weeks: [{ hours: Object.fromEntries(weekdays.map((weekday) => [weekday, ['00:00-24:00']])) }],
  daysOff: [],
  specialDays: {},
};

/** From Monday at eight on; with a due date, and an end where it has one. */
const story = (subject: string, agency: string, due: string, ended?: string) => [
  submitted({ id: '1', subject, time: at(4, '08:00:00') }, { agency }),
  accepted({ id: '2', subject, time: at(4, '09:00:00') }, { due }),
  ...(ended === undefined ? [] : [resolved({ id: '3', subject, time: ended })]),
];
const waiting = (subject: string) => [
  eventJson(
    'motcua.supplement.requested.v1',
    { id: '4', subject, time: at(5, '10:00:00') },
    { missing: 'A copy' },
  ),
  eventJson(
    'motcua.payment.requested.v1',
    { id: '5', subject, time: at(6, '09:00:00') },
    { amount: 10_000, currency: 'VND' },
  ),
  eventJson('motcua.supplement.provided.v1', { id: '6', subject, time: at(6, '10:00:00') }, {}),
  eventJson(
    'motcua.payment.made.v1',
    { id: '7', subject, time: at(6, '14:00:00') },
    { amount: 10_000, currency: 'VND', method: 'cash' },
  ),
];

const friday = at(8, '17:00:00');
const events = [
  ...story('waited', 'H29.01', friday, friday),
  ...waiting('waited'),
  ...story('evening', 'H29.02', friday, at(7, '23:59:59.999')),
  ...story('midnight', 'H29.02', friday, at(8, '00:00:00')),
  ...story('monday', 'H29.02', friday, at(11, '08:30:00')),
  ...story('open', 'H29.02', at(5, '17:00:00')),
  ...story('day', 'H29.03', friday, at(11, '16:30:00')),
  // By the end of Monday.
  ...story('night', 'H30.01', at(5, '00:00:00'), at(5, '00:00:00')),
  ...story('later', 'H30.01', at(5, '00:00:00'), at(5, '01:00:00')),
];

describeWithEngine('processing times by the calendars of agencies', (engine) => {
  let handler: unknown;
  let log: EventLog;

  beforeAll(async () => {
    log = await engine().createLog();
    const view = await engine().createView();
    const environment = {
      ...functionEnvironment(engine().endpoint),
      EVENTS_TABLE: log.table,
      VIEW_TABLE: view.table,
      BUILD: 'test',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    ({ handler } = await import('./handler.ts'));
    await registerAll(log, 'calendars', [{ agency: 'H30', calendar: always }]);
    const receipts = await receiveEvents(
      createAppender(log, realSurroundings),
      events,
      sender,
      realSurroundings,
    );
    expect(receipts.every(({ status }) => status === 'appended')).toBe(true);
    const recordedAt = realSurroundings.now();
    const requests = [...new Set(events.map(({ subject }) => subject))];
    await projectRequests(
      projectorOf(processingTimes, log, view, realSurroundings),
      requests.map((request) => ({ request, first: 1, version: 1, recordedAt })),
    );
  });

  const answerOf = (query: Record<string, string>) =>
    good(
      processingTimesAnswer,
      ask(handler, {
        path: '/v1/statistics/processing-times',
        query,
        claims: { scope: 'statistics:read', client_id: 'analyst' },
      }),
    );
  const rowOf = async (query: Record<string, string>) => {
    const { rows } = await answerOf(query);
    const [row] = rows;
    if (row === undefined || rows.length > 1) throw new Error(`${rows.length} rows`);
    return row;
  };

  /** The instance's first readings: nothing in this file asks before. */
  test('read the calendars for a question that counts by them, and once in half a minute', async () => {
    const sent = vi.spyOn(DynamoDBClient.prototype, 'send');
    const ofLog = async (query: Record<string, string>) => {
      sent.mockClear();
      await answerOf(query);
      const asked = sent.mock.calls.map(([command]) => command.input as { TableName?: string });
      return asked.filter(({ TableName }) => TableName === log.table).map((input) => JSON.stringify(input));
    };
    expect(await ofLog({})).toEqual([]);
    expect(await ofLog({ clock: 'elapsed' })).toEqual([]);
    // No partition but the one that the function may read.
    expect(await ofLog({ grace: '1d' })).toEqual([expect.stringContaining('"S":"/registry/calendars"')]);
    expect(await ofLog({ clock: 'working' })).toEqual([]);
    sent.mockRestore();
  });

  test.each([
    ['elapsed', 105],
    ['working', 7 + 4 * 8],
    ['accountable', 7 + 4 * 8 - 6 - 5],
  ])('the clock %s of a request that waited for two things at once', async (clock, hours) => {
    const { definitions, filters, rows } = await answerOf({ agency: 'H29.01', clock });
    expect(definitions['duration']).toBe(`duration-${clock}/1`);
    expect(filters).toMatchObject({ clock });
    expect(rows).toMatchObject([
      {
        duration: { n: 1, mean: hours, median: hours, p95: hours },
        // By the wall clock, whatever the other is.
        pauseShare: { value: 28 / 105, n: 1, pausedHours: 28, elapsedHours: 105 },
      },
    ]);
  });

  test('the curve is on the clock that is asked for', async () => {
    const path = '/v1/statistics/processing-times/curve';
    const stepsOn = async (clock: string) => {
      const { rows } = await good(
        curveAnswer,
        ask(handler, {
          path,
          query: { agency: 'H29.01', clock },
          claims: { scope: 'statistics:read', client_id: 'analyst' },
        }),
      );
      return rows.flatMap(({ points }) => points.map(({ at, survival }) => [at, survival]));
    };
    expect(await stepsOn('elapsed')).toContainEqual([105, 0]);
    expect(await stepsOn('working')).toContainEqual([39, 0]);
    expect(await stepsOn('accountable')).toContainEqual([28, 0]);
  });

  test('by the calendar registered for the agency above', async () => {
    const ofNight = { agency: 'H30', clock: 'working' };
    expect((await rowOf(ofNight)).duration).toMatchObject({ n: 2, median: 15, p95: 16 });
    expect((await rowOf({ ...ofNight, agency: 'H29.02' })).duration).toMatchObject({ n: 3, p25: 31 });
  });

  test.each<[string, string, object]>([
    [
      'before its end',
      at(8, '16:59:59.999'),
      { closed: 0, open: 1, bands: { early: 0, onTime: 0, late: 0 } },
    ],
    ['at the due instant itself', friday, { closed: 1, onTime: 1, bands: { early: 0, onTime: 1, late: 0 } }],
  ])('as of an instant %s', async (_when, asOf, expected) => {
    expect(await rowOf({ agency: 'H29.01', 'as-of': asOf })).toMatchObject(expected);
  });

  test('bands by the day of the due date: a millisecond makes early on time, and a due midnight is the day before', async () => {
    expect((await rowOf({ agency: 'H29.02' })).bands).toEqual({ early: 1, onTime: 1, late: 1 });
    expect((await rowOf({ agency: 'H30' })).bands).toEqual({ early: 0, onTime: 1, late: 1 });
  });

  test('late and overdue by how much, as of two instants', async () => {
    const asked = { agency: 'H29.02' };
    const some = (hours: number) => ({ unit: 'h', n: 1, mean: hours, median: hours, p90: hours, max: hours });
    const none = { unit: 'h', n: 0, mean: null, median: null, p90: null, max: null };
    expect(await rowOf({ ...asked, 'as-of': at(11, '08:00:00') })).toMatchObject({
      overdue: 2,
      overdueBy: { unit: 'h', n: 2, mean: (63 + 135) / 2, median: 63, p90: 135, max: 135 },
      lateBy: none,
    });
    expect(await rowOf({ ...asked, 'as-of': at(11, '09:00:00') })).toMatchObject({
      overdueBy: some(136),
      lateBy: some(63.5),
    });
    expect(await rowOf({ ...asked, 'as-of': at(5, '17:00:00') })).toMatchObject({ overdueBy: none });
  });

  test('grace by the agency’s calendar: working days of 8 hours, or hours', async () => {
    const onTime = async (query: Record<string, string>) => (await rowOf(query)).onTimeShareGrace;
    const monday = { agency: 'H29.02' };
    expect(await onTime(monday)).toBeNull();
    // The half hour from eight on.
    expect(await onTime({ ...monday, grace: '0h' })).toEqual(share(2, 3));
    expect(await onTime({ ...monday, grace: '1h' })).toEqual(share(3, 3));
    expect(await onTime({ ...monday, grace: '1d' })).toEqual(share(3, 3));
    // All but half an hour of a working day.
    expect(await onTime({ agency: 'H29.03', grace: '7h' })).toEqual(share(0, 1));
    expect(await onTime({ agency: 'H29.03', grace: '1d' })).toEqual(share(1, 1));
    expect(await onTime({ agency: 'H30', grace: '1h' })).toEqual(share(2, 2));
    expect(await onTime({ agency: 'H29.01', grace: '1d', 'as-of': at(5, '08:00:00') })).toEqual(share(0, 0));
  });
});
