import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseEvent } from '../../events/parse.ts';
import { loadMapping } from './load-mapping.ts';
import { now, readAll } from './read-all.ts';
import type { OutgoingEvent } from './row-events.ts';
import { sharedData } from './shared-data.ts';

const countByType = (events: readonly OutgoingEvent[]) =>
  Object.fromEntries(
    [...Map.groupBy(events, ({ type }) => type.replace(/^motcua\.|\.v1$/g, ''))].map(([type, some]) => [
      type,
      some.length,
    ]),
  );
const setOf = (events: readonly OutgoingEvent[]) => events.map((event) => JSON.stringify(event)).sort();

/** The same rows in an order that has nothing to do with theirs. */
const shuffled = (text: string): string => {
  const [header, ...rows] = text.trimEnd().split('\n');
  const rank = (row: string) => createHash('sha1').update(row).digest('hex');
  return [header, ...rows.sort((a, b) => rank(a).localeCompare(rank(b)))].join('\n');
};

const textOf = async (file: string) => gunzipSync(await readFile(file)).toString();
const wabo = sharedData('wabo-receipt');
const boston = sharedData('boston311');
const bpic15 = sharedData('bpic15');

describe.skipIf(wabo === undefined)('wabo-receipt on all its rows', async () => {
  const text = wabo === undefined ? '' : await textOf(wabo);
  const mapping = await loadMapping('wabo-receipt');
  const all = await readAll(text, mapping);

  test('gives the events of its first case', () => {
    const first = all.events.filter(({ subject }) => subject === 'case-3756').slice(0, 5);
    expect(first.map(({ id, time, data }) => ({ id, time, data }))).toEqual([
      {
        id: 'case-3756-submitted',
        time: '2010-10-04T01:06:40.020+02:00',
        data: {
          agency: 'General',
          procedure: 'environmental-permit',
          procedureVersion: 1,
          channel: 'counter',
          applicant: { kind: 'citizen' },
        },
      },
      {
        id: 'case-3756-accepted',
        time: '2010-10-04T01:06:40.020+02:00',
        data: { due: '2010-11-29T01:06:40+01:00' },
      },
      {
        id: 'case-3756-assigned',
        time: '2010-10-04T01:06:40.020+02:00',
        data: { unit: 'General', official: 'Resource02' },
      },
      {
        id: 'case-3756-task-25',
        time: '2010-10-05T08:32:48.565+02:00',
        data: { step: 'Confirmation of receipt', unit: 'EMPTY', official: 'Resource02' },
      },
      { id: 'case-3756-resolved', time: '2010-11-29T14:51:06.575+01:00', data: { outcome: 'done' } },
    ]);
  });

  test('takes every row, and the events of a case once', () => {
    expect(all.problems).toEqual([]);
    expect(countByType(all.events)).toEqual({
      'request.submitted': 400,
      'request.accepted': 400,
      'request.assigned': 400,
      'request.resolved': 397,
      'step.completed': 2468,
    });
  });

  test('gives only events that the hub takes', () => {
    expect(all.events.filter((event) => !parseEvent(event, now()).ok)).toEqual([]);
  });

  test('gives the same events from shuffled rows', async () => {
    const { events } = await readAll(shuffled(text), mapping);
    expect(setOf(events)).toEqual(setOf(all.events));
  });

  test('gives the same events from two halves, one of them resumed', async () => {
    const half = await readAll(text.split('\n').slice(0, 1_200).join('\n'), mapping);
    const rest = await readAll(text, mapping, 1_201);
    const both = new Set(setOf([...rest.events, ...half.events]));
    expect([...both].sort()).toEqual(setOf(all.events));
    expect(countByType(half.events)['step.completed']).toBe(1_199);
    expect(countByType(rest.events)['step.completed']).toBe(2_468 - 1_199);
  });
});

