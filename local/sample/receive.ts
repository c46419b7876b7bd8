import type { Channel, Mix, Procedure } from './city.ts';
import type { CityClock } from './city-clock.ts';
import { opens } from './city-clock.ts';
import type { CityRequest } from './city-request.ts';
import type { Dice } from './dice.ts';
import { procedures } from './procedures.ts';

/** What is known of a request when it comes in. */
export type Receipt = Pick<CityRequest, 'id' | 'agency' | 'channel' | 'applicant' | 'day' | 'submitted'> & {
  readonly procedure: Procedure;
};

const dayMs = 86_400_000;

/** Every day from the first one on, for so many months. */
export const daysOf = (from: string, months: number): string[] => {
  const first = new Date(`${from}T00:00:00Z`);
  const end = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + months, first.getUTCDate());
  return Array.from({ length: (end - first.getTime()) / dayMs }, (_, n) =>
    new Date(first.getTime() + n * dayMs).toISOString().slice(0, 10),
  );
};

/** Offices are busier before lunch; at home people write at any hour, mostly in the afternoon and evening. */
const minuteOf = (dice: Dice, channel: Channel): number => {
  if (channel !== 'online') return dice.chance(0.62) ? 455 + 215 * dice.share() : 815 + 190 * dice.share();
  return (15 * 60 + dice.normal(4.5 * 60) + 2 * 24 * 60) % (24 * 60);
};

const channelOf = (dice: Dice, mix: Mix): Channel =>
  dice.weighted(Object.entries(mix) as [Channel, number][]);

/** The requests of some days in the order they come in, each with its number at its agency that day. */
export const receive = (
  dice: Dice,
  clock: CityClock,
  days: readonly string[],
  requests: number,
): Receipt[] => {
  const workdays = days.filter((day) => clock.whenOpen(clock.at(day, opens)) === clock.at(day, opens));
  const drawn = Array.from({ length: requests }, (_, n) => {
    const procedure = dice.weighted(procedures.map((procedure) => [procedure, procedure.weight]));
    const channel = channelOf(dice, procedure.mix);
    const day = dice.pick(channel === 'online' ? days : workdays);
    const kind = dice.chance(procedure.businesses) ? 'business' : 'citizen';
    return {
      agency: dice.pick(procedure.offices),
      procedure,
      channel,
      day,
      submitted: clock.at(day, minuteOf(dice, channel)),
      applicant: { kind, reference: `${kind === 'business' ? 'b' : 'c'}-${n + 1}` } as const,
    };
  });
  const counts = new Map<string, number>();
  return drawn
    .toSorted((a, b) => a.submitted - b.submitted)
    .map((receipt) => {
      const series = `000.00.01.${receipt.agency}-${receipt.day.slice(2).replaceAll('-', '')}`;
      const number = (counts.get(series) ?? 0) + 1;
      counts.set(series, number);
      return { ...receipt, id: `${series}-${String(number).padStart(4, '0')}` };
    });
};
