import pLimit from 'p-limit';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { parseEvent, type Unreadable } from '../../events/parse.ts';
import type { Answer } from '../request/decide.ts';
import { targetOf } from '../request/retraction.ts';
import type { Recorder } from '../request/stream.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Appender } from './append.ts';

/** What becomes of one event of a call: an answer of its request's stream, or what is wrong with it. */
export type Receipt =
  | Answer
  | ({ readonly status: 'unreadable' } & Unreadable)
  | { readonly status: 'unregistered'; readonly source: string };

type Place = { readonly index: number; readonly event: MotcuaEvent };

const subjectOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'subject' in value ? value.subject : undefined;

/** The sources in whose name an event speaks: its own, and that of an event which it takes back. */
const spokenFor = (event: MotcuaEvent): string[] => [event.source, targetOf(event)?.source ?? event.source];

/**
 * Takes a call's events, as strangers sent them, into the log: the events of one request in one commit, requests in
 * parallel within a bound. A request that fails for a reason of ours fails the call; sending it again is safe.
 * @param maySend whether the sender may send events of a source
 * @returns a receipt per value, in the order given
 */
export const receiveEvents = async (
  appender: Appender,
  values: readonly unknown[],
  sender: Recorder,
  { now }: Pick<Surroundings, 'now'>,
  maySend: (source: string) => boolean = () => true,
): Promise<Receipt[]> => {
  const receipts: Receipt[] = [];
  const byRequest = new Map<string, Place[]>();
  const incomplete = new Set<unknown>();
  for (const [index, value] of values.entries()) {
    const parsed = parseEvent(value, now());
    const unregistered = parsed.ok ? spokenFor(parsed.event).find((source) => !maySend(source)) : undefined;
    if (parsed.ok && unregistered !== undefined) {
      receipts[index] = { status: 'unregistered', source: unregistered };
      incomplete.add(parsed.event.subject);
    } else if (parsed.ok) {
      const places = byRequest.get(parsed.event.subject) ?? [];
      places.push({ index, event: parsed.event });
      byRequest.set(parsed.event.subject, places);
    } else {
      const { ok: _refused, ...why } = parsed;
      receipts[index] = { status: 'unreadable', ...why };
      incomplete.add(subjectOf(value));
    }
  }
  const inParallel = pLimit(16);
  await Promise.all(
    [...byRequest].map(([request, places]) =>
      inParallel(async () => {
        const events = places.map(({ event }) => event);
        const complete = !incomplete.has(request);
        const answers = await appender.append(request, { events, complete }, sender);
        for (const [position, { index }] of places.entries()) {
          const answer = answers[position];
          if (answer) receipts[index] = answer;
        }
      }),
    ),
  );
  return receipts;
};
