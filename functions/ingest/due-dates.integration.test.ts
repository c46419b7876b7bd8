import { beforeAll, expect, test } from 'vitest';
import type { Calendar } from '../../events/registry/calendar.ts';
import { weekdays } from '../../events/registry/weekdays.ts';
import { shippedCalendars } from '../../shared/calendar/shipped.ts';
import { type EventLog, loadStream } from '../../shared/event-store/event-log.ts';
import { instantOf } from '../../shared/instant.ts';
import { fold } from '../../shared/request/fold.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { eventJson, submitted } from '../../test/events.ts';
import { type Ingest, inWords, startIngest } from '../../test/ingest.ts';
import { registerAll } from '../../test/registering.ts';

/** Open day and night. */
const always: Calendar = {
  name: 'Always',
  weeks: [{ hours: Object.fromEntries(weekdays.map((weekday) => [weekday, ['00:00-24:00']])) }],
  daysOff: [],
  specialDays: {},
};

describeWithEngine('a due date that the hub counts', (engine) => {
  let log: EventLog;
  let ingest: Ingest;
  beforeAll(async () => {
    log = await engine().createLog();
    await registerAll(log, 'sources', [{ client: 'desk', sources: ['*'] }]);
    await registerAll(log, 'procedures', [
      { code: 'permit', version: 1, name: 'Permit', workingDays: 2 },
      { code: 'advice', version: 1, name: 'Advice' },
      { code: 'notice', version: 1, name: 'Notice', calendarDays: 3 },
    ]);
    await registerAll(log, 'calendars', [
      { agency: 'H29.07', validFrom: '2024-02-07', calendar: always },
      { agency: 'H30', calendar: { ...shippedCalendars['mon-fri'], daysOff: ['2024-02-08'] } },
    ]);
    ingest = await startIngest(log, engine().endpoint);
  });

  const dueOf = async (
    subject: string,
    at: string,
    more: { agency?: string; procedure?: string; accepted?: object },
  ) => {
    const { agency = 'H29', procedure = 'permit', accepted = {} } = more;
    const opened = submitted({ id: 's', subject, time: at }, { agency, procedure });
    const taken = eventJson('motcua.request.accepted.v1', { id: 'a', subject, time: at }, accepted);
    expect(inWords(await ingest([opened, taken]))).toEqual(['appended 1', 'appended 2']);
    return fold(await loadStream(log, subject, { consistent: true })).due;
  };

  test.each([
    ['the deployment’s calendar, over Tet', {}, '2024-02-16T14:00'],
    ['working days that the acceptance says', { accepted: { workingDays: 1 } }, '2024-02-15T14:00'],
    [
      'a due date that the acceptance says',
      { accepted: { due: '2024-03-01T17:00:00+07:00' } },
      '2024-03-01T17:00',
    ],
    ['the calendar of the agency above', { agency: 'H30.01' }, '2024-02-12T14:00'],
    ['the agency’s own, on its first day', { agency: 'H29.07' }, '2024-02-08T06:00'],
    ['calendar days, of which the last is not worked', { procedure: 'notice' }, '2024-02-16T00:00'],
    ['a procedure without a limit', { procedure: 'advice' }, undefined],
  ])('%s', async (name, more, due) => {
    const counted = await dueOf(name.replaceAll(/[^a-z]/g, '-'), '2024-02-07T14:00:00+07:00', more);
    expect(counted).toBe(due && instantOf(`${due}:00+07:00`));
  });
});
