import { announce, type Bus } from '../../shared/bus/announce.ts';
import type { Commit } from '../../shared/event-store/commit.ts';
import type { EventLog } from '../../shared/event-store/event-log.ts';
import { type Found, findCommit, findRecordedBetween } from '../../shared/event-store/find-commits.ts';
import type { Instant } from '../../shared/instant.ts';
import type { Surroundings } from '../../shared/surroundings.ts';
import { type DeadLetters, type Left, type Letter, putBack, remove, takeAll } from './dead-letters.ts';
import { type Period, type UnpublishedMessage, unpublishedOf } from './unpublished-message.ts';

/** Long enough to read the whole log, which a place in the stream asks for. */
const takenForSeconds = 3_600;

export type Announced = {
  /** Commits announced again. */
  readonly announced: number;
  /** Commits named in the queue that the log does not hold: nothing can be said of them, and their letters are removed. */
  readonly gone: readonly string[];
  readonly left: readonly Left[];
};

type World = { readonly log: EventLog; readonly bus: Bus; readonly surroundings: Surroundings };

const nameOf = ({ request, first }: { readonly request: string; readonly first: number }): string =>
  `${request} from version ${first}`;

const messageOf = ({ body }: Letter): UnpublishedMessage | undefined => {
  try {
    return unpublishedOf(body);
  } catch {
    return undefined;
  }
};

/** Announces what was found. @returns what could not be, and why */
const announceFound = async ({ bus, surroundings }: World, found: readonly Found[]) => {
  const commits = found.flatMap(({ commit }) => (commit ? [commit] : []));
  const failed = new Map<string, string>();
  for (const one of found) if (!one.commit) failed.set(nameOf(one), 'cannot be read');
  for (const { commit, reason } of await announce(bus, commits, surroundings))
    failed.set(nameOf(commit), `is not taken by the bus: ${reason}`);
  return failed;
};

const isWithin = ({ recordedAt }: Commit, { from, to }: Period): boolean =>
  recordedAt >= from && recordedAt <= to;

/**
 * Reads from the log what the bus has not heard, and announces it again: to the projections and to every agency's own rule.
 * A letter is removed once that is done, so breaking off loses nothing. What cannot be announced keeps its letter.
 */
export const redriveUnpublished = async (
  letters: DeadLetters,
  world: World,
  onAnnounced: (announced: number) => void,
): Promise<Announced> => {
  let announced = 0;
  const gone: string[] = [];
  const left: Left[] = [];
  const periods = new Map<Letter, Period>();

  const byName = async (letter: Letter, request: string, first: number): Promise<void> => {
    const found = await findCommit(world.log, request, first);
    const failed = found && (await announceFound(world, [found]));
    const [why] = failed?.values() ?? [];
    if (why !== undefined) {
      left.push({ letter, why: `${nameOf({ request, first })} ${why}` });
      return;
    }
    if (found) announced++;
    else gone.push(nameOf({ request, first }));
    await remove(letters, letter);
  };

  for await (const taken of takeAll(letters, takenForSeconds)) {
    await Promise.all(
      taken.map(async (letter) => {
        const message = messageOf(letter);
        if (message === undefined) left.push({ letter, why: 'names no commit' });
        else if (message.kind === 'period') periods.set(letter, message.period);
        else await byName(letter, message.commit.request, message.commit.version);
      }),
    );
    onAnnounced(announced);
  }

  if (periods.size > 0) {
    // One reading of the log for all periods: an outage leaves many, one after another.
    const whole = {
      from: Math.min(...[...periods.values()].map(({ from }) => from)) as Instant,
      to: Math.max(...[...periods.values()].map(({ to }) => to)) as Instant,
    };
    const failures = new Map<string, string>();
    for await (const page of findRecordedBetween(world.log, whole)) {
      const wanted = page.filter(
        ({ commit }) => !commit || [...periods.values()].some((period) => isWithin(commit, period)),
      );
      const failed = await announceFound(world, wanted);
      for (const [name, why] of failed) failures.set(name, why);
      announced += wanted.length - failed.size;
      onAnnounced(announced);
    }
    const [failure] = failures;
    for (const letter of periods.keys())
      if (failure === undefined) await remove(letters, letter);
      else
        left.push({ letter, why: `covers ${failure.join(' ')}${failures.size > 1 ? ', and others' : ''}` });
  }
  await putBack(letters, left);
  return { announced, gone, left };
};
