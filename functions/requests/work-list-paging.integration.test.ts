import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { describeWithEngine } from '../../test/engine.ts';
import { accepted, assigned, eventJson, resolved, submitted } from '../../test/events.ts';
import { good, startReading } from '../../test/reading.ts';
import { workListAnswer } from './requests-answers.ts';

const time = '2026-01-05T09:00:00+07:00';
/** Few, so that many requests share one. */
const dues = ['2026-02-01', '2026-02-02', '2099-01-01'].map((day) => `${day}T17:00:00+07:00`);

type Action =
  | { readonly kind: 'new'; readonly n: number; readonly due: number | null }
  | { readonly kind: 'extend'; readonly n: number; readonly due: number }
  | { readonly kind: 'resolve' | 'assign' | 'forward' | 'compact'; readonly n: number };

const n = fc.nat(11);
const due = fc.nat(dues.length - 1);
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('new' as const), n, due: fc.option(due) }),
  fc.record({ kind: fc.constant('extend' as const), n, due }),
  fc.record({ kind: fc.constantFrom('resolve' as const, 'assign' as const, 'forward' as const), n }),
  fc.record({ kind: fc.constant('compact' as const), n }),
);

describeWithEngine('paging through the work list', (engine) => {
  let hub: Awaited<ReturnType<typeof startReading>>;
  beforeAll(async () => {
    hub = await startReading(engine());
  });
  let runs = 0;

  test('while events arrive, what stays put is given once, and in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(due), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.array(action, { maxLength: 4 }), { maxLength: 6 }),
        async (first, limit, between) => {
          // An agency of its own, so that runs do not meet.
          const agency = `A.${++runs}`;
          let events = 0;
          const facts = (subject: string) => ({ id: `e${++events}`, subject, time });
          const opening = (subject: string, at: number | null) => [
            submitted(facts(subject), { agency }),
            ...(at === null ? [] : [accepted(facts(subject), { due: dues[at] })]),
          ];
          const nameOf = (index: number) => `${runs}-${String(index).padStart(3, '0')}`;
          const names = first.map((_due, index) => nameOf(10 * index));
          await hub.post(...first.flatMap((at, index) => opening(nameOf(10 * index), at)));

          const moved = new Set<string>();
          const play = async (action: Action): Promise<void> => {
            if (action.kind === 'compact') {
              await hub.compact();
              return;
            }
            if (action.kind === 'new') {
              // Somewhere between the ids that are there.
              await hub.post(...opening(nameOf(10 * action.n + 1 + (++events % 9)) + events, action.due));
              return;
            }
            const subject = names[action.n % names.length] ?? '';
            if (action.kind === 'assign') {
              await hub.post(assigned(facts(subject)));
              return;
            }
            moved.add(subject);
            if (action.kind === 'resolve') await hub.post(resolved(facts(subject)));
            if (action.kind === 'extend')
              await hub.post(
                eventJson('motcua.deadline.extended.v1', facts(subject), {
                  due: dues[action.due],
                  reason: 'More to do',
                }),
              );
            if (action.kind === 'forward')
              await hub.post(eventJson('motcua.request.forwarded.v1', facts(subject), { to: 'B' }));
          };

          const seen: { id: string; due: string | null }[] = [];
          let path: string | null = `/v1/requests?agency=${agency}&limit=${limit}`;
          for (let page = 0; path !== null; page++) {
            const answer: z.output<typeof workListAnswer> = await good(
              workListAnswer,
              hub.get(path, { scope: 'statistics:read' }),
            );
            seen.push(...answer.requests.map(({ id, due }) => ({ id, due })));
            path = answer.next;
            for (const action of between[page] ?? []) await play(action);
          }

          const stayed = names.filter((name) => !moved.has(name));
          const given = seen.filter(({ id }) => stayed.includes(id));
          const place = ({ id, due }: { id: string; due: string | null }) => `${due ?? '~'} ${id}`;
          expect(given.map(({ id }) => id).toSorted()).toEqual(stayed.toSorted());
          expect(seen.map(place)).toEqual(seen.map(place).toSorted());
          expect(new Set(seen.map(place)).size).toBe(seen.length);
        },
      ),
      { numRuns: 40 },
    );
  });
});
