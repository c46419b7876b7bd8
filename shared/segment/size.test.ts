import { expect, it } from 'vitest';
import { uneventful } from '../../test/cohorts.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { pack } from './pack.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** A fixed sequence of numbers in [0, 1): mulberry32. */
const sequence = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/**
 * A month of a city's agency: numbered as they come in, in office hours and to the second; most accepted within
 * minutes, due at 17:00 some days on, resolved about then; 30 procedures of which few are most asked for.
 */
const month = (count: number) => {
  const random = sequence(7);
  const opening = Date.parse('2024-01-01T01:00:00Z');
  const toSecond = (at: number) => Math.round(at / 1_000) * 1_000;
  const arrivals = Array.from({ length: count }, () =>
    toSecond(opening + Math.floor(random() * 31) * dayMs + random() * 8 * 60 * minuteMs),
  ).sort((a, b) => a - b);
  return arrivals.map((received, index) => {
    const procedure = Math.floor(30 * random() ** 3);
    const accepted = toSecond(received + random() ** 2 * 60 * minuteMs);
    const limit = [1, 3, 5, 10, 15][procedure % 5] ?? 1;
    const due = Math.floor(received / dayMs) * dayMs + limit * dayMs + 10 * 60 * minuteMs;
    const ended = toSecond(due - random() * limit * 0.8 * dayMs + (random() < 0.1 ? 3 * dayMs : 0));
    const open = random() < 0.05;
    return {
      request: `000.00.01.H29-2401-${String(index + 1).padStart(4, '0')}`,
      version: 4 + Math.floor(random() * 3),
      lines: [
        {
          received,
          ended: open ? null : ended,
          procedure: `1.0042${procedure}`,
          channel: random() < 0.6 ? 'online' : 'counter',
          accepted,
          due,
          outcome: open ? null : random() < 0.9 ? 'granted' : 'denied',
          ...uneventful,
        },
      ],
    };
  });
};

it('a month of 1,000 requests takes at most 12 bytes a case, keys included', () => {
  const { columns, keys } = pack(processingTimes.schema, month(1_000));
  const bytes = (columns.length + keys.length) / 1_000;
  console.info(
    `processing-times: ${bytes.toFixed(2)} bytes a case, of which keys ${(keys.length / 1_000).toFixed(2)}`,
  );
  expect(bytes).toBeLessThanOrEqual(12);
});

it('an instant that follows the receipt by a few minutes costs less than a byte', () => {
  const schema = { received: 'instant', ended: 'instant' } as const;
  const rows = month(1_000).map(({ request, lines: [line] }) => ({ request, received: line?.received ?? 0 }));
  const sizeWith = (endOf: (received: number) => number | null): number =>
    pack(
      schema,
      rows.map(({ request, received }) => ({
        request,
        version: 1,
        lines: [{ received, ended: endOf(received) }],
      })),
    ).columns.length;
  const soon = (received: number): number => received + ((received / 1_000) % 7) * minuteMs;
  expect(sizeWith(soon)).toBeLessThan(sizeWith(() => null) + 1_000);
});
