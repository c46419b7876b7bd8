import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import {
  accepted,
  answered,
  anyEvents,
  at,
  completed,
  forwarded,
  invited,
  resolved,
  retracted,
  start,
  streamOf,
  submitted,
} from '../../test/builders.ts';
import { uneventful } from '../../test/cohorts.ts';
import { monthOf, type Zone } from '../calendar/zone.ts';
import { instantText } from '../instant.ts';
import { fold } from '../request/fold.ts';
import { snapshotOf } from '../request/snapshot.ts';
import { emptyStream, type Stream } from '../request/stream.ts';
import { dimensions } from '../segment/dimensions.ts';
import { pack, unpackRows } from '../segment/pack.ts';
import { processingTimes } from './processing-times.ts';
import { type Projection, rowOf as rowOfSnapshot } from './projection.ts';
import { projections } from './projections.ts';
import { satisfaction } from './satisfaction.ts';

const rowOf = (projection: Projection, stream: Stream, zone: Zone) =>
  rowOfSnapshot(projection, snapshotOf(stream), zone);

const zone = 'Asia/Ho_Chi_Minh';

describe('the version of every projection', () => {
  it('is raised by a change of the fold', async () => {
    vi.resetModules();
    vi.doMock(import('../request/snapshot.ts'), async (original) => {
      const { foldVersion, ...rest } = await original();
      return { ...rest, foldVersion: (foldVersion + 1) as typeof foldVersion };
    });
    const changed = await import('./projections.ts');
    vi.doUnmock('../request/snapshot.ts');
    expect(changed.projections.map(({ version }) => version)).toEqual(
      projections.map(({ version }) => version + 1),
    );
  });
});

describe('a row', () => {
  it.each([
    ['an empty stream', emptyStream('R-1')],
    ['a stream without its submission', streamOf([accepted(1), resolved(2), invited(3), answered(4)])],
  ])('is none of %s', (_name, stream) => {
    for (const projection of [processingTimes, satisfaction])
      expect(rowOf(projection, stream, zone)).toBeNull();
  });

  it('of satisfaction is none before somebody is asked or answers', () => {
    expect(rowOf(satisfaction, streamOf([submitted(0), resolved(9)]), zone)).toBeNull();
    expect(rowOf(satisfaction, streamOf([submitted(0), answered(9)]), zone)?.lines).toHaveLength(1);
  });

  it('carries the version of its stream and lies with its agency in its month', () => {
    const row = rowOf(processingTimes, streamOf([submitted(0), completed(1), completed(2)]), zone);
    expect(row).toMatchObject({ request: 'R-1', version: 3, agency: 'H29.07', month: '2024-01' });
  });

  it('lies in the month of the authority’s zone', () => {
    const lastEvening = submitted(0, {}, { time: '2024-01-31T23:30:00+07:00' });
    const nextMorning = submitted(0, {}, { time: '2024-02-01T00:30:00+07:00' });
    expect(rowOf(processingTimes, streamOf([lastEvening]), zone)?.month).toBe('2024-01');
    expect(rowOf(processingTimes, streamOf([nextMorning]), zone)?.month).toBe('2024-02');
    expect(rowOf(processingTimes, streamOf([nextMorning]), 'UTC')?.month).toBe('2024-01');
  });

  it('moves with an earlier submission that arrives later', () => {
    const before = streamOf([submitted(0, { agency: 'H29.07' })]);
    const after = streamOf([
      submitted(0, { agency: 'H29.07' }),
      submitted(-60 * 24 * 31, { agency: 'H29.08' }),
    ]);
    expect(rowOf(processingTimes, before, zone)).toMatchObject({ agency: 'H29.07', month: '2024-01' });
    expect(rowOf(processingTimes, after, zone)).toMatchObject({ agency: 'H29.08', month: '2023-12' });
  });

  it.each<[string, MotcuaEvent[], object | null, object | null]>([
    [
      'empties when the submission is taken back, where that had put it',
      [submitted(0), invited(1), retracted(2, submitted(0))],
      { agency: 'H29.07', month: '2024-01', lines: [] },
      { agency: 'H29.07', month: '2024-01', lines: [] },
    ],
    [
      'does so wherever the request has gone since',
      [submitted(0), forwarded(1), retracted(2, submitted(0))],
      { agency: 'H29.07', month: '2024-01', lines: [] },
      { agency: 'H29.07', month: '2024-01', lines: [] },
    ],
    [
      'goes where the submission that is left puts it',
      [submitted(0, { agency: 'H30' }), submitted(1), retracted(2, submitted(0))],
      { agency: 'H29.07', lines: [expect.objectContaining({ received: at(1) })] },
      { agency: 'H29.07', lines: [] },
    ],
    [
      'goes back when a forwarding is taken back',
      [submitted(0), forwarded(1), retracted(2, forwarded(1))],
      { agency: 'H29.07', lines: [expect.anything()] },
      { agency: 'H29.07', lines: [] },
    ],
    [
      'of satisfaction empties when the only survey is taken back',
      [submitted(0), invited(1), retracted(2, invited(1))],
      { agency: 'H29.07', lines: [expect.anything()] },
      { agency: 'H29.07', month: '2024-01', lines: [] },
    ],
    [
      'is none where the retraction found nothing',
      [submitted(0), retracted(2, invited(1))],
      { lines: [expect.anything()] },
      null,
    ],
    ['is none where nothing was ever submitted', [accepted(0), retracted(2, accepted(0))], null, null],
  ])('%s', (_name, events, times, answers) => {
    const stream = streamOf(events);
    const [first, second] = [rowOf(processingTimes, stream, zone), rowOf(satisfaction, stream, zone)];
    if (times === null) expect(first).toBeNull();
    else expect(first).toMatchObject(times);
    if (answers === null) expect(second).toBeNull();
    else expect(second).toMatchObject(answers);
  });

  it('once there stays there, as the stream grows', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        for (const projection of projections) {
          const rows = events.map((_event, index) =>
            rowOf(projection, streamOf(events.slice(0, index + 1)), zone),
          );
          const first = rows.findIndex((row) => row !== null);
          if (first >= 0) expect(rows.slice(first)).not.toContain(null);
        }
      }),
    );
  });

  it('holds what the state says, and survives packing', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const stream = streamOf(events);
        const { received } = fold(stream);
        for (const projection of projections) {
          const row = rowOf(projection, stream, zone);
          if (row === null || received === undefined || row.lines.length === 0) continue;
          const { agency: _agency, month, elsewhere: _others, ...stored } = row;
          expect(month).toBe(monthOf(received, zone));
          expect(unpackRows(projection.schema, pack(projection.schema, [stored]))).toEqual([stored]);
        }
      }),
    );
  });
});

