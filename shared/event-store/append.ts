import type { MotcuaEvent } from '../../events/envelope.ts';
import { type Instant, instant } from '../instant.ts';
import { type Answer, decide } from '../request/decide.ts';
import { type Recorder, type Stream, version } from '../request/stream.ts';
import { type EventLog, HeadMoved, loadStream, putCommit } from './event-log.ts';

/** What an append takes from the world outside. */
export type Surroundings = {
  readonly now: () => Instant;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
};

/** Too many writers for too long: nothing was appended, and the same call may be sent again. */
export class Contended extends Error {
  override readonly name = 'Contended';
}

const budgetMs = 15_000;
const firstDelayMs = 8;
const longestDelayMs = 400;

/** Full jitter (Brooker 2015): anywhere between nothing and the exponential bound. */
const delayMs = (attempt: number, random: () => number): number =>
  random() * Math.min(longestDelayMs, firstDelayMs * 2 ** attempt);

/**
 * Appends the events of one call to one request: one read, one conditional write; after a lost race the delta is
 * read and the decision made again. Safe to repeat after any failure, since what is in is answered `duplicate`.
 * @returns an answer per event, in the order given
 * @throws Contended when races were lost for 15 seconds
 */
export const appendEvents = async (
  log: EventLog,
  request: string,
  { events, complete }: { events: readonly MotcuaEvent[]; complete: boolean },
  sender: Recorder,
  { now, random, sleep }: Surroundings,
): Promise<readonly Answer[]> => {
  const started = now();
  let stream: Stream | undefined;
  for (let attempt = 0; ; attempt++) {
    stream = await loadStream(log, request, { consistent: true, ...(stream && { known: stream }) });
    const { append, answers } = decide(stream, events, sender, complete);
    if (append.length === 0) return answers;
    try {
      const first = version(stream.version + 1);
      const last = version(stream.version + append.length);
      const recordedAt = instant(now());
      await putCommit(log, { request, first, last, recordedAt, recordedBy: sender, events: append });
      return answers;
    } catch (error) {
      if (!(error instanceof HeadMoved)) throw error;
      if (now() - started > budgetMs)
        throw new Contended(`${request} is written by too many at once`, { cause: error });
      await sleep(delayMs(attempt, random));
    }
  }
};
