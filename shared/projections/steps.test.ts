import { describe, expect, it } from 'vitest';
import {
  accepted,
  assigned,
  at,
  completed,
  delivered,
  forwarded,
  reopened,
  resolved,
  retracted,
  start,
  started,
  streamOf,
  submitted,
} from '../../test/builders.ts';
import { snapshotOf } from '../request/snapshot.ts';
import { encodeElsewhere, encodeLines } from '../row-store/stored-lines.ts';
import { rowOf } from './projection.ts';
import { concernedBy } from './projections.ts';
import { steps } from './steps.ts';

type Events = Parameters<typeof streamOf>[0];
const rowFor = (...events: Events) => rowOf(steps, snapshotOf(streamOf(events)), 'Asia/Ho_Chi_Minh');
/** What is not null of the lines of a kind, but for what all lines of the request have. */
const told = (kind: string, ...events: Events) =>
  (rowFor(...events)?.lines ?? [])
    .filter((line) => line.kind === kind)
    .map(
      ({ kind: _kind, nth: _nth, received: _received, ended: _ended, procedure: _p, channel: _c, ...line }) =>
        Object.fromEntries(Object.entries(line).filter(([, value]) => value !== null)),
    );

describe('the lines of steps', () => {
  it('are one for each, in the order of completion, and tell no official', () => {
    const events = [
      submitted(0),
      started(1, { step: 'check', unit: 'a', official: 'ann' }),
      started(2, { step: 'measure' }),
      completed(3, { step: 'decide', official: 'bo' }),
      completed(4, { step: 'check', official: 'ann' }),
      completed(5, { step: 'print', official: 'ann' }),
    ];
    const holder = 'H29.07';
    expect(told('step', ...events)).toEqual([
      { step: 'measure', holder, started: at(2) },
      { step: 'decide', holder, completed: at(3) },
      {
        step: 'check',
        holder,
        unit: 'a',
        startUnit: 'a',
        started: at(1),
        completed: at(4),
        officialChanged: 1,
      },
      { step: 'print', holder, completed: at(5), officialChanged: 0 },
    ]);
    expect(rowFor(...events)?.lines.map(({ nth }) => nth)).toEqual([1, 2, 3, 4, 5]);
    expect(JSON.stringify(rowFor(...events))).not.toMatch(/"ann"|"bo"/);
  });

  it('are one for each time in one unit’s hands while the request was open', () => {
    const events = [
      submitted(0),
      assigned(0, { unit: 'a' }),
      assigned(5, { unit: 'a', official: 'bo' }),
      assigned(7, { unit: 'b' }),
      resolved(10),
      forwarded(15),
      reopened(20),
      assigned(25, { unit: 'c' }),
    ];
    expect(told('holding', ...events).map(({ came: _came, left: _left, ...line }) => line)).toEqual([
      { holder: 'H29.07', unit: 'a', from: at(0), until: at(7) },
      { holder: 'H29.07', unit: 'b', from: at(7), until: at(10) },
      { holder: 'H29.12', from: at(20), until: at(25) },
      { holder: 'H29.12', unit: 'c', from: at(25) },
    ]);
  });

  it('are one for an instant at which both the agency and the unit changed', () => {
    const events = [submitted(0), assigned(3, { unit: 'a' }), assigned(5, { unit: 'b' }), forwarded(5)];
    expect(told('holding', ...events)).toMatchObject([
      { holder: 'H29.07', from: at(0), until: at(3) },
      { holder: 'H29.07', unit: 'a', from: at(3), until: at(5) },
      { holder: 'H29.12', from: at(5) },
    ]);
    expect(told('holding', ...events)[2]).not.toHaveProperty('unit');
  });

  it('of a request that ended before it was received are not none', () => {
    const line = { holder: 'H29.07', unit: 'a', from: at(0), until: at(0) };
    expect(told('holding', submitted(0), assigned(0, { unit: 'a' }), resolved(-5))).toEqual([line]);
    expect(told('holding', submitted(0), assigned(0, { unit: 'a' }), resolved(-5), reopened(9))).toEqual([
      line,
      { holder: 'H29.07', unit: 'a', from: at(9) },
    ]);
  });

  it('are there for each agency that had the request, with when it had it', () => {
    const row = rowFor(submitted(0), completed(1), forwarded(5), forwarded(9, { to: 'H29.07' }));
    const times = (lines: readonly { came: number | null; left: number | null; nth: number | null }[] = []) =>
      lines.filter(({ nth }) => nth === 1).map(({ came, left }) => [came, left]);
    expect(row?.agency).toBe('H29.07');
    expect(times(row?.lines)).toEqual([
      [null, at(5)],
      [at(9), null],
    ]);
    expect(row?.elsewhere?.map(({ agency, lines }) => [agency, ...times(lines)])).toEqual([
      ['H29.12', [at(5), at(9)]],
    ]);
  });

  it('are with the last agencies alone where it had very many, the first of which had it all along', () => {
    const forwards = Array.from({ length: 60 }, (_, n) => forwarded(n + 1, { to: `H${n + 1}` }));
    const row = rowFor(submitted(0), ...forwards);
    const lines = [...(row?.elsewhere ?? []), ...(row ? [row] : [])].map((own) => own.lines);
    expect(lines.flat().length).toBeLessThanOrEqual(600);
    expect(lines.map(([line]) => [line?.came, line?.left])).toEqual([
      [null, at(50)],
      ...Array.from({ length: 10 }, (_, n) => [at(n + 50), at(n + 51)]),
      [at(60), null],
    ]);
  });

  it('fit into an item, whatever is reported', () => {
    const letters = (n: number, length: number) =>
      Array.from({ length }, (_, i) =>
        String.fromCodePoint(0x4e00 + ((Math.imul(n * 131 + i, 0x9e3779b1) >>> 7) % 20_000)),
      ).join('');
    const events = [
      submitted(0),
      ...Array.from({ length: 2_000 }, (_, n) => [
        completed(3 * n + 1, { step: letters(n, 128), unit: letters(n + 9_000, 128) }),
        assigned(3 * n + 2, { unit: letters(n + 90_000, 128) }),
        ...(n % 50 === 0 ? [forwarded(3 * n + 3, { to: `H${n}` })] : []),
      ]).flat(),
    ];
    const row = rowFor(...events);
    const bytesOf = ({ B, S }: ReturnType<typeof encodeLines>) => B?.length ?? S?.length ?? 0;
    const bytes = bytesOf(encodeLines(row?.lines ?? [])) + bytesOf(encodeElsewhere(row?.elsewhere ?? []));
    console.log(`the largest row of steps: ${bytes} bytes`);
    expect(row?.lines).toHaveLength(250 + 1 + 50);
    expect(bytes).toBeLessThan(390_000);
  });
});

describe('a row of steps', () => {
  it('is there once a step, an assignment or a forwarding is reported', () => {
    expect(rowFor(submitted(0), accepted(1), resolved(2), delivered(3))).toBeNull();
    expect(rowFor(assigned(1))).toBeNull();
    for (const event of [completed(1), started(1), assigned(1), forwarded(1)])
      expect(rowFor(submitted(0), event)).toMatchObject({ month: '2024-01' });
    expect(rowFor(completed(-1), submitted(0))?.lines).toMatchObject([
      { received: start },
      { received: start },
    ]);
  });

  it('is told of commits once it is there, also of those that empty it, and of no others', () => {
    const told = (...events: Events) => concernedBy(snapshotOf(streamOf(events))).includes('steps');
    expect(told(submitted(0), accepted(1))).toBe(false);
    expect(told(completed(1))).toBe(false);
    expect(told(completed(1), submitted(0))).toBe(true);
    const wrong = completed(1);
    expect(told(submitted(0), wrong, retracted(2, wrong))).toBe(true);
    expect(rowFor(submitted(0), wrong, retracted(2, wrong))).toMatchObject({ lines: [] });
  });
});
