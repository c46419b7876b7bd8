import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Calendar } from '../../events/registry/calendar.ts';
import { weekdays } from '../../events/registry/weekdays.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { accepted, eventJson, resolved, submitted } from '../../test/events.ts';
import { good, startReading } from '../../test/reading.ts';
import { registerAll } from '../../test/registering.ts';
import { requestAnswer } from './requests-answers.ts';

const hour = 3_600;
/** February 2026 in the authority's zone: from Saturday the 14th to Sunday the 22nd nobody works, for Tết. */
const at = (day: number, time: string) => `2026-02-${day}T${time}:00+07:00`;

/** Open day and night. */
const always: Calendar = {
  name: 'Always',
  weeks: [{ hours: Object.fromEntries(weekdays.map((weekday) => [weekday, ['00:00-24:00']])) }],
  daysOff: [],
  specialDays: {},
};

/** In on Friday the 13th after lunch, accepted at two; over Tết; a paper was missing from Monday at ten for a day. */
const story = (subject: string, agency: string) => [
  submitted({ id: '1', subject, time: at(13, '13:30') }, { agency }),
  accepted({ id: '2', subject, time: at(13, '14:00') }),
  eventJson(
    'motcua.supplement.requested.v1',
    { id: '3', subject, time: at(23, '10:00') },
    { missing: 'A copy' },
  ),
];
const answered = (subject: string) =>
  eventJson('motcua.supplement.provided.v1', { id: '4', subject, time: at(24, '10:00') }, {});

describeWithEngine('the clocks of a request', (engine) => {
  let hub: Awaited<ReturnType<typeof startReading>>;
  beforeAll(async () => {
    hub = await startReading(engine());
    await registerAll(hub.log, 'calendars', [
      { agency: 'H30', calendar: always },
      { agency: 'H31', validFrom: '2026-02-14', calendar: always },
    ]);
    await hub.post(
      ...story('waiting', 'H29.07'),
      ...story('plain', 'H29.07'),
      answered('plain'),
      ...story('own', 'H30.01'),
      answered('own'),
      ...story('later', 'H31'),
      answered('later'),
      ...story('forwarded', 'H29.07'),
      eventJson(
        'motcua.request.forwarded.v1',
        { id: '5', subject: 'forwarded', time: at(23, '11:00') },
        { to: 'H30' },
      ),
      answered('forwarded'),
      ...story('ended', 'H29.07'),
      answered('ended'),
      resolved({ id: '6', subject: 'ended', time: at(24, '15:00') }),
      submitted({ id: '1', subject: 'new', time: at(13, '16:00') }, { agency: 'H29.07' }),
    );
  });
  afterEach(() => vi.useRealTimers());

  /** The instance's first reading: nothing in this file reads before. */
  test('cost the registry, four queries, and then nothing for half a minute', async () => {
    const sent = vi.spyOn(DynamoDBClient.prototype, 'send');
    const queries = async () => {
      sent.mockClear();
      await good(requestAnswer, hub.get('/v1/requests/new', { scope: 'statistics:read' }));
      const asked = sent.mock.calls.map(([command]) => JSON.stringify(command.input));
      const ofRegistry = asked.filter((input) => input.includes('"S":"/registry/'));
      return { all: asked.length, ofRegistry: ofRegistry.length };
    };
    expect(await queries()).toEqual({ all: 5, ofRegistry: 4 });
    expect(await queries()).toEqual({ all: 1, ofRegistry: 0 });
    sent.mockRestore();
  });

  const clocksOf = async (subject: string, asked: string) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(asked) });
    const answer = hub.get(`/v1/requests/${subject}`, { scope: 'statistics:read' });
    const { elapsed, working, accountable, paused } = (await good(requestAnswer, answer)).clocks;
    return [elapsed, working, accountable, paused].map((clock) => [
      (clock?.seconds ?? Number.NaN) / hour,
      clock?.running,
    ]);
  };

  test.each<[string, string, string, [number, boolean][]]>([
    [
      'while it waits, only the office’s own stands still',
      'waiting',
      at(23, '15:00'),
      [
        [241.5, true],
        [3 + 6, true],
        [3 + 2, false],
        [5, true],
      ],
    ],
    [
      'by the deployment’s calendar, over Tết',
      'plain',
      at(25, '09:00'),
      [
        [283.5, true],
        [3 + 8 + 8 + 1, true],
        [3 + 2 + 6 + 1, true],
        [24, false],
      ],
    ],
    [
      'by the calendar registered for the agency above',
      'own',
      at(25, '09:00'),
      [
        [283.5, true],
        [283, true],
        [259, true],
        [24, false],
      ],
    ],
    [
      'by the calendar as it was at the receipt',
      'later',
      at(25, '09:00'),
      [
        [283.5, true],
        [20, true],
        [12, true],
        [24, false],
      ],
    ],
    [
      'by the calendar of the agency that has it now',
      'forwarded',
      at(25, '09:00'),
      [
        [283.5, true],
        [283, true],
        [259, true],
        [24, false],
      ],
    ],
    [
      'after its end, whenever it is asked',
      'ended',
      at(28, '09:00'),
      [
        [265.5, false],
        [3 + 8 + 6, false],
        [3 + 2 + 4, false],
        [24, false],
      ],
    ],
    [
      'from the submission where nobody accepted it',
      'new',
      at(25, '09:00'),
      [
        [281, true],
        [1 + 8 + 8 + 1, true],
        [18, true],
        [0, false],
      ],
    ],
  ])('%s', async (_what, subject, asked, clocks) => {
    expect(await clocksOf(subject, asked)).toEqual(clocks);
  });
});
