import type { ProcessingTimesBlock } from '../shared/statistics/as-known.ts';
import { officesAnswer } from '../shared/statistics/offices.ts';
import { processingTimesAnswer } from '../shared/statistics/processing-times.ts';
import type { Question } from '../shared/statistics/question.ts';
import type { Row } from './report.ts';
import { figure, timed } from './samples.ts';

/** What exact limits for every office cost: their answer's time against that of processing times by agency. */
export const officesRow = async (
  blocks: readonly ProcessingTimesBlock[],
  question: Question,
  cases: string,
  rounds: number,
): Promise<Row> => {
  const ours: number[] = [];
  const beside: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const times = await timed(() => processingTimesAnswer(blocks, question));
    const offices = await timed(() => officesAnswer(blocks, { ...question, rule: 'strict' }));
    // The first round warms up.
    if (round === 0) continue;
    ours.push(offices.ms);
    beside.push(times.ms);
  }
  const procedures = new Set(blocks.flatMap(({ columns }) => columns.column.procedure.values.slice(1))).size;
  return {
    id: 'queries.offices',
    what: `offices side by side, ${procedures} procedures, ${cases}`,
    unit: 'of the time of processing times by agency',
    ours: figure(ours.map((ms, round) => ms / (beside[round] ?? Number.NaN))),
    beside: { 'offices, ms': figure(ours), 'processing times, ms': figure(beside) },
  };
};
