import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accepted,
  answered,
  anyEvents,
  at,
  erased,
  invited,
  resolved,
  start,
  streamOf,
  submitted,
  withdrawn,
} from '../../test/builders.ts';
import { fold } from '../request/fold.ts';
import { snapshotOf } from '../request/snapshot.ts';
import type { Recorder, Stream } from '../request/stream.ts';
import { dataQuality, nowhere } from './data-quality.ts';
import { rowOf as rowOfSnapshot } from './projection.ts';

const rowOf = (stream: Stream) => rowOfSnapshot(dataQuality, snapshotOf(stream), 'Asia/Ho_Chi_Minh');
const linesOf = (...events: Parameters<typeof streamOf>[0]) => rowOf(streamOf(events))?.lines;

describe('the lines of data quality', () => {
  const line = {
    received: start,
    ended: null,
    procedure: 'permit',
    channel: 'counter',
    source: 'https://desk.example',
    anomalies: 1,
    request: 'R-1',
  };

  it('are one for each anomaly, at the time and of the source of the event that showed it', () => {
    expect(
      linesOf(submitted(0), answered(5, {}, { source: 'https://survey.example' }), submitted(7)),
    ).toEqual([
      { ...line, rule: 'feedback-without-invitation', source: 'https://survey.example', at: at(5) },
      { ...line, rule: 'submitted-twice', at: at(7) },
    ]);
  });

  it('stand for all anomalies of a request, however many, and fit into a row', () => {
    const times = Array.from({ length: 1_000 }, (_, minute) => minute + 1);
    const lines = linesOf(submitted(0), accepted(0), ...times.map((minute) => accepted(minute))) ?? [];
    expect(lines.length).toBeLessThanOrEqual(210);
    expect(lines.reduce((sum, { anomalies }) => sum + (anomalies ?? 0), 0)).toBe(1_000);
  });

  it('are as many as the fold says', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const lines = rowOf(streamOf(events))?.lines ?? [];
        expect(lines.map(({ rule, at, source }) => ({ rule, at, source }))).toEqual(
          fold(streamOf(events)).anomalies.map(({ rule, at, source }) => ({ rule, at, source })),
        );
      }),
    );
  });
});

describe('the place of a row of data quality', () => {
  const by = (agency?: string): Recorder => ({ client: 'desk', ...(agency !== undefined && { agency }) });
  const nextMonth = 60 * 24 * 31;

  it('is with the holder, in the month of receipt, however late the odd event', () => {
    expect(rowOf(streamOf([submitted(0), submitted(nextMonth)], by('H30')))).toMatchObject({
      agency: 'H29.07',
      month: '2024-01',
    });
  });

  it('of a request never submitted is with who first reported it, in the month of the first odd event', () => {
    const events = [accepted(nextMonth), resolved(3 * nextMonth)];
    expect(rowOf(streamOf(events, by('H30')))).toMatchObject({ agency: 'H30', month: '2024-02' });
    expect(rowOf(streamOf(events))).toMatchObject({ agency: nowhere });
  });

  it('is nowhere while nothing is odd, so that nothing is written', () => {
    expect(rowOf(streamOf([submitted(0), accepted(1), resolved(2), invited(3), answered(4)]))).toBeNull();
    expect(rowOf(streamOf([erased(2)]))).toBeNull();
    expect(rowOf(streamOf([]))).toBeNull();
  });

  it('stays where what was odd is so no longer: the row loses its lines', () => {
    const before = [accepted(5)];
    expect(rowOf(streamOf(before))?.lines).toMatchObject([{ rule: 'before-submission' }]);
    expect(rowOf(streamOf([...before, submitted(0)]))).toMatchObject({
      agency: 'H29.07',
      version: 2,
      lines: [],
    });
    // At one instant the submission comes first, whenever it arrives.
    expect(rowOf(streamOf([withdrawn(0), accepted(0), submitted(0)]))?.lines).not.toContainEqual(
      expect.objectContaining({ rule: 'before-submission' }),
    );
  });
});
