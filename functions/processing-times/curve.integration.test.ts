import { parse } from 'csv-parse/sync';
import { beforeAll, expect, test, vi } from 'vitest';
import type * as z from 'zod/mini';
import { monthOf } from '../../shared/calendar/zone.ts';
import { type Instant, instant, instantOf } from '../../shared/instant.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { listAgency } from '../../shared/row-store/directory.ts';
import { uneventful } from '../../test/cohorts.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { isThere } from '../../test/expected.ts';
import { type Answer, ask, functionEnvironment } from '../../test/gateway.ts';
import { waboCases } from '../../test/real-cases.ts';
import { write } from '../../test/rows.ts';
import { survivalExpected } from '../../test/survival-expected.ts';
import { createViews } from '../../test/views.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { processingTimesAnswer } from './answers.ts';
import { curveAnswer } from './curve-answers.ts';

const analyst = { scope: 'statistics:read', client_id: 'analyst' };
const times = '/v1/statistics/processing-times';
const curve = `${times}/curve`;
const zone = 'Europe/Amsterdam';
const dayMs = 86_400_000;

type Case = { agency: string; received: Instant; ended: Instant | null; outcome: string | null };

const rowOf = ({ agency, received, ended, outcome }: Case, index: number) => ({
  request: `${agency}-${index}`,
  version: 1,
  agency,
  month: monthOf(received, zone),
  lines: [
    {
      received,
      ended,
      outcome,
      procedure: 'permit',
      channel: 'counter',
      accepted: null,
      due: null,
      ...uneventful,
    },
  ],
});

const followed = instantOf('2024-06-01T00:00:00Z');
const begun = instantOf('2024-01-10T00:00:00Z');

/** The independent tools' tables as requests: what ended so many days after it was received, or was then open. */
const tableCases = (agency: string, rows: readonly { t: number; event: 0 | 1 | 2 }[]): Case[] =>
  rows.map(({ t, event }) => {
    const outcome = [null, 'granted', 'withdrawn'][event] ?? null;
    return event === 0
      ? { agency, received: instant(followed - t * dayMs), ended: null, outcome }
      : { agency, received: begun, ended: instant(begun + t * dayMs), outcome };
  });

const { tables, wabo_receipt } = survivalExpected();
const wabo = isThere ? waboCases() : undefined;