describe.skipIf(boston === undefined)('boston311 on all its rows', async () => {
  const text = boston === undefined ? '' : await textOf(boston);
  const mapping = await loadMapping('boston311');
  const all = await readAll(text, mapping);

  test('gives the events of its first row', () => {
    expect(all.events.slice(0, 3).map(({ id, time, data }) => ({ id, time, data }))).toEqual([
      {
        id: '101000729509-submitted',
        time: '2013-01-01T06:32:33-05:00',
        data: {
          agency: 'PWDx',
          procedure: 'Pick up Dead Animal',
          procedureVersion: 1,
          channel: 'phone',
          applicant: { kind: 'citizen' },
        },
      },
      {
        id: '101000729509-accepted',
        time: '2013-01-01T06:32:33-05:00',
        data: { due: '2013-01-02T06:32:33-05:00' },
      },
      { id: '101000729509-resolved', time: '2013-01-01T13:14:40-05:00', data: { outcome: 'done' } },
    ]);
  });

  test('takes every row, those that close before they open as well', () => {
    expect(all.problems).toEqual([]);
    expect(countByType(all.events)).toEqual({
      'request.submitted': 14_584,
      'request.accepted': 8_294,
      'request.resolved': 7_789,
    });
    const times = new Map(all.events.map(({ id, time }) => [id, Date.parse(time)]));
    const early = all.events.filter(
      ({ type, subject, time }) =>
        type === 'motcua.request.resolved.v1' && Date.parse(time) < (times.get(`${subject}-submitted`) ?? 0),
    );
    expect(early).toHaveLength(3);
  });

  test('gives only events that the hub takes', () => {
    expect(all.events.filter((event) => !parseEvent(event, now()).ok)).toEqual([]);
  });

  test('gives the same events from shuffled rows', async () => {
    const { events } = await readAll(shuffled(text), mapping);
    expect(setOf(events)).toEqual(setOf(all.events));
  });
});

describe.skipIf(bpic15 === undefined)('bpic15 on all its rows', async () => {
  const text = bpic15 === undefined ? '' : await textOf(bpic15);
  const mapping = await loadMapping('bpic15');
  const all = await readAll(text, mapping);

  test('gives the events of its first case', () => {
    const first = all.events.filter(({ subject }) => subject === '10009138').slice(0, 3);
    expect(first.map(({ id, time, data }) => ({ id, time, data }))).toEqual([
      {
        id: '10009138-submitted',
        time: '2014-04-11T00:00:00+02:00',
        data: {
          agency: 'Municipality',
          procedure: 'Bouw,Reclame',
          procedureVersion: 1,
          channel: 'counter',
          applicant: { kind: 'citizen' },
        },
      },
      {
        id: '10009138-accepted',
        time: '2014-04-11T00:00:00+02:00',
        data: { due: '2014-07-18T00:00:00+02:00' },
      },
      {
        id: '10009138-1',
        time: '2014-04-11T00:00:00+02:00',
        data: { step: '01_HOOFD_010', official: '9264148', due: '2014-04-17T09:30:39+02:00' },
      },
    ]);
  });

  test('takes every row, and the events of a case once', () => {
    expect(all.problems).toEqual([]);
    expect(countByType(all.events)).toEqual({
      'request.submitted': 1_199,
      'request.accepted': 137,
      'request.resolved': 956,
      'step.completed': 52_217,
    });
    expect(new Set(all.events.map(({ id }) => id)).size).toBe(all.events.length);
  });

  test('gives the events of a request one after the other, those of one instant in the order of the file', () => {
    const subjects = all.events.map(({ subject }) => subject);
    const turns = subjects.filter((subject, index) => subject !== subjects[index - 1]);
    expect(turns).toHaveLength(1_199);
    const steps = all.events.filter(({ type }) => type === 'motcua.step.completed.v1');
    const orders = [...Map.groupBy(steps, ({ subject }) => subject).values()].map((ofCase) =>
      ofCase.map(({ data }) => data['step']).join(),
    );
    expect(new Set(orders).size).toBe(1_170);
  });

  test('gives only events that the hub takes', () => {
    expect(all.events.filter((event) => !parseEvent(event, now()).ok)).toEqual([]);
  });

  test('resumed at a trace, gives the events from there on', async () => {
    const lines = text.split('\n');
    const at = lines.findIndex((line, index) => index > 600_000 && line.includes('<trace>'));
    const { events, problems } = await readAll(text, mapping, at + 1);
    expect(problems).toEqual([]);
    expect(events.length).toBeGreaterThan(5_000);
    expect(events).toEqual(all.events.slice(-events.length));
  });
});
