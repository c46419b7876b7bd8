import { elapsed } from '../../shared/statistics/clock.ts';
import { type ClockName, clockOf } from '../../shared/statistics/clocks.ts';
import type { Counting } from '../../shared/statistics/processing-times.ts';
import { currentCalendars } from './context.ts';

const hourMs = 3_600_000;

/** The milliseconds of `4h`, or of `2d`, working days of 8 hours. */
const graceMs = (text: string): number => Number.parseInt(text, 10) * (text.endsWith('d') ? 8 : 1) * hourMs;

/** How a question counts time. The calendars are read only where something is counted by them. */
export const countingOf = async ({
  clock,
  grace,
}: {
  readonly clock: ClockName;
  readonly grace?: string | undefined;
}): Promise<Counting> => {
  if (clock === 'elapsed' && grace === undefined) return { clock: elapsed };
  const workingTimes = await currentCalendars();
  return {
    clock: clockOf(clock, workingTimes),
    ...(grace !== undefined && { grace: { milliseconds: graceMs(grace), workingTimes } }),
  };
};