describeWithEngine('the curve of the processing times', (engine) => {
  let handler: unknown;
  beforeAll(async () => {
    const created = await createViews(engine());
    const view = created.viewOf(processingTimes);
    const { table } = await engine().createLog();
    const environment = {
      ...functionEnvironment(engine().endpoint),
      VIEW_TABLE: view.table,
      EVENTS_TABLE: table,
    };
    for (const [name, value] of Object.entries({ ...environment, TIME_ZONE: zone })) vi.stubEnv(name, value);
    ({ handler } = await import('./handler.ts'));
    const cases: Case[] = [
      ...tableCases('TABLE', tables.aalen_johansen.value.rows),
      ...tableCases('TIES', tables.aalen_johansen_ties.value.rows),
      ...(wabo?.cases ?? []).map(({ received, ended }) => ({
        agency: 'WABO',
        received,
        ended,
        outcome: ended === null ? null : 'done',
      })),
      { agency: 'ONE', received: begun, ended: instant(begun + 3 * dayMs), outcome: 'denied' },
      { agency: 'ONE', received: begun, ended: instant(begun + 5 * dayMs), outcome: 'stopped' },
      { agency: 'ONE', received: begun, ended: null, outcome: null },
    ];
    for (const agency of new Set(cases.map((one) => one.agency))) await listAgency(view, agency);
    for (const [index, one] of cases.entries()) await write(view, rowOf(one, index), realSurroundings);
  });

  const get = (path: string, query: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(handler, { path, claims: analyst, query, headers });
  const read = async <S extends z.ZodMiniType>(schema: S, answer: Promise<Answer>): Promise<z.output<S>> => {
    const { statusCode, body } = await answer;
    expect(statusCode, body).toBe(200);
    return schema.parse(JSON.parse(body));
  };
  const curveOf = (query: Record<string, string>) => read(curveAnswer, get(curve, query));

  test.runIf(isThere)('the tables of Aalen and Johansen', async () => {
    const asOf = { 'as-of': '2024-06-01T00:00:00Z' };
    const { cumulative_incidence, overall_survival } = tables.aalen_johansen.value;
    const at = Object.keys(overall_survival);
    expect(at.length).toBeGreaterThan(5);
    const { rows } = await curveOf({ ...asOf, agency: 'TABLE', at: at.map((day) => `${day}d`).join(',') });
    expect(rows[0]?.n).toBe(30);
    expect(rows[0]?.points).toEqual(
      at.map((day) =>
        expect.objectContaining({
          at: Number(day) * 24,
          open: expect.closeTo(overall_survival[day] ?? Number.NaN, 9),
          resolved: expect.closeTo(cumulative_incidence.resolved[day] ?? Number.NaN, 9),
          withdrawn: expect.closeTo(cumulative_incidence.withdrawn[day] ?? Number.NaN, 9),
          survival: expect.closeTo(
            1 - (tables.aalen_johansen.value.naive_1_minus_km_resolved_withdrawn_censored[day] ?? Number.NaN),
            9,
          ),
        }),
      ),
    );

    // Without times there is a point for the start and for every step.
    const ties = await curveOf({ ...asOf, agency: 'TIES' });
    expect(ties.rows[0]).toMatchObject({ n: 10, thinned: false });
    expect(ties.rows[0]?.points.slice(1)).toEqual(
      tables.aalen_johansen_ties.value.curve.map(({ t, survival, resolved, withdrawn }) =>
        expect.objectContaining({
          at: t * 24,
          open: expect.closeTo(survival, 9),
          resolved: expect.closeTo(resolved, 9),
          withdrawn: expect.closeTo(withdrawn, 9),
          stopped: 0,
          refused: 0,
        }),
      ),
    );
  });

  test.runIf(isThere)('the young cohort of the permit office', async () => {
    const { n, km_days } = wabo_receipt.cohort_q4_2010_local.value;
    const asked = { agency: 'WABO', from: '2010-10-01', to: '2010-12-31', 'as-of': '2010-12-31T23:59:59Z' };
    const [row] = (await read(processingTimesAnswer, get(times, asked))).rows;
    expect(row?.survival).toMatchObject({ n, events: km_days.events, censored: km_days.censored, p90: null });
    expect(row?.survival?.median).toBeCloseTo((km_days.median ?? 0) * 24, 5);
    expect(row?.survival?.p75).toBeCloseTo((km_days.p75 ?? 0) * 24, 5);

    // At the quantiles the curve has come down to their shares, and just before it has not.
    const quantiles = [row?.survival?.median ?? 0, row?.survival?.p75 ?? 0];
    const at = quantiles.flatMap((hours) =>
      // In millionths of an hour: some milliseconds.
      [-2, 0].map((more) => `${((Math.ceil(hours * 1e6) + more) / 1e6).toFixed(6)}h`),
    );
    const [points] = (await curveOf({ ...asked, at: at.join(',') })).rows.map((one) => one.points);
    const [beforeMedian = 0, atMedian = 1, beforeP75 = 0, atP75 = 1] = (points ?? []).map(
      ({ survival }) => survival ?? Number.NaN,
    );
    expect(atMedian).toBeLessThanOrEqual(0.5);
    expect(beforeMedian).toBeGreaterThan(0.5);
    expect(atP75).toBeLessThanOrEqual(0.25);
    expect(beforeP75).toBeGreaterThan(0.25);
  });

  test('as of an instant only what had happened by then counts', async () => {
    const asked = { agency: 'ONE', at: '3d,5d,6d' };
    const early = await curveOf({ ...asked, 'as-of': '2024-01-14T00:00:00Z' });
    const third = 1 / 3;
    const atThree = { at: 72, atRisk: 3, resolved: expect.closeTo(third, 12), withdrawn: 0, stopped: 0 };
    const nothing = { survival: null, low: null, high: null, resolved: null, stopped: null, open: null };
    expect(early.rows).toEqual([
      {
        group: {},
        unit: 'h',
        n: 3,
        thinned: false,
        points: [
          expect.objectContaining({ ...atThree, survival: expect.closeTo(2 * third, 12) }),
          expect.objectContaining({ at: 120, atRisk: 0, ...nothing }),
          expect.objectContaining({ at: 144, atRisk: 0, ...nothing }),
        ],
      },
    ]);
    const later = await curveOf({ ...asked, 'as-of': '2024-06-01T00:00:00Z' });
    const shares = { stopped: expect.closeTo(third, 12), open: expect.closeTo(third, 12) };
    expect(later.rows[0]?.points).toMatchObject([
      atThree,
      { at: 120, atRisk: 2, ...shares },
      { at: 144, atRisk: 1, ...shares, survival: expect.closeTo(2 * third, 12) },
    ]);
    expect(later).toMatchObject({
      filters: { agency: 'ONE', clock: 'elapsed', at: ['3d', '5d', '6d'] },
      groupBy: [],
      definitions: { survival: 'survival-kaplan-meier/1', resolved: 'cumulative-incidence/1' },
    });
  });

  test('on the working clock a day has eight hours', async () => {
    // Resolved after Wednesday, Thursday and Friday.
    const asked = { agency: 'ONE', at: '23h,3d', clock: 'working', 'as-of': '2024-06-01T00:00:00Z' };
    const { rows, filters } = await curveOf(asked);
    expect(filters).toMatchObject({ clock: 'working' });
    expect(rows[0]?.points).toMatchObject([
      { at: 23, atRisk: 3, resolved: 0 },
      { at: 24, atRisk: 3, resolved: expect.closeTo(1 / 3, 12) },
    ]);
    const { at: _at, ...filtered } = asked;
    const [row] = (await read(processingTimesAnswer, get(times, filtered))).rows;
    // A third is resolved after 24 hours of work.
    expect(row?.survival).toMatchObject({
      n: 3,
      events: 1,
      median: null,
      intervals: { median: { low: 24 } },
    });
  });

  test('by group, and of a group without cases', async () => {
    const grouped = await curveOf({ 'group-by': 'agency,year', at: '1h', from: '2024-01-01' });
    expect(grouped.rows.map(({ group }) => group.agency)).toEqual(
      isThere ? ['ONE', 'TABLE', 'TIES'] : ['ONE'],
    );
    const nothing = { atRisk: 0, survival: null, low: null, high: null, resolved: null, open: null };
    const none = await curveOf({ procedure: 'unheard-of', at: '1h' });
    expect(none.rows).toMatchObject([{ group: {}, n: 0, points: [{ at: 1, ...nothing }] }]);
    const [row] = (await read(processingTimesAnswer, get(times, { procedure: 'unheard-of' }))).rows;
    expect(row?.survival).toMatchObject({ n: 0, median: null, intervals: { p90: { low: null } } });
    const closed = await read(processingTimesAnswer, get(times, { cohort: 'closed', agency: 'ONE' }));
    expect(closed.rows[0]?.survival).toBeNull();
  });

  test('CSV has a line for each point', async () => {
    const query = { agency: 'ONE', at: '72h,5d', 'group-by': 'agency', 'as-of': '2024-06-01T00:00:00Z' };
    const { body, headers } = await get(curve, query, { Accept: 'text/csv' });
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['motcua-definitions']).toContain('duration=duration-elapsed/1');
    const working = await read(curveAnswer, get(curve, { ...query, clock: 'working' }));
    expect(working.definitions).toMatchObject({ duration: 'duration-working/1' });
    const lines = parse<Record<string, string>>(body, { columns: true });
    expect(lines).toMatchObject([
      { 'group.agency': 'ONE', unit: 'h', n: '3', at: '72', atRisk: '3', withdrawn: '0' },
      { 'group.agency': 'ONE', unit: 'h', n: '3', at: '120', atRisk: '2' },
    ]);
  });

  test.each<[Record<string, string>, string]>([
    [{ at: '' }, 'at'],
    [{ at: '14' }, 'at'],
    [{ at: '14d,' }, 'at'],
    [{ at: '-1d' }, 'at'],
    [{ at: '2w' }, 'at'],
    [{ at: Array.from({ length: 101 }, (_, n) => `${n}h`).join(',') }, 'at'],
    [{ cohort: 'received' }, 'cohort'],
    [{ clock: 'wall' }, 'clock'],
    [{ 'group-by': 'team' }, 'group-by'],
  ])('%j is refused by the name of the parameter', async (query, field) => {
    const { statusCode, body } = await get(curve, query);
    expect(statusCode).toBe(400);
    const { errors } = JSON.parse(body) as { errors: { field: string }[] };
    expect(errors.map((error) => error.field)).toContain(field);
  });

  test('without the scope there is no answer', async () => {
    const { statusCode } = await ask(handler, { path: curve, claims: { scope: 'events:write' } });
    expect(statusCode).toBe(403);
  });
});
