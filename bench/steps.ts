import { type StepsSchema, steps } from '../shared/projections/steps.ts';
import type { Line } from '../shared/segment/column.ts';
import type { Dimensions } from '../shared/segment/dimensions.ts';
import { pack, type SegmentRow, unpackColumns } from '../shared/segment/pack.ts';
import type { Block } from '../shared/statistics/cohort.ts';
import { stepsAnswer } from '../shared/statistics/steps.ts';
import { agenciesOf, type CaseBlock, caseBlocks, zone } from './cases.ts';
import type { Row } from './report.ts';
import { figure, timed, times } from './samples.ts';
import { year } from './statistic-rows.ts';

/** What questions about steps take. They hold nine lines for a request of eight steps: a tenth of a year's cases is measured. */

type StepsLine = Line<StepsSchema & Dimensions>;

const stepsOfRequest = 8;
const units = ['front-office', 'appraisal-team', 'field-team', 'signing'];

/** The lines of a request whose steps follow each other evenly, from its receipt to its end or for four days. */
const linesOf = (agency: string, line: CaseBlock['rows'][number]['lines'][number]): StepsLine[] => {
  const { ended, procedure, channel, accepted } = line;
  const received = line.received ?? 0;
  const end = ended === null || ended < received ? received + 345_600_000 : ended;
  const at = (part: number) => received + Math.floor(((end - received) * part) / 1_000) * 1_000;
  const unitOf = (n: number) => units[n % units.length] ?? null;
  const common = {
    received,
    ended,
    procedure,
    channel,
    accepted,
    came: null,
    left: null,
    holder: agency,
    step: null,
    startUnit: null,
    officialChanged: null,
    started: null,
    completed: null,
    leftOut: null,
  };
  return [
    ...times(
      stepsOfRequest,
      (n): StepsLine => ({
        ...common,
        nth: n + 1,
        kind: 'step',
        step: `step-${n + 1}`,
        unit: unitOf(n),
        startUnit: unitOf(n),
        officialChanged: n % 2,
        started: at((n + 0.5) / stepsOfRequest),
        from: null,
        until: null,
        completed: at((n + 1) / stepsOfRequest),
      }),
    ),
    { ...common, nth: stepsOfRequest + 1, kind: 'holding', unit: null, from: received, until: end },
  ];
};

const packedOf = ({ agency, rows }: CaseBlock) => {
  const own = rows.map(
    ({ request, version, lines: [line] }): SegmentRow<StepsSchema & Dimensions> => ({
      request,
      version,
      lines: line === undefined ? [] : linesOf(agency, line),
    }),
  );
  return { agency, packed: pack(steps.schema, own) };
};

/** Bytes that the columns of a block take in memory; their texts are few. */
const bytesOf = ({ columns }: Block<StepsSchema>): number =>
  Object.values(columns.column).reduce(
    (sum, values) => sum + ('codes' in values ? values.codes : values).byteLength,
    0,
  );

export const stepRows = async (quick: boolean): Promise<Row[]> => {
  const count = quick ? 10_000 : 100_000;
  const packed = Array.from(caseBlocks(count, agenciesOf(quick ? 3 : 15)), packedOf);
  const { from, until, asOf } = year;
  const answers: number[] = [];
  const decodes: number[] = [];
  let bytes = 0;
  for (let round = 0; round <= (quick ? 2 : 6); round++) {
    const { ms, result: blocks } = await timed(() =>
      packed.map(({ agency, packed }) => ({ agency, columns: unpackColumns(steps.schema, packed) })),
    );
    bytes = blocks.reduce((sum, block) => sum + bytesOf(block), 0);
    const answered = await timed(() =>
      stepsAnswer(blocks, { from, until, asOf, zone, groupBy: ['agency', 'step'] }),
    );
    // The first round warms up.
    if (round === 0) continue;
    answers.push(answered.ms);
    decodes.push(ms);
  }
  const place = `${count.toLocaleString('en-US')} requests of ${stepsOfRequest} steps`;
  const storedBytes = packed.reduce((sum, { packed }) => sum + packed.columns.length + packed.keys.length, 0);
  return [
    {
      id: 'queries.steps.ms',
      what: `steps, a year by agency and step, ${place}`,
      unit: 'ms on columns in memory',
      ours: figure(answers),
      beside: { 'decode, ms': figure(decodes) },
    },
    {
      id: 'queries.steps.mb',
      what: `columns of steps in memory, ${place}`,
      unit: 'MB',
      ours: { value: bytes / 1e6 },
      beside: { 'packed, MB': { value: storedBytes / 1e6 } },
    },
  ];
};
