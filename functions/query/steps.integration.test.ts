import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type * as z from 'zod/mini';
import { createAppender } from '../../shared/event-store/append.ts';
import type { EventLog } from '../../shared/event-store/event-log.ts';
import { receiveEvents } from '../../shared/event-store/receive.ts';
import { instant } from '../../shared/instant.ts';
import { steps } from '../../shared/projections/steps.ts';
import { compact } from '../../shared/row-store/compact.ts';
import { type Projector, projectRequests } from '../../shared/row-store/project.ts';
import type { View } from '../../shared/row-store/view.ts';
import { describeWithEngine } from '../../test/engine.ts';
import {
  accepted,
  assigned,
  completed,
  eventJson,
  forwarded,
  resolved,
  sender,
  submitted,
} from '../../test/events.ts';
import { ask, functionEnvironment } from '../../test/gateway.ts';
import { projectorOf, scattered } from '../../test/rows.ts';
import { createViews } from '../../test/views.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { stepsAnswer } from './steps-answers.ts';

const path = '/v1/statistics/steps';
const at = (text: string) => `2024-${text}:00+07:00`;

/** So long ago that changes, once folded into segments, are not read again. */
const earlier = { ...realSurroundings, now: () => instant(Date.now() - 3_600_000) };

type Sent = ReturnType<typeof submitted>;
let n = 0;
const told = (subject: string, text: string) => ({ id: `${n++}`, subject, time: at(text) });

/** One is checked and decided by two units; another begins to be checked, then goes elsewhere; of the last nothing is told. */
const events: Sent[] = [
  submitted(told('s-1', '01-15T08:00'), { agency: 'H29' }),
  accepted(told('s-1', '01-15T09:00')),
  assigned(told('s-1', '01-15T09:00'), { unit: 'desk' }),
  completed(told('s-1', '01-15T11:00'), { step: 'check', unit: 'desk', official: 'ann' }),
  completed(told('s-1', '01-16T11:00'), { step: 'decide', unit: 'board', official: 'bo' }),
  resolved(told('s-1', '01-16T12:00')),
  submitted(told('s-2', '01-20T08:00'), { agency: 'H29.07', channel: 'online' }),
  eventJson('motcua.step.started.v1', told('s-2', '01-20T10:00'), { step: 'check', unit: 'desk' }),
  forwarded(told('s-2', '02-01T10:00'), { to: 'H30' }),
  submitted(told('s-3', '01-21T08:00'), { agency: 'H29' }),
  resolved(told('s-3', '01-22T08:00')),
];

