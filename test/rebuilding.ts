import { expect } from 'vitest';
import { answers } from '../functions/sweep/commands.ts';
import type { ProjectionName } from '../infra/projections.ts';
import { compact, post, processingTimes, projected, sweep } from './ask.ts';
import { resolved, submitted } from './events.ts';

/** Projections of the deployed hub, rebuilt while a city goes on working. */

const segments = [0, 1, 2, 3] as const;
const agency = 'REBUILD';
const newcomers = { from: '2021-01-01', to: '2021-12-31', agency };
const before = 40;
const during = 60;

const opened = (n: number) =>
  submitted({ id: `s${n}`, subject: `rebuild-${n}`, time: '2021-03-05T08:00:00+07:00' }, { agency });
const closed = (n: number) =>
  resolved({ id: `r${n}`, subject: `rebuild-${n}`, time: '2021-03-06T08:00:00+07:00' });

/** Sends events until `isOver`, and asks after each: what was once answered is in every later answer. */
const goOn = async (questions: readonly Record<string, string>[], isOver: () => boolean): Promise<void> => {
  const seen = questions.map(() => ({ received: 0, closed: 0 }));
  for (let n = 0; n < during || !isOver(); n++) {
    if (n < during) expect((await post([opened(before + n), closed(n)])).status).toBe(200);
    for (const [index, question] of questions.entries()) {
      const [row] = await processingTimes(question);
      const now = { received: row?.received ?? 0, closed: row?.closed ?? 0 };
      expect(now.received).toBeGreaterThanOrEqual(seen[index]?.received ?? 0);
      expect(now.closed).toBeGreaterThanOrEqual(seen[index]?.closed ?? 0);
      seen[index] = now;
    }
  }
};

const rebuild = async (projection: string): Promise<void> => {
  answers.rebuild.parse(await sweep({ command: 'rebuild', projection }));
  const inSegment = async (segment: number): Promise<void> => {
    for (;;) {
      const asked = { command: 'advance', projection, segment, budgetSeconds: 10 };
      const { phase } = answers.advance.parse(await sweep(asked));
      if (phase === 'done') return;
      if (phase === 'compacting' && segment === 0) await compact();
    }
  };
  await Promise.all(segments.map(inSegment));
};

const verify = async (projection: string): Promise<void> => {
  for (const segment of segments) {
    let cursor: string | null = null;
    do {
      const asked: object = { command: 'verify', projection, segment, ...(cursor !== null && { cursor }) };
      const found = answers.verify.parse(await sweep(asked));
      expect(found).toMatchObject({ missing: 0, behind: 0, different: 0, gaps: 0, examples: [] });
      ({ cursor } = found);
    } while (cursor !== null);
  }
};

/**
 * Rebuilds projections while events arrive: no answer disappears or goes back, the pointers move, and every row is
 * then what a fold of the log gives.
 * @param questions asked all the while, beside one about the requests that arrive
 */
export const rebuildWhileEventsArrive = async (
  names: readonly ProjectionName[],
  questions: readonly Record<string, string>[],
): Promise<void> => {
  await post(Array.from({ length: before }, (_, n) => opened(n)));
  await projected(newcomers, before);
  const over = new AbortController();
  // A failure of either must not leave the other running on.
  await Promise.all([
    goOn([newcomers, ...questions], () => over.signal.aborted),
    Promise.all(names.map(rebuild)).finally(() => over.abort()),
  ]);

  await projected(newcomers, before + during);
  const status = answers.status.parse(await sweep({ command: 'status' }));
  for (const name of names) {
    const { current, building } = status.projections.find((one) => one.name === name) ?? {};
    expect(current?.number).toBeGreaterThan(1);
    expect(building).toBeNull();
  }
  const [row] = await processingTimes(newcomers);
  expect(row).toMatchObject({ received: before + during, closed: during });
  for (const name of names) await verify(name);
};
