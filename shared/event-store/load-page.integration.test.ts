import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, submitted } from '../../test/builders.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { version } from '../request/stream.ts';
import { putCommit } from './event-log.ts';
import { loadPage } from './load-page.ts';

describeWithEngine('a page of a stream', (engine) => {
  let streams = 0;
  /** A stream of commits with so many events each. */
  const streamOf = async (sizes: readonly number[]) => {
    const log = await engine().createLog();
    const request = `R-${++streams}`;
    let first = 1;
    for (const size of sizes) {
      const events = Array.from({ length: size }, (_, n) =>
        submitted(first + n, {}, { subject: request, id: `${first + n}` }),
      );
      await putCommit(log, {
        request,
        first: version(first),
        last: version(first + size - 1),
        recordedAt: at(first),
        recordedBy: { client: 'desk' },
        events,
      });
      first += size;
    }
    const page = async (after: number, limit: number) =>
      (await loadPage(log, request, { after: version(after), limit })).map(({ version, event }) => {
        expect(event.id).toBe(String(version));
        return version;
      });
    return { page, length: first - 1 };
  };

  test('whatever the commits hold, wherever it begins and however long it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
        fc.nat(30),
        fc.integer({ min: 1, max: 12 }),
        async (sizes, after, limit) => {
          const { page, length } = await streamOf(sizes);
          const expected = Array.from({ length }, (_, n) => n + 1).slice(after, after + limit);
          expect(await page(after, limit)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('costs what it shows, not what the stream holds', async () => {
    const { page } = await streamOf(Array.from({ length: 150 }, () => 1));
    const cost = async (after: number, limit: number) => {
      engine().counter.reset();
      expect(await page(after, limit)).toHaveLength(limit);
      return engine().counter.counted();
    };
    expect(await cost(0, 10)).toMatchObject({ calls: { Query: 1 }, readUnits: 1 });
    expect(await cost(140, 10)).toMatchObject({ calls: { Query: 1 }, readUnits: 1 });
  });
});
