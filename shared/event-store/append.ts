import type { MotcuaEvent } from '../../events/envelope.ts';
import { type Answer, decide } from '../request/decide.ts';
import { emptyStream, type Recorder, type Version, version } from '../request/stream.ts';
import type { Surroundings } from '../surroundings.ts';
import { CommitTooLarge, type EventLog, HeadMoved, loadStream, putCommit } from './event-log.ts';

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

/** What was to be appended after a version is refused; what was in before stays a duplicate. */
const tooLarge =
  (head: Version) =>
  (answer: Answer): Answer =>
    answer.status !== 'rejected' && answer.version > head
      ? { status: 'rejected', refusal: { reason: 'too-large' } }
      : answer;

/**
 * Appends the events of one call to one request: at most one read, one conditional write; after a lost race the delta
 * is read and the decision made again. A call that submits a request is taken to open its stream, and spared the
 * read: if the stream is there after all, the write fails like any lost race. Safe to repeat after any failure, since
 * what is in is answered `duplicate`.
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
  const unread = emptyStream(request);
  const opens = events.some(({ type }) => type === 'motcua.request.submitted.v1');
  let stream = opens ? unread : await loadStream(log, request, { consistent: true });
  for (let attempt = 0; ; attempt++) {
    let decision = decide(stream, events, sender, complete);
    if (opens && stream === unread && decision.append.length < events.length) {
      // Whatever is not simply appended is decided on what the log really holds.
      stream = await loadStream(log, request, { consistent: true });
      decision = decide(stream, events, sender, complete);
    }
    const { append, answers } = decision;
    if (append.length === 0) return answers;
    try {
      const first = version(stream.version + 1);
      const last = version(stream.version + append.length);
      await putCommit(log, { request, first, last, recordedAt: now(), recordedBy: sender, events: append });
      return answers;
    } catch (error) {
      const isTooLarge = error instanceof CommitTooLarge;
      // Of a stream that was not read, all of it may be in already.
      if (isTooLarge && stream !== unread) return answers.map(tooLarge(stream.version));
      if (!isTooLarge && !(error instanceof HeadMoved)) throw error;
      if (now() - started > budgetMs)
        throw new Contended(`${request} is written by too many at once`, { cause: error });
      // A stream that was only taken to be empty is no lost race: nobody has to step aside.
      if (stream !== unread) await sleep(delayMs(attempt, random));
      stream = await loadStream(log, request, { consistent: true, known: stream });
    }
  }
};
