import { expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import {
  accepted,
  assigned,
  at,
  completed,
  forwarded,
  resolved,
  started,
  streamOf,
  submitted,
} from '../../test/builders.ts';
import { expectShown, readPage, table } from '../../test/page.ts';
import { agencyLinesOf, rowOf } from '../projections/projection.ts';
import { steps } from '../projections/steps.ts';
import { snapshotOf } from '../request/snapshot.ts';
import { columnsOf } from '../segment/column.ts';
import type { StepTime } from './step-tally.ts';
import { stepsAnswer } from './steps.ts';
import type { StepGrouping } from './steps-question.ts';

const page = readPage('measures.md');

/** Hours after 08:00. */
const hour = 60;
const story: readonly (readonly [hours: number, what: string, event: MotcuaEvent])[] = [
  [0, 'submitted to H29.07', submitted(0)],
  [1, 'accepted, and assigned to the desk', accepted(hour)],
  [1, '', assigned(hour, { unit: 'desk' })],
  [2, 'check begun by Ann of the desk', started(2 * hour, { step: 'check', unit: 'desk', official: 'ann' })],
  [5, 'check completed', completed(5 * hour, { step: 'check' })],
  [
    9,
    'appraisal completed by Bo of the registry',
    completed(9 * hour, { step: 'appraisal', unit: 'registry', official: 'bo' }),
  ],
  [10, 'forwarded to H29.12', forwarded(10 * hour)],
  [13, 'check begun again, by Ann', started(13 * hour, { step: 'check', unit: 'desk', official: 'ann' })],
  [15, 'check completed', completed(15 * hour, { step: 'check' })],
  [16, 'granted', resolved(16 * hour)],
];

const row = rowOf(steps, snapshotOf(streamOf(story.map(([, , event]) => event))), 'UTC');
const blocks = (row === null ? [] : agencyLinesOf(row)).map(({ agency, lines }) => ({
  agency,
  columns: columnsOf(steps.schema, lines),
}));
const ask = (...groupBy: StepGrouping[]) =>
  stepsAnswer(blocks, { asOf: at(24 * hour), groupBy, zone: 'UTC' });

const median = ({ n, median: value }: StepTime) => (n === 0 ? '' : `${value} h`);
const name = (label: string | null | undefined) => label ?? 'null';
const stepsTable = table(
  [
    'previous',
    'step',
    'completed',
    'rework',
    'waiting',
    'service',
    'passage',
    'handovers: units',
    'officials',
  ],
  ask('previous', 'step')
    .toSorted(
      (a, b) => a.passage.n - b.passage.n || name(b.group.previous).localeCompare(name(a.group.previous)),
    )
    .map(({ group, completed: done, rework, waiting, service, passage, handovers }) => [
      name(group.previous),
      name(group.step),
      `${done}`,
      `${rework}`,
      median(waiting),
      median(service),
      median(passage),
      `${handovers.units}`,
      `${handovers.officials}`,
    ]),
);
const heldTable = table(
  ['holder', 'unit', 'hours', 'share'],
  ask('holder', 'unit').flatMap(({ group, held }) =>
    held === null || held.requests === 0
      ? []
      : [[name(group.holder), name(group.unit), `${held.hours}`, `${((held.share ?? 0) * 100).toFixed(1)}%`]],
  ),
);
const storyTable = table(
  ['hour', 'what happened'],
  story.flatMap(([hours, what]) => (what === '' ? [] : [[`${hours}`, what]])),
);
const [all] = ask();
const inAll = `In all 3 steps of 1 request, ${all?.rework} of them again, ${all?.handovers.units} handovers between units, and ${all?.span?.median} hours from the first to the last completion.`;

const tables = { story: storyTable, steps: stepsTable, held: heldTable };

it('the page shows what the code counts; `vitest -u` writes it anew', async () => {
  expect(page.replaceAll('\n', ' ')).toContain(inAll);
  await expectShown('measures.md', tables);
});
