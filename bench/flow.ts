import { instant } from '../shared/instant.ts';
import type { ProcessingTimesBlock } from '../shared/statistics/as-known.ts';
import { type FlowQuestion, flow } from '../shared/statistics/flow.ts';
import { processingTimesAnswer } from '../shared/statistics/processing-times.ts';
import type { Question } from '../shared/statistics/question.ts';
import type { Row } from './report.ts';
import { figure, timed } from './samples.ts';

/** What a year day by day costs: the time of its flow against that of processing times by agency. */
export const flowRow = async (
  blocks: readonly ProcessingTimesBlock[],
  question: Question,
  cases: string,
  rounds: number,
): Promise<Row> => {
  const { from = instant(0), until = question.asOf, asOf, zone } = question;
  const daily: FlowQuestion = { from, until, asOf, zone, by: 'day', groupBy: [] };
  const ours: number[] = [];
  const beside: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const times = await timed(() => processingTimesAnswer(blocks, question));
    const days = await timed(() => flow(blocks, daily));
    // The first round warms up.
    if (round === 0) continue;
    ours.push(days.ms);
    beside.push(times.ms);
  }
  return {
    id: 'queries.flow',
    what: `what came, went and was open, day by day, ${cases}`,
    unit: 'of the time of processing times by agency',
    ours: figure(ours.map((ms, round) => ms / (beside[round] ?? Number.NaN))),
    beside: { 'flow, ms': figure(ours), 'processing times, ms': figure(beside) },
  };
};
