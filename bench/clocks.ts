import { shippedCalendars } from '../shared/calendar/shipped.ts';
import { workingTimesOf } from '../shared/registry/working-times.ts';
import type { ProcessingTimesBlock } from '../shared/statistics/as-known.ts';
import { elapsed } from '../shared/statistics/clock.ts';
import { processingTimesAnswer } from '../shared/statistics/processing-times.ts';
import type { Question } from '../shared/statistics/question.ts';
import { accountable } from '../shared/statistics/working-clock.ts';
import type { Row } from './report.ts';
import { figure, timed } from './samples.ts';

/** What it takes to count working hours when somebody asks, against the clock on the wall: the two take turns. */
export const clockRow = async (
  blocks: readonly ProcessingTimesBlock[],
  question: Question,
  cases: string,
  rounds: number,
): Promise<Row> => {
  const office = accountable(workingTimesOf([], question.zone, shippedCalendars.vietnam));
  const wall: number[] = [];
  const worked: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const plain = await timed(() => processingTimesAnswer(blocks, question, { clock: elapsed }));
    const counted = await timed(() => processingTimesAnswer(blocks, question, { clock: office }));
    // The first round warms up, and lays out the calendar.
    if (round === 0) continue;
    wall.push(plain.ms);
    worked.push(counted.ms);
  }
  return {
    id: 'queries.working-clock',
    what: `answered on the accountable clock, ${cases}`,
    unit: 'of the time on the elapsed clock',
    ours: figure(worked.map((ms, round) => ms / (wall[round] ?? Number.NaN))),
    beside: { 'accountable, ms': figure(worked), 'elapsed, ms': figure(wall) },
  };
};
