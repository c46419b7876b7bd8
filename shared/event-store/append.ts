import { concernedBy } from '../projections/projections.ts';
import { emptyRegistry, type Registry } from '../registry/registry.ts';
import type { Answer } from '../request/decide.ts';
import type { RecordedEvent, Recorder, Version } from '../request/stream.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Commit } from './commit.ts';
import { CommitTooLarge, type EventLog, HeadMoved, putCommit } from './event-log.ts';
import { type Call, decideGroup, groupOf, type Waiting } from './group.ts';
import { emptyHead, type Head, headWith, loadHead } from './load-snapshot.ts';
import { createWarmHeads } from './warm-heads.ts';

/** Too many writers for too long: nothing was appended, and the same call may be sent again. */
export class Contended extends Error {
  override readonly name = 'Contended';
}

/** Appends the events of calls to the log. A function's instance has one, and keeps in it what it knows of the streams. */
export type Appender = {
  /**
   * Appends the events of one call to one request. Safe to repeat after any failure, since what is in is answered
   * `duplicate`.
   * @returns an answer per event, in the order given
   * @throws Contended when races were lost for 15 seconds
   */
  readonly append: (request: string, call: Call, sender: Recorder) => Promise<readonly Answer[]>;
};

const budgetMs = 15_000;
const firstDelayMs = 8;
const longestDelayMs = 400;
/** Of a function's 512 MB. */
const warmBytes = 64 * 1024 * 1024;

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

/** A call that submits a request is taken to open its stream, and spared the read: the write tells if it does not. */
const opens = ({ events }: Call): boolean =>
  events.some(({ type }) => type === 'motcua.request.submitted.v1');

const commitOf = (request: string, recorded: readonly RecordedEvent[]): Commit | undefined => {
  const [first, last] = [recorded[0], recorded.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const { recordedAt, recordedBy } = first;
  return {
    request,
    first: first.version,
    last: last.version,
    recordedAt,
    recordedBy,
    events: recorded.map(({ event }) => event),
    noted: recorded.map(({ noted }) => noted),
  };
};

/**
 * Calls for one request wait for each other, and those that came meanwhile are committed together. What a stream
 * amounts to is kept: an append to a stream that is known needs no read, since a head that is stale meets an
 * occupied key. Then, and before anything is refused, the delta is read and the decision made again.
 * @param currentRegistry what the operators have registered by now, by which events are judged at the door
 */
export const createAppender = (
  log: EventLog,
  { now, random, sleep }: Surroundings,
  currentRegistry: () => Promise<Registry> = () => Promise.resolve(emptyRegistry),
): Appender => {
  const warm = createWarmHeads(warmBytes);
  const queues = new Map<string, Waiting[]>();
  let turns = 0;

  const work = async (request: string, queue: Waiting[]): Promise<void> => {
    let head = warm.get(request);
    let readFor = 0;
    let attempt = 0;
    const leave = (waiting: Waiting): Waiting => {
      queue.splice(queue.indexOf(waiting), 1);
      return waiting;
    };
    const read = async (): Promise<Head> => {
      const turn = turns;
      head = await loadHead(log, request, { consistent: true, ...(head && { known: head }) });
      readFor = turn;
      return head;
    };
    /** One attempt for those who wait first; whoever is not answered by it goes on waiting. */
    const attemptFor = async (calls: readonly Waiting[]): Promise<void> => {
      const isRead = () => calls.every(({ turn }) => turn <= readFor);
      head ??= calls.some(({ call }) => opens(call)) ? emptyHead(request) : await read();
      const group = await decideGroup(log, head, calls, {
        recordedAt: now(),
        readFor,
        registry: await currentRegistry(),
      });
      if (group === undefined) {
        await read();
        return;
      }
      for (const { waiting, error } of group.failed) leave(waiting).reject(error);
      for (const { waiting, answers } of group.decided.filter(({ isFinal }) => isFinal))
        leave(waiting).resolve(answers);
      const open = group.decided.filter(({ isFinal }) => !isFinal);
      const commit = commitOf(request, group.events);
      if (commit === undefined) return;
      const turn = turns;
      try {
        const after = group.after
          ? { snapshot: group.after, base: head.base }
          : await headWith(log, request, group.events);
        const concerns = concernedBy(after.snapshot);
        const carried = await putCommit(log, { ...commit, concerns }, after);
        head = { snapshot: after.snapshot, base: carried ? after.snapshot.version : after.base, recent: [] };
        warm.set(request, head);
        readFor = turn;
        attempt = 0;
        for (const { waiting, answers } of open) leave(waiting).resolve(answers);
      } catch (error) {
        if (error instanceof CommitTooLarge) {
          // Of a stream that was not read, all of it may be in already.
          if (!isRead()) await read();
          else
            for (const { waiting, answers } of open)
              leave(waiting).resolve(answers.map(tooLarge(head.snapshot.version)));
          return;
        }
        if (!(error instanceof HeadMoved)) throw error;
        for (const { waiting } of open.filter(({ waiting }) => now() - waiting.started > budgetMs))
          leave(waiting).reject(new Contended(`${request} is written by too many at once`, { cause: error }));
        if (queue.length === 0) return;
        // A head that was only remembered, or taken to be empty, is no lost race: nobody has to step aside.
        if (isRead()) await sleep(delayMs(attempt++, random));
        await read();
      }
    };

    while (queue.length > 0) {
      const calls = groupOf(queue);
      try {
        await attemptFor(calls);
      } catch (error) {
        // Whether it was written or not, what is known stays true of the stream's beginning.
        for (const waiting of calls.filter((waiting) => queue.includes(waiting)))
          leave(waiting).reject(error);
      }
    }
    queues.delete(request);
  };

  return {
    append: (request, call, sender) =>
      new Promise((resolve, reject) => {
        const waiting: Waiting = { call, sender, started: now(), turn: ++turns, resolve, reject };
        const queue = queues.get(request);
        if (queue !== undefined) {
          queue.push(waiting);
          return;
        }
        const own = [waiting];
        queues.set(request, own);
        void work(request, own);
      }),
  };
};
