import { expect, test } from 'vitest';
import { answers } from '../functions/sweep/commands.ts';
import { compact, post, processingTimes, projected, sweep } from './ask.ts';
import { resolved, submitted } from './events.ts';

const receipts = { from: '2021-01-01', to: '2021-12-31', agency: 'REBUILD' };
const projections = ['processing-times', 'satisfaction'] as const;
const segments = [0, 1, 2, 3] as const;

const opened = (n: number) =>
  submitted(
    { id: `s${n}`, subject: `rebuild-${n}`, time: '2021-03-05T08:00:00+07:00' },
    { agency: 'REBUILD' },
  );
const closed = (n: number) =>
  resolved({ id: `r${n}`, subject: `rebuild-${n}`, time: '2021-03-06T08:00:00+07:00' });
const before = 40;
const during = 60;

test('both projections are rebuilt while events arrive, and no answer disappears or goes back', async () => {
  await post(Array.from({ length: before }, (_, n) => opened(n)));
  await projected(receipts, before);

  const over = new AbortController();
  let seen = { received: before, closed: 0 };
  /** Sends an event, then reads: what was once answered is there in every later answer. */
  const city = async (): Promise<void> => {
    for (let n = 0; n < during || !over.signal.aborted; n++) {
      if (n < during) expect((await post([opened(before + n), closed(n)])).status).toBe(200);
      const [row] = await processingTimes(receipts);
      const now = { received: row?.received ?? 0, closed: row?.closed ?? 0 };
      expect(now.received).toBeGreaterThanOrEqual(seen.received);
      expect(now.closed).toBeGreaterThanOrEqual(seen.closed);
      seen = now;
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
  const citizens = city();
  // A failure of either must not leave the other running on.
  const rebuilding = Promise.all(projections.map(rebuild)).finally(() => {
    over.abort();
  });
  await Promise.all([citizens, rebuilding]);

  await projected(receipts, before + during);
  const status = answers.status.parse(await sweep({ command: 'status' }));
  for (const { current, building } of status.projections) {
    expect(current.number).toBeGreaterThan(1);
    expect(building).toBeNull();
  }
  const [row] = await processingTimes(receipts);
  expect(row).toMatchObject({ received: before + during, closed: during });
  for (const projection of projections)
    for (const segment of segments) {
      let cursor: string | null = null;
      do {
        const asked: object = { command: 'verify', projection, segment, ...(cursor !== null && { cursor }) };
        const found = answers.verify.parse(await sweep(asked));
        expect(found).toMatchObject({ missing: 0, behind: 0, different: 0, gaps: 0, examples: [] });
        ({ cursor } = found);
      } while (cursor !== null);
    }
}, 600_000);
