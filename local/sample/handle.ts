import { agencies, unitOfStep } from './city.ts';
import { type CityClock, closes, opens } from './city-clock.ts';
import type { CityRequest } from './city-request.ts';
import type { Dice } from './dice.ts';
import type { Receipt } from './receive.ts';
import { survey } from './survey.ts';

const minuteMs = 60_000;
const minutesPerDay = closes - opens;
/** What offices allow themselves where the law sets no limit, in working days. */
const usualDays = 4;

const agencyOf = (code: string) => {
  const found = agencies.find((agency) => agency.code === code);
  if (!found) throw new Error(`no agency ${code}`);
  return found;
};

/** At the counter a clerk looks at the papers at once; what comes another way waits its turn. */
const acceptance = (dice: Dice, clock: CityClock, { channel, submitted }: Receipt): number =>
  channel === 'counter'
    ? submitted + dice.whole(3, 25) * minuteMs
    : clock.plusOpenMinutes(submitted, 5 + dice.logNormal(90, 0.9));

/** The share of the time limit that the office needs. What would be a little late is often hurried through. */
const shareOfLimit = (dice: Dice, { pace, spread }: { pace: number; spread: number }): number => {
  const share = dice.logNormal(pace, spread);
  return share > 1 && share < 1.2 && dice.chance(0.5) ? 0.95 + 0.05 * dice.share() : share;
};

/** The whole life of a request, also what lies after the day on which we look at the city. */
export const handle = (dice: Dice, clock: CityClock, receipt: Receipt): CityRequest => {
  const { procedure, ...received } = receipt;
  const agency = agencyOf(receipt.agency);
  const request: CityRequest = {
    ...received,
    procedure: procedure.code,
    accepted: undefined,
    assigned: undefined,
    steps: [],
    resolved: undefined,
    withdrawn: undefined,
    invited: undefined,
    rated: undefined,
  };
  // Some think better of it on the way home, and some papers are lost in the pile for good.
  if (dice.chance(0.01))
    return { ...request, withdrawn: { at: request.submitted + dice.whole(1, 40) * minuteMs } };
  const isWithdrawn = dice.chance(0.05);
  const isForgotten = !isWithdrawn && dice.chance(0.04);

  const acceptedAt = acceptance(dice, clock, receipt);
  const share = shareOfLimit(dice, agency);
  const minutes = Math.max(20, share * (procedure.limitDays ?? usualDays) * minutesPerDay);
  const after = (part: number) => clock.plusOpenMinutes(acceptedAt, part * minutes);
  const worker = () => `official-${agency.code.slice(-2)}-${dice.whole(1, 7)}`;
  const stop = after(isWithdrawn || isForgotten ? 0.1 + 0.8 * dice.share() : 1);

  const assigned = { at: after(0.02 + 0.08 * dice.share()), unit: 'one-stop-desk', official: worker() };
  const steps = procedure.steps.map((step, n) => ({
    at: after((n + 0.5 + 0.4 * dice.share()) / procedure.steps.length),
    step,
    unit: unitOfStep[step],
    official: worker(),
  }));
  const due = procedure.limitDays === null ? undefined : clock.due(acceptedAt, procedure.limitDays);
  const worked = {
    ...request,
    accepted: { at: acceptedAt, due },
    // Where one clerk does it all, nobody reports to whom it was given.
    assigned: steps.length > 1 ? assigned : undefined,
    steps: steps.filter(({ at }) => at < stop),
  };
  if (isWithdrawn) return { ...worked, withdrawn: { at: stop } };
  if (isForgotten) return worked;
  const outcome = dice.weighted([
    [procedure.ends, 88],
    ['denied', 8],
    ['partial', 4],
  ] as const);
  const feelings = { share, warmth: agency.warmth, isDenied: outcome === 'denied' };
  return { ...worked, resolved: { at: stop, outcome }, ...survey(dice, stop, receipt.channel, feelings) };
};
