import type { Dice } from '../../local/sample/dice.ts';
import { startOfDay } from '../../shared/calendar/zone.ts';
import { instant, instantText } from '../../shared/instant.ts';
import type { Recorder } from '../../shared/request/stream.ts';
import {
  accepted,
  assigned,
  completed,
  forwarded,
  given,
  invited,
  reopened,
  resolved,
  retracted,
  submitted,
  withdrawn,
} from '../events.ts';
import { zone } from '../rows.ts';
import { shuffled } from './simulation.ts';

export type Sent = ReturnType<typeof submitted>;

/** What a sender posts at once, so many milliseconds after the start. */
export type Call = { readonly atMs: number; readonly sender: Recorder; readonly events: readonly Sent[] };

const agencies = ['H29', 'H29.07', 'H30', 'H41'] as const;
const edges = ['2023-12-31', '2024-01-31', '2024-02-01', '2024-02-29', '2024-03-15'];

/** Instants around the turns of months, and in between. */
const momentOf = (dice: Dice): number =>
  dice.chance(0.5)
    ? startOfDay(dice.pick(edges), zone) + dice.pick([-1, 0, 1, 3_600_000, 86_399_999])
    : startOfDay('2024-01-20', zone) + dice.whole(0, 22 * 86_400_000);

const surveyOf = (dice: Dice) => ({
  survey: dice.pick(['sipas', 'smile']),
  surveyVersion: dice.whole(1, 2),
});

/** What may happen to a request after it was submitted: whatever moves it, ends it or is told of it in a row. */
const happenings: readonly ((dice: Dice) => { make: typeof accepted; data: object })[] = [
  (dice) => ({
    make: accepted,
    data: dice.chance(0.5) ? { due: instantText(instant(momentOf(dice))) } : {},
  }),
  () => ({ make: assigned, data: {} }),
  () => ({ make: completed, data: {} }),
  (dice) => ({ make: resolved, data: { outcome: dice.pick(['granted', 'denied', 'partial', 'done']) } }),
  () => ({ make: withdrawn, data: {} }),
  (dice) => ({ make: forwarded, data: { to: dice.pick(agencies) } }),
  () => ({ make: reopened, data: {} }),
  (dice) => ({ make: invited, data: surveyOf(dice) }),
  (dice) => ({
    make: given,
    data: {
      ...surveyOf(dice),
      overall: dice.whole(1, 5),
      ...(dice.chance(0.5) && { courtesy: dice.whole(1, 5), factors: { access: dice.whole(1, 5) } }),
    },
  }),
];

/** The life of one request: a submission, often a second that moves it, and what follows. */
const lifeOf = (dice: Dice, n: number, places: readonly string[], length: number): Sent[] => {
  const subject = `request-${n}`;
  // A procedure of its own tells a request apart in an answer grouped by procedure; a shared one tests the groups.
  const submission = () => ({
    make: submitted,
    data: { agency: dice.pick(places), procedure: `permit-${n}`, channel: dice.pick(['counter', 'online']) },
  });
  // Of any event of the request, its submissions as well, and now and then of one that is never sent.
  const retraction = () => ({ make: retracted, data: { id: `${n}-${dice.whole(0, length)}` } });
  const submissions = dice.chance(0.4) ? dice.whole(2, 3) : 1;
  return Array.from({ length: Math.max(length, submissions) }, (_, k) => {
    const happening = () => (dice.chance(0.15) ? retraction() : dice.pick(happenings)(dice));
    const { make, data } = k < submissions ? submission() : happening();
    const attributes = { id: `${n}-${k}`, subject, time: instantText(instant(momentOf(dice))) };
    return make(attributes, data);
  });
};

/** Now and then a sender says what is refused, wholly or in part. */
const spoiled = (dice: Dice, event: Sent, earlier: Sent | undefined): Sent => {
  if (dice.chance(0.02)) return { ...event, data: { nonsense: true } };
  if (dice.chance(0.03) && earlier) return { ...event, id: earlier.id };
  if (dice.chance(0.04)) return { ...event, expectedversion: dice.whole(0, 4) };
  return event;
};

/** Histories of some requests, cut into calls that several senders make over a while, out of order. */
export const workload = (dice: Dice): Call[] => {
  const places = shuffled(dice, agencies).slice(0, dice.whole(2, 4));
  const requests = dice.chance(0.8) ? dice.whole(5, 10) : dice.whole(11, 20);
  const longest = dice.chance(0.25) ? dice.whole(50, 90) : 0;
  const events = Array.from({ length: requests }, (_, n) =>
    lifeOf(dice, n, places, n === 0 && longest > 0 ? longest : dice.whole(1, 10)),
  ).flat();
  const lastMs = dice.whole(3, 20) * 60_000;
  const earlier = new Map<string, Sent>();
  const left = shuffled(dice, events).map((event) => {
    const sent = spoiled(dice, event, earlier.get(event.subject));
    earlier.set(event.subject, event);
    return sent;
  });
  const calls: Call[] = [];
  let atMs = 0;
  while (left.length > 0) {
    // Several calls of one moment: writers that meet on a request.
    if (!dice.chance(0.3)) atMs = dice.whole(0, lastMs);
    const agency = dice.chance(0.1) ? dice.pick(places) : undefined;
    calls.push({
      atMs: atMs + dice.whole(0, 20),
      sender: { client: 'desk', ...(agency !== undefined && { agency }) },
      events: left.splice(0, dice.chance(0.6) ? 1 : dice.whole(2, 7)),
    });
  }
  return calls;
};
