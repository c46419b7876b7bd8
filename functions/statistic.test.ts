import { expect, test, vi } from 'vitest';
import { Problem } from '../shared/http/problem.ts';
import { instant } from '../shared/instant.ts';
import { processingTimes } from '../shared/projections/processing-times.ts';
import type { ViewTable } from '../shared/row-store/view.ts';
import { TooMuch } from '../shared/statistics/too-much.ts';
import type { Call } from './reading.ts';
import { answerFrom, type Told } from './statistic.ts';

vi.mock('../shared/row-store/generations.ts', () => ({
  readGenerations: () => Promise.resolve({ current: { version: 1 } }),
  viewOf: () => ({}),
}));
vi.mock('../shared/row-store/status.ts', () => ({ readLagSeconds: () => Promise.resolve(0) }));
vi.mock('../shared/row-store/read-blocks.ts', () => ({ readBlocks: () => Promise.resolve([]) }));

const other = {
  mediaType: 'application/x-form',
  fileName: 'form',
  write: ({ bytes }: Told) => Buffer.alloc(Number(bytes)),
};

const answer = (accept: string, tell: () => Told) => {
  const call = {
    headers: { accept },
    requestContext: { authorizer: { jwt: { claims: { scope: 'statistics:read', client_id: 'analyst' } } } },
  } as unknown as Call;
  const source = { projection: processingTimes, definitions: {}, isNeeded: () => true, columns: 'area text' };
  return answerFrom(() => ({}) as ViewTable)(
    call,
    source,
    {},
    { asOf: instant(0), groupBy: [] },
    tell,
    other,
  );
};

/** What Lambda takes of an answer, all of it as JSON. */
const mostOfLambda = 6_291_556;
const rows = (count: number) =>
  Array.from({ length: count }, () => ({ area: 'H29', text: 'a "quoted" word, Huế' }));

test.each([
  ['application/json', 'rows', { rows: rows(60_000) }, { rows: rows(120_000) }],
  ['text/csv', 'lines', { rows: rows(90_000) }, { rows: rows(180_000) }],
  ['application/x-form', 'bytes', { rows: [], bytes: 4_000_000 }, { rows: [], bytes: 4_500_000 }],
])(
  '%s is answered as far as Lambda hands its %s over, and else refused with what to do',
  async (accept, _what, some, more) => {
    const answered = await answer(accept, () => some);
    const size = Buffer.byteLength(JSON.stringify(answered));
    expect(answered.statusCode).toBe(200);
    expect(size).toBeLessThan(mostOfLambda);
    const failure = await answer(accept, () => more).then(
      ({ body }) => `answered with ${body.length} characters`,
      (error: unknown) => (error instanceof Problem ? error.document : error),
    );
    expect(failure).toMatchObject({
      type: 'urn:motcua:problem:answer-too-large',
      status: 400,
      errors: [
        { field: 'group-by', detail: expect.stringMatching(/5500000 bytes; ask for fewer groupings/) },
      ],
    });
  },
);

test('quotes count as what they are handed over as', async () => {
  const quotes = { rows: [{ text: '"'.repeat(1_500_000) }] };
  await expect(answer('application/json', () => quotes)).rejects.toThrow('more than 5500000 bytes');
});

test('what is too much to be counted is refused alike, and nothing else is', async () => {
  const tell = (error: Error) => () => {
    throw error;
  };
  await expect(answer('text/csv', tell(new TooMuch('more than 7 rows')))).rejects.toMatchObject({
    document: { type: 'urn:motcua:problem:answer-too-large', errors: [{ field: 'group-by' }] },
  });
  await expect(answer('text/csv', tell(new Error('broken')))).rejects.toThrow('broken');
});
