import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEvent } from '../../events/parse.ts';
import { storedForm } from '../../events/upcast.ts';
import { contentOf, type HttpCall } from '../../shared/http/cloudevents.ts';
import { describeWithEngine } from '../../test/engine.ts';
import type { Answer } from '../../test/gateway.ts';
import { startIngest } from '../../test/ingest.ts';
import { anyCall } from '../../test/mutations.ts';
import { readCommits } from '../../test/read-log.ts';
import { eventsAnswer, problemAnswer } from '../query/answers.ts';

/*
 * Ten thousand calls of strangers, three in four of them with something done to their content, bytes or headers. Whatever they
 * send is answered with words of the API, is in the log as answered and nothing else is, and the log stays readable.
 */

const seed = Number(process.env['MOTCUA_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const runs = Number(process.env['MOTCUA_RUNS'] ?? 10_000);

const problemIn = (problem: unknown): string => {
  const { type, title, status, detail } = problemAnswer.parse(problem);
  const name = /^urn:motcua:problem:([a-z-]+)$/.exec(type)?.[1] ?? '';
  expect(name).not.toBe('');
  expect(title).not.toBe('');
  expect(detail).not.toBe('');
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  return name;
};

type Sent = { readonly subject: string; readonly id: string };

describeWithEngine('whatever a stranger sends', (engine) => {
  test('is answered, and is in the log as answered', async () => {
    const log = await engine().createLog();
    const ingest = await startIngest(log, engine().endpoint);
    const known = Object.getOwnPropertyNames(Object.prototype);
    const streams = new Map<string, string[]>();
    const seen: Record<string, number> = {};
    const see = (what: string) => {
      seen[what] = (seen[what] ?? 0) + 1;
    };

    /** Holds the answers for single events against each other, and notes what the log must hold. */
    const take = (call: HttpCall, { statusCode, body }: Answer): void => {
      const { results } = eventsAnswer.parse(JSON.parse(body));
      const { values } = contentOf(call);
      expect(results).toHaveLength(values.length);
      const outcomes = new Map<unknown, Set<string>>();
      for (const [index, result] of results.entries()) {
        const { subject = '', id = '' } = (values[index] ?? {}) as Partial<Sent>;
        const its = outcomes.get(subject) ?? new Set();
        outcomes.set(subject, its.add(result.status));
        see(result.status === 'rejected' ? problemIn(result.problem) : result.status);
        if (result.status === 'rejected') continue;
        const stream = streams.get(subject) ?? [];
        streams.set(subject, stream);
        if (result.status === 'appended') expect(stream.push(id)).toBe(result.version);
        else expect(stream[result.version - 1]).toBe(id);
      }
      const isPartial = [...outcomes.values()].some((its) => its.has('appended') && its.has('rejected'));
      expect(isPartial).toBe(false);
      expect(statusCode).toBe(results.some(({ status }) => status === 'rejected') ? 207 : 200);
    };

    const property = fc.asyncProperty(anyCall, async (call) => {
      const answer = await ingest(null, call);
      see(`${answer.statusCode}`);
      if (answer.statusCode < 400) {
        take(call, answer);
        return;
      }
      expect(answer.headers['content-type']).toBe('application/problem+json');
      const problem: unknown = JSON.parse(answer.body);
      see(problemIn(problem));
      expect(problem).toMatchObject({ status: answer.statusCode });
    });
    console.log(`fuzz at the door: seed ${seed} (repeat with MOTCUA_SEED=${seed})`);
    const started = Date.now();
    await fc.assert(property, {
      seed,
      numRuns: runs,
      endOnFailure: process.env['MOTCUA_SHRINK'] === undefined,
    });
    console.log(`fuzz at the door: ${runs} calls in ${Math.round((Date.now() - started) / 1000)} s`, seen);

    const held = new Map<string, string[]>();
    for (const { request, first, events } of (await readCommits(log)).toSorted((a, b) => a.first - b.first)) {
      const stream = held.get(request) ?? [];
      expect(first).toBe(stream.length + 1);
      for (const event of events) {
        expect(event.subject).toBe(request);
        expect(parseEvent(storedForm(event), Date.now())).toEqual({ ok: true, event });
        stream.push(event.id);
      }
      expect(new Set(events.map(({ source, id }) => `${source} ${id}`)).size).toBe(events.length);
      held.set(request, stream);
    }
    expect(Object.fromEntries(held)).toEqual(Object.fromEntries(streams));

    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(known);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    if (runs < 10_000) return;
    const problems = ['malformed-body', 'malformed-header', 'unsupported-media-type', 'invalid-event'];
    const more = ['unknown-event-type', 'unknown-event-version', 'time-in-future', 'event-too-large'];
    const conflicts = [
      'different-content',
      'unexpected-version',
      'not-appended-together',
      'precondition-failed',
    ];
    for (const name of ['200', '207', 'appended', 'duplicate', ...problems, ...more, ...conflicts])
      expect(seen[name], name).toBeGreaterThan(0);
  }, 300_000);
});