describe('the schema', () => {
  it.each(projections)('of $name begins with the dimensions, received first', ({ schema }) => {
    const names = Object.keys(schema);
    expect(names[0]).toBe('received');
    expect(names.slice(0, 4)).toEqual(Object.keys(dimensions));
  });

  it.each(projections)('of $name has the columns of its lines, in any order', (projection) => {
    const [line] =
      rowOf(projection, streamOf([submitted(0), submitted(1), invited(2), completed(3)]), zone)?.lines ?? [];
    expect(Object.keys(line ?? {}).sort()).toEqual(Object.keys(projection.schema).sort());
  });
});

describe('processing times', () => {
  const linesOf = (...events: Parameters<typeof streamOf>[0]) =>
    rowOf(processingTimes, streamOf(events), zone)?.lines;
  const bare = {
    received: start,
    ended: null,
    procedure: 'permit',
    channel: 'counter',
    accepted: null,
    due: null,
    outcome: null,
    ...uneventful,
  };

  it('knows nothing of what has not happened', () => expect(linesOf(submitted(0))).toEqual([bare]));

  it('holds the facts of a whole life', () =>
    expect(
      linesOf(submitted(0), accepted(5, { due: instantText(at(99)) }), resolved(60, { outcome: 'denied' })),
    ).toEqual([{ ...bare, accepted: at(5), due: at(99), ended: at(60), outcome: 'denied' }]));
});

describe('satisfaction', () => {
  it('has a line for each survey version', () => {
    const events = [
      submitted(0),
      invited(1),
      answered(2, { overall: 5, courtesy: 4, factors: { procedure: 1, handling: 3 } }),
      invited(3, { survey: 'street', surveyVersion: 7 }),
    ];
    const [sipas, street] = rowOf(satisfaction, streamOf(events), zone)?.lines ?? [];
    expect(sipas).toMatchObject({
      survey: 'sipas',
      surveyVersion: 1,
      invited: at(1),
      answered: at(2),
      overall: 5,
      courtesy: 4,
      procedure: 'permit',
      procedureFactor: 1,
      handling: 3,
      access: null,
      official: null,
      result: null,
    });
    expect(street).toMatchObject({
      survey: 'street',
      surveyVersion: 7,
      invited: at(3),
      answered: null,
      overall: null,
    });
  });
});