describeWithEngine('the statistic of steps', (engine) => {
  let handler: unknown;
  let view: View;
  let log: EventLog;
  let projector: Projector<typeof steps.schema>;

  const send = async (sent: readonly Sent[]): Promise<void> => {
    const receipts = await receiveEvents(
      createAppender(log, realSurroundings),
      sent,
      sender,
      realSurroundings,
    );
    expect(receipts.every(({ status }) => status === 'appended')).toBe(true);
  };
  const project = (requests: readonly string[], version = 1) =>
    projectRequests(
      projector,
      requests.map((request) => ({
        request,
        first: version,
        version,
        recordedAt: realSurroundings.now(),
      })),
    );

  beforeAll(async () => {
    log = await engine().createLog();
    const views = await createViews(engine());
    view = views.viewOf(steps);
    projector = projectorOf(steps, log, view, earlier);
    const environment = {
      ...functionEnvironment(engine().endpoint),
      ...views.environment,
      EVENTS_TABLE: log.table,
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    ({ handler } = await import('./handler.ts'));
    await send(events);
    await project(['s-1', 's-2']);
  });

  const get = (query: Record<string, string> = {}, more: Parameters<typeof ask>[1] = {}) =>
    ask(handler, { path, query, claims: { scope: 'statistics:read', client_id: 'analyst' }, ...more });
  const answerOf = async (...asked: Parameters<typeof get>): Promise<z.output<typeof stepsAnswer>> => {
    const { statusCode, body } = await get(...asked);
    expect(statusCode, body).toBe(200);
    return stepsAnswer.parse(JSON.parse(body));
  };

  test('a request of which no step is reported costs no write', async () => {
    engine().counter.reset();
    expect(await project(['s-3'])).toEqual(new Map([['s-3', 'nothing']]));
    expect(engine().counter.counted().writeUnits).toBe(0);
  });

  test.each([
    [1, 2],
    [8, 2],
    [43, 2],
    [250, 6],
  ])('a changed request of %i steps costs at most %i write units', async (count, units) => {
    const request = `s-of-${count}`;
    let ms = Date.parse(at('03-01T08:00'));
    const times = Array.from({ length: count }, (_, i) => {
      ms += scattered(i, 100_000) * 1_000;
      const data = {
        step: `T${scattered(i + 1_000, 30)} Determine what is needed for advice`,
        unit: `Group ${scattered(i + 2_000, 5)}`,
        official: `Resource${scattered(i + 3_000, 11)}`,
      };
      return completed({ id: `c${i}`, subject: request, time: new Date(ms).toISOString() }, data);
    });
    await send([
      submitted({ id: 'submitted', subject: request, time: at('02-28T08:00') }, { agency: 'H31' }),
      accepted({ id: 'accepted', subject: request, time: at('02-28T08:00') }),
      assigned({ id: 'assigned', subject: request, time: at('02-28T08:00') }, { unit: 'Group 1' }),
      ...times,
    ]);
    await project([request]);
    await send([resolved({ id: 'resolved', subject: request, time: at('12-01T08:00') })]);
    engine().counter.reset();
    expect(await project([request], count + 4)).toEqual(new Map([[request, 'written']]));
    const { writeUnits } = engine().counter.counted();
    console.log(`a changed request of ${count} steps: ${writeUnits} write units`);
    expect(writeUnits).toBeLessThanOrEqual(units);
  });

  describe.each(['from changes', 'from segments', 'from segments packed twice'])('%s', (state) => {
    beforeAll(async () => {
      if (state !== 'from changes') await compact(view, steps, realSurroundings.now);
    });
    const january = { from: '2024-01-01', to: '2024-01-31' };

    test('everything, with what it means', async () => {
      const answer = await answerOf(january);
      expect(answer).toMatchObject({
        projection: { name: 'steps', version: steps.version },
        definitions: { service: 'step-service/1', handovers: 'handovers/1' },
        filters: january,
        groupBy: [],
      });
      expect(answer.rows).toMatchObject([
        {
          requests: 2,
          completed: 2,
          started: 1,
          passage: { n: 2, median: 2 },
          waiting: { n: 1, median: 2 },
          handovers: { officials: 1, units: 1, requests: 1 },
          span: { n: 1, median: 24 },
          held: { requests: 2 },
        },
      ]);
    });

    test('by the step before, by who held them, by agency', async () => {
      const rowsBy = async (names: string, more: object = {}) =>
        (await answerOf({ ...january, 'group-by': names, ...more })).rows;
      expect(await rowsBy('previous,step')).toMatchObject([
        { group: { previous: 'check', step: 'decide' }, completed: 1, passage: { median: 24 } },
        { group: { previous: null, step: 'check' }, completed: 1, started: 1 },
      ]);
      const held = await rowsBy('holder,unit', { 'as-of': at('02-02T10:00') });
      expect(
        held.map(({ group, held: own }) => [group.holder, group.unit, own?.requests, own?.hours]),
      ).toEqual([
        ['H29', 'board', 0, 0],
        ['H29', 'desk', 1, 27],
        ['H29', null, 1, 1],
        ['H29.07', 'desk', 0, 0],
        ['H29.07', null, 1, 290],
        ['H30', null, 1, 24],
      ]);
      expect((await rowsBy('agency')).map(({ group }) => group.agency)).toEqual(['H29', 'H30']);
      expect(
        (await rowsBy('agency', { 'as-of': at('01-31T10:00') })).map(({ group }) => group.agency),
      ).toEqual(['H29', 'H29.07']);
    });

    test('as CSV, with names of rows and columns', async () => {
      const { body } = await get({ ...january, 'group-by': 'step' }, { headers: { accept: 'text/csv' } });
      const rows: Record<string, string>[] = parse(body, { columns: true });
      expect(
        rows.map((row) => [row['group.step'], row['completed'], row['passage.median'], row['span.median']]),
      ).toEqual([
        ['check', '1', '2', ''],
        ['decide', '1', '24', ''],
      ]);
    });
  });

  test('requests of many steps are read whole', async () => {
    const [row] = (await answerOf({ agency: 'H31' })).rows;
    expect(row?.completed).toBe(1 + 8 + 43 + 250);
  });

  test('without a token 401, without the scope 403; what it does not know 400', async () => {
    expect((await ask(handler, { path })).statusCode).toBe(401);
    expect((await get({}, { claims: { scope: 'events:write', client_id: 'desk' } })).statusCode).toBe(403);
    expect((await get({ 'group-by': 'official' })).statusCode).toBe(400);
    const desk = { claims: { scope: 'statistics:read', client_id: 'desk', agency: 'H29' } };
    expect((await get({ agency: 'H30' }, desk)).statusCode).toBe(403);
    expect((await answerOf({ 'group-by': 'agency' }, desk)).rows.map(({ group }) => group.agency)).toEqual([
      'H29',
    ]);
  });
});
