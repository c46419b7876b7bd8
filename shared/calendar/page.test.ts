import { it } from 'vitest';
import { calendarSchema } from '../../events/registry/calendar.ts';
import { expectShown, readPage, table } from '../../test/page.ts';
import { instantOf } from '../instant.ts';
import { shippedCalendars } from './shipped.ts';
import { workingTime } from './working-time.ts';

const page = readPage('calendars.md');
const zone = 'Asia/Ho_Chi_Minh';

const local = (text: string) => instantOf(`${text.replace(' ', 'T')}:00+07:00`);
/** `Mon 2024-03-04 08:00` */
const shown = (at: number) => {
  const wall = new Date(at + 7 * 3_600_000);
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][wall.getUTCDay()];
  return `${weekday} ${wall.toISOString().slice(0, 16).replace('T', ' ')}`;
};
const hoursAndMinutes = (ms: number) => `${Math.floor(ms / 3_600_000)} h ${(ms / 60_000) % 60} min`;

const vietnam = workingTime(shippedCalendars.vietnam, zone);
const worked = [
  ['2024-03-04 08:00', '2024-03-04 17:00', 'a whole Monday'],
  ['2024-03-04 09:30', '2024-03-05 10:15', 'over lunch and a night'],
  ['2024-03-08 16:00', '2024-03-11 09:00', 'over a weekend'],
  ['2024-02-07 14:00', '2024-02-15 10:00', 'over Tet'],
  ['2024-04-26 13:00', '2024-05-06 12:00', 'Monday 29 April off, made up on Saturday 4 May'],
].map(([from = '', until = '', why = '']) => [
  shown(local(from)),
  shown(local(until)),
  hoursAndMinutes(vietnam.workingMs(local(from), local(until))),
  why,
]);

const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
const { calendar } = JSON.parse(example) as { calendar: unknown };
const ward = workingTime(calendarSchema.parse(calendar), zone);
const due = (
  rows: [string, number, string][],
  count: (from: ReturnType<typeof local>, n: number) => number,
) => rows.map(([from, days, why]) => [shown(local(from)), `${days}`, shown(count(local(from), days)), why]);

const workingDays = due(
  [
    ['2024-03-04 08:00', 1, 'the evening'],
    ['2024-03-04 09:30', 1, 'the same time of the next day'],
    ['2024-03-04 15:30', 1, 'after the cut-off: counted from Tuesday on'],
    ['2024-03-09 08:00', 1, 'Saturday’s four hours are half a working day'],
    ['2024-04-26 09:30', 5, 'three days off, a Sunday made up'],
    ['2024-05-09 09:30', 2, 'a half day on Friday'],
  ],
  ward.dueAfter,
);
const calendarDays = due(
  [
    ['2024-03-04 09:30', 3, 'the end of Thursday'],
    ['2024-03-04 09:30', 6, 'a Sunday: the end of Monday'],
    ['2024-04-26 09:30', 3, 'days off: the end of Thursday'],
  ],
  ward.dueAfterDays,
);

const tables = {
  worked: table(['from', 'until', 'worked', ''], worked),
  'working days': table(['received', 'working days', 'due', ''], workingDays),
  'calendar days': table(['received', 'calendar days', 'due', ''], calendarDays),
};

it('the page shows what the code counts; `vitest -u` writes it anew', async () => {
  await expectShown('calendars.md', tables);
});
