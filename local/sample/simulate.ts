import type { MotcuaEvent } from '../../events/envelope.ts';
import { cityClock } from './city-clock.ts';
import { asItStood } from './city-request.ts';
import { dice } from './dice.ts';
import { handle } from './handle.ts';
import { daysOf, receive } from './receive.ts';
import { report } from './report.ts';
import { type CityTruth, truthAt } from './truth.ts';

export type CityOptions = {
  readonly seed: number;
  readonly requests?: number;
  /** First day of receipt. */
  readonly from?: string;
  readonly months?: number;
  readonly timeZone?: string;
};

/** First and last day of receipt, unless the options say otherwise. */
export const samplePeriod = { from: '2024-01-01', to: '2024-06-30' } as const;

const minuteMs = 60_000;

/**
 * Some months of an invented city, decided by the seed alone. We look at it in the evening of the day after the last
 * receipts, so what came in late is mostly still open. A hundredth of the events reaches the hub hours or days late.
 * @returns the events in the order they are sent, and what truly happened
 */
export const simulateCity = ({
  seed,
  requests = 1200,
  from = samplePeriod.from,
  months = 6,
  timeZone = 'Asia/Ho_Chi_Minh',
}: CityOptions): { events: MotcuaEvent[]; truth: CityTruth } => {
  const draw = dice(seed);
  const clock = cityClock(timeZone);
  const days = daysOf(from, months);
  const asOf = clock.at(days.at(-1) ?? from, 44 * 60);

  const city = receive(draw, clock, days, requests).map((receipt) =>
    asItStood(handle(draw, clock, receipt), asOf),
  );
  const events = city
    .flatMap((request) => report(request, clock))
    .map((event) => {
      const delay = draw.chance(0.01) ? draw.logNormal(12 * 60, 1.5) * minuteMs : 0;
      return { event, sentAt: Date.parse(event.time) + delay };
    })
    .toSorted((a, b) => a.sentAt - b.sentAt)
    .map(({ event }) => event);
  return { events, truth: truthAt(city, asOf) };
};
