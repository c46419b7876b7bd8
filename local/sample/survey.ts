import type { Channel } from './city.ts';
import type { CityRequest, Rating } from './city-request.ts';
import type { Dice } from './dice.ts';

const praise = [
  'Quick and friendly, thank you.',
  'Everything was clear at the first visit.',
  'Done before the date on the slip.',
];
const blame = [
  'I had to come three times for one signature.',
  'Nobody told me that it would take longer.',
  'The queue is too long in the morning.',
  'The slip named a date, and nothing was ready.',
];

const minuteMs = 60_000;

/** What an applicant remembers of a request: the share of the limit that it took, and how it was. */
type Feelings = { readonly share: number; readonly warmth: number; readonly isDenied: boolean };

const score = (feeling: number): number => Math.min(5, Math.max(1, Math.round(feeling)));

/** What waiting does to a rating: being late hurts much more than being early pleases. */
const waiting = (share: number): number =>
  share > 1 ? -0.9 - 1.2 * Math.min(share - 1, 1) : 0.4 * (1 - share);

/** How an applicant rates: by the wait first, then by the people at the counter and by what came out. */
const rate = (dice: Dice, { share, warmth, isDenied }: Feelings): Rating => {
  const wait = waiting(share);
  const mood = 3.9 + warmth + wait - (isDenied ? 0.8 : 0) + dice.normal(0.6);
  const near = (shift: number) => score(mood + shift + dice.normal(0.5));
  const overall = score(mood);
  const factors = {
    access: near(0.2 - 0.5 * wait),
    procedure: near(-0.2),
    official: near(warmth - 0.6 * wait),
    result: near(isDenied ? -0.8 : 0.2),
    handling: near(0.3 * wait),
  };
  const courtesy = near(0.2 + warmth - 0.6 * wait);
  const comment = dice.pick(overall >= 4 ? praise : blame);
  return {
    overall,
    courtesy,
    factors: dice.chance(0.9) ? factors : undefined,
    comment: dice.chance(0.12) ? comment : undefined,
  };
};

/** Most are asked soon after the end, by the way they came, and a third of them answers. */
export const survey = (
  dice: Dice,
  resolved: number,
  channel: Channel,
  feelings: Feelings,
): Pick<CityRequest, 'invited' | 'rated'> => {
  if (!dice.chance(0.7)) return { invited: undefined, rated: undefined };
  const invited = {
    at: resolved + dice.whole(5, 20 * 60) * minuteMs,
    channel: channel === 'post' ? 'email' : channel,
  } as const;
  if (!dice.chance(0.35)) return { invited, rated: undefined };
  const answeredAfter = 5 + Math.round(dice.logNormal(8 * 60, 1.2));
  return { invited, rated: { at: invited.at + answeredAfter * minuteMs, ...rate(dice, feelings) } };
};
