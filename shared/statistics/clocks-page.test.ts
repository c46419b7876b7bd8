import { it } from 'vitest';
import { blocksOf, uneventful } from '../../test/cohorts.ts';
import { expectShown, table } from '../../test/page.ts';
import { shippedCalendars } from '../calendar/shipped.ts';
import { type Instant, instantOf } from '../instant.ts';
import { encodeList } from '../projections/list.ts';
import { type ProcessingTimesSchema, processingTimes } from '../projections/processing-times.ts';
import { workingTimesOf } from '../registry/working-times.ts';
import type { Line } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { elapsed } from './clock.ts';
import { clockNames, clockOf } from './clocks.ts';
import { type Counting, processingTimesAnswer } from './processing-times.ts';

const zone = 'Asia/Ho_Chi_Minh';
const workingTimes = workingTimesOf([], zone, shippedCalendars.vietnam);

/** `Mon 4 March 09:00` is `4 09:00`. */
const at = (text: string): Instant => {
  const [day = '', time = ''] = text.split(' ');
  return instantOf(`2024-03-${day.padStart(2, '0')}T${time}:00+07:00`);
};
const shown = (text: string): string => {
  const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  return `${weekdays[new Date(at(text) + 7 * 3_600_000).getUTCDay()]} ${text}`;
};
const hours = (value: number | null | undefined): string => {
  if (value === null || value === undefined) return '';
  const minutes = Math.round((value % 1) * 60);
  return minutes === 0 ? `${value} h` : `${Math.floor(value)} h ${minutes} min`;
};
const percent = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : `${(100 * value).toFixed(1)}%`;

type Row = Line<ProcessingTimesSchema & Dimensions>;
const line = (facts: Pick<Row, 'received' | 'ended'> & Partial<Row>): Row => ({
  procedure: null,
  channel: null,
  accepted: facts.received,
  due: null,
  outcome: 'granted',
  ...uneventful,
  ...facts,
});
const rowOf = (lines: readonly Row[], counting: Counting) => {
  const blocks = blocksOf(
    processingTimes.schema,
    lines.map((each) => ({ agency: 'H29', chunk: 0, line: each })),
  );
  const asOf = instantOf('2024-04-01T00:00:00Z');
  const [row] = processingTimesAnswer(blocks, { cohort: 'received', asOf, groupBy: [], zone }, counting);
  if (row === undefined) throw new Error('no row');
  return row;
};

const requests: readonly (readonly [string, string, readonly [string, string] | undefined, string])[] = [
  ['4 08:00', '4 09:00', ['5 10:00', '6 14:00'], '8 17:00'],
  ['8 16:00', '8 16:00', undefined, '11 09:00'],
  ['5 08:00', '5 08:00', ['5 17:00', '6 08:00'], '6 17:00'],
];
const lines = requests.map(([submitted, accepted, waited, ended]) =>
  line({
    received: at(submitted),
    accepted: at(accepted),
    ended: at(ended),
    pauses: encodeList(at(submitted), waited === undefined ? [] : [waited.map(at)]),
  }),
);
const clocks = requests.map(([submitted, accepted, waited, ended], n) => [
  shown(submitted),
  shown(accepted),
  waited === undefined ? '' : waited.map(shown).join(' to '),
  shown(ended),
  ...clockNames.map((name) =>
    hours(rowOf(lines.slice(n, n + 1), { clock: clockOf(name, workingTimes) }).duration.median),
  ),
]);
const { value, pausedHours, elapsedHours } = rowOf(lines, { clock: elapsed }).pauseShare;

const ends = ['7 23:59', '8 00:00', '8 17:00', '11 12:00', '11 12:01'];
const grace = { milliseconds: 4 * 3_600_000, workingTimes };
const due = (ended: string) => line({ received: at('4 08:00'), due: at('8 17:00'), ended: at(ended) });
const punctual = ends.map((ended) => {
  const { bands, lateBy, onTimeShare, onTimeShareGrace } = rowOf([due(ended)], { clock: elapsed, grace });
  const band = (['early', 'onTime', 'late'] as const).filter((name) => bands[name] === 1);
  const said = (share: typeof onTimeShareGrace) => (share?.value === 1 ? 'on time' : 'late');
  return [shown(ended), band.join(), hours(lateBy.max), said(onTimeShare), said(onTimeShareGrace)];
});
const all = rowOf(ends.map(due), { clock: elapsed, grace });

const examples = {
  clocks: [
    table(['submitted', 'accepted', 'waited', 'ended', ...clockNames], clocks),
    `Together they waited ${hours(pausedHours)} of ${hours(elapsedHours)}: a \`pauseShare\` of ${percent(value)}.`,
  ],
  'on time': [
    table(['ended', '`bands`', '`lateBy`', '`onTimeShare`', '`onTimeShareGrace`'], punctual),
    `Together \`onTimeShare\` is ${percent(all.onTimeShare.value)} and \`onTimeShareGrace\` ${percent(all.onTimeShareGrace?.value)}.`,
  ],
};

it('the page shows what the code counts; `vitest -u` writes it anew', async () => {
  await expectShown(
    'measures.md',
    Object.fromEntries(Object.entries(examples).map(([mark, parts]) => [mark, parts.join('\n\n')])),
  );
});
