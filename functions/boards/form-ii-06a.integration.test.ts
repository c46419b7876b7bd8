import { parse } from 'csv-parse/sync';
import { beforeAll, expect, test, vi } from 'vitest';
import type * as z from 'zod/mini';
import { createAppender } from '../../shared/event-store/append.ts';
import { receiveEvents } from '../../shared/event-store/receive.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { compact } from '../../shared/row-store/compact.ts';
import { projectRequests } from '../../shared/row-store/project.ts';
import { xlsxType } from '../../shared/xlsx/media-type.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { accepted, forwarded, reopened, resolved, sender, submitted } from '../../test/events.ts';
import { type Answer, ask, functionEnvironment, type Given } from '../../test/gateway.ts';
import { registerAll } from '../../test/registering.ts';
import { projectorOf } from '../../test/rows.ts';
import { readWorkbook } from '../../test/spreadsheets.ts';
import { problemAnswer } from '../query/answers.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { formII06aAnswer } from './form-answers.ts';

const path = '/v1/statistics/processing-times/form-ii-06a';
const january = { from: '2024-01-01', to: '2024-01-31' };
const at = (text: string) => `${/^\d{4}-/.test(text) ? '' : '2024-'}${text}:00+07:00`;

/** Of two agencies: early, on time, late, passed on, carried over and reopened; and one that is no part of January. */
const events = [
  submitted({ id: '1', subject: 'f1', time: at('01-02T08:00') }, { agency: 'H29.07', channel: 'online' }),
  accepted({ id: '2', subject: 'f1', time: at('01-02T09:00') }, { due: at('01-15T17:00') }),
  resolved({ id: '3', subject: 'f1', time: at('01-12T16:00') }),
  submitted({ id: '1', subject: 'f2', time: at('01-03T08:00') }, { agency: 'H29.07', procedure: 'pothole' }),
  accepted({ id: '2', subject: 'f2', time: at('01-03T09:00') }, { due: at('01-17T17:00') }),
  resolved({ id: '3', subject: 'f2', time: at('01-17T16:00') }),
  submitted({ id: '1', subject: 'f3', time: at('01-05T08:00') }, { agency: 'H29.07', channel: 'post' }),
  accepted({ id: '2', subject: 'f3', time: at('01-05T09:00') }, { due: at('01-19T17:00') }),
  resolved({ id: '3', subject: 'f3', time: at('01-22T08:00') }, { outcome: 'denied' }),
  submitted({ id: '1', subject: 'f4', time: at('2023-12-11T08:00') }, { agency: 'H29.07' }),
  accepted({ id: '2', subject: 'f4', time: at('2023-12-11T09:00') }, { due: at('2023-12-29T17:00') }),
  forwarded({ id: '3', subject: 'f4', time: at('02-05T08:00') }, { to: 'H30' }),
  submitted(
    { id: '1', subject: 'f5', time: at('2023-12-12T08:00') },
    { agency: 'H30', procedure: 'unlisted' },
  ),
  resolved({ id: '2', subject: 'f5', time: at('2023-12-20T08:00') }),
  reopened({ id: '3', subject: 'f5', time: at('01-08T08:00') }),
  submitted({ id: '1', subject: 'f6', time: at('2023-12-04T08:00') }, { agency: 'H30' }),
  resolved({ id: '2', subject: 'f6', time: at('2023-12-20T08:00') }),
];

type Form = z.output<typeof formII06aAnswer>;

/** The cells of a row from column 3 on. */
const cellsOf = ({ received, resolved, inProgress }: Form['rows'][number]): number[] =>
  [received, resolved, inProgress].flatMap((part) => Object.values(part));

describeWithEngine('form II.06a', (engine) => {
  let handler: unknown;

  beforeAll(async () => {
    const log = await engine().createLog();
    const view = await engine().createView();
    const environment = {
      ...functionEnvironment(engine().endpoint),
      EVENTS_TABLE: log.table,
      VIEW_TABLE: view.table,
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    ({ handler } = await import('./handler.ts'));
    await registerAll(log, 'agencies', [{ code: 'H29.07', name: 'Sở Tư pháp & "Hộ tịch"' }]);
    await registerAll(log, 'procedures', [
      { code: '1.004222', version: 1, name: 'Birth', field: 'Status' },
      { code: '1.004222', version: 2, name: 'Registration of a birth', field: 'Civil status' },
      { code: 'pothole', version: 1, name: 'A pothole' },
    ]);
    const receipts = await receiveEvents(
      createAppender(log, realSurroundings),
      events,
      sender,
      realSurroundings,
    );
    expect(receipts.every(({ status }) => status === 'appended')).toBe(true);
    const recordedAt = realSurroundings.now();
    const wakeUps = [...new Set(events.map(({ subject }) => subject))].map((request) => ({
      request,
      first: 1,
      version: 1,
      recordedAt,
    }));
    await projectRequests(projectorOf(processingTimes, log, view, realSurroundings), wakeUps);
    // Segments, beside the changes that are read again for a while: what counts must count once.
    await compact(view, processingTimes, realSurroundings.now);
  });

  const get = (
    query: Record<string, string>,
    more: Given = {},
  ): Promise<Answer & { isBase64Encoded?: true }> =>
    ask(handler, { path, query, claims: { scope: 'statistics:read', client_id: 'analyst' }, ...more });
  const formOf = async (query: Record<string, string>, more: Given = {}): Promise<Form> => {
    const { statusCode, body } = await get(query, more);
    expect(statusCode, body).toBe(200);
    return formII06aAnswer.parse(JSON.parse(body));
  };
  const rowsOf = async (query: Record<string, string>, more: Given = {}) =>
    (await formOf(query, more)).rows.map((row) => [Object.values(row.group)[0], row.name, ...cellsOf(row)]);
  const as = (mediaType: string): Given => ({ headers: { accept: mediaType } });

  test('by agency, as of the end of the period', async () => {
    const form = await formOf(january);
    expect(form).toMatchObject({
      asOf: '2024-01-31T16:59:59.999Z',
      definitions: { received: 'form-ii-06a-received/1', score766: 'progress-score-766/1' },
      filters: { ...january, by: 'agency' },
      groupBy: ['agency'],
      reporting: null,
    });
    expect(form.rows.map((row) => [row.group.agency, row.name, row.total, ...cellsOf(row)])).toEqual([
      ['H29.07', 'Sở Tư pháp & "Hộ tịch"', false, 4, 1, 2, 1, 3, 1, 1, 1, 1, 0, 1],
      ['H30', null, false, 1, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0],
      [null, null, true, 5, 1, 2, 2, 3, 1, 1, 1, 2, 1, 1],
    ]);
    expect(form.rows.at(-1)?.score766).toMatchObject({ value: 12, points: 20, share: { value: 0.6, n: 5 } });
  });

  test('by procedure and by field, as registered last', async () => {
    expect((await rowsOf({ ...january, by: 'procedure' })).map((row) => row.slice(0, 3))).toEqual([
      ['1.004222', 'Registration of a birth', 3],
      ['pothole', 'A pothole', 1],
      ['unlisted', null, 1],
      [null, null, 5],
    ]);
    expect((await rowsOf({ ...january, by: 'field' })).map((row) => row.slice(0, 3))).toEqual([
      ['Civil status', null, 3],
      [null, null, 2],
      [null, null, 5],
    ]);
  });

  test('of an agency, for who may see it', async () => {
    const limited = { claims: { scope: 'statistics:read', client_id: 'H29', agency: 'H29' } };
    expect((await formOf(january, limited)).reporting).toBe('H29');
    expect((await rowsOf(january, limited)).map((row) => row.slice(0, 3))).toEqual([
      ['H29.07', 'Sở Tư pháp & "Hộ tịch"', 4],
      [null, null, 4],
    ]);
    expect((await formOf({ ...january, agency: 'H29.07' })).reporting).toBe('Sở Tư pháp & "Hộ tịch"');
    expect(await get({ ...january, agency: 'H30' }, limited)).toMatchObject({ statusCode: 403 });
  });

  test('as of an earlier instant, and of the next month, where the request passed on is with the other agency', async () => {
    const early = await formOf({ ...january, 'as-of': '2024-01-12T08:00:00+07:00' });
    expect(early.asOf).toBe('2024-01-12T01:00:00.000Z');
    expect(early.rows.at(-1)).toMatchObject({ resolved: { total: 0 }, inProgress: { total: 5 } });
    expect(await rowsOf({ from: '2024-02-01', to: '2024-02-29' })).toEqual([
      ['H30', null, 2, 0, 0, 2, 0, 0, 0, 0, 2, 1, 1],
      [null, null, 2, 0, 0, 2, 0, 0, 0, 0, 2, 1, 1],
    ]);
  });

  test('of a period in which there was nothing has zeros and no score', async () => {
    const { rows } = await formOf({ from: '2020-01-01', to: '2020-12-31' });
    expect(rows).toMatchObject([{ total: true, score766: { value: null, share: { value: null, n: 0 } } }]);
    expect(rows.map(cellsOf)).toEqual([Array.from({ length: 11 }, () => 0)]);
  });

  test('as CSV says the same', async () => {
    const { headers, body } = await get(january, as('text/csv'));
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['motcua-definitions']).toContain('received=form-ii-06a-received/1, ');
    const lines = parse<Record<string, string>>(body, { columns: true });
    const { rows } = await formOf(january);
    expect(lines.map((line) => Number(line['received.total']))).toEqual(
      rows.map((row) => row.received.total),
    );
    expect(lines.at(-1)).toMatchObject({
      total: 'true',
      'group.agency': '',
      'resolved.late': '1',
      'inProgress.overdue': '1',
      'score766.value': '12',
      'score766.share.n': '5',
    });
  });

  test('as a workbook says the same, in the form’s layout', async () => {
    const answer = await get(january, as(xlsxType));
    expect(answer).toMatchObject({
      statusCode: 200,
      isBase64Encoded: true,
      headers: {
        'content-type': xlsxType,
        'content-disposition': 'attachment; filename="ii-06a-2024-01-01-2024-01-31.xlsx"',
        'x-request-id': 'test-call',
      },
    });
    const [form, definitions, scores, ...others] = readWorkbook(Buffer.from(answer.body, 'base64'));
    expect(others).toEqual([]);
    const { cells = {}, merged } = form ?? {};
    expect(cells['A1']).toBe('Biểu số II.06a/VPCP/KSTT');
    expect(cells['A2']).toContain('từ ngày 01/01/2024 đến ngày 31/01/2024');
    expect(cells['A2']).toContain('23:59:59 31/01/2024 (Asia/Ho_Chi_Minh)');
    expect(merged).toEqual(expect.arrayContaining(['A4:A6', 'C4:F4', 'G4:J4', 'K4:M4', 'D5:E5', 'C5:C6']));
    const lineOf = (row: number) => 'ABCDEFGHIJKLM'.split('').map((column) => cells[`${column}${row}`]);
    expect(lineOf(5).slice(2)).toEqual([
      'Tổng số\nTotal',
      'Trong kỳ\nIn the period',
      null,
      'Từ kỳ trước\nCarried over',
      'Tổng số\nTotal',
      'Trước hạn\nEarly',
      'Đúng hạn\nOn time',
      'Quá hạn\nLate',
      'Tổng số\nTotal',
      'Trong hạn\nWithin deadline',
      'Quá hạn\nOverdue',
    ]);
    expect(lineOf(6).slice(3, 5)).toEqual([
      'Trực tuyến\nOnline',
      'Trực tiếp, dịch vụ bưu chính\nDirect or postal',
    ]);
    expect(lineOf(7).map((number) => String(number).replace(/=.*/, ''))).toEqual(
      Array.from({ length: 13 }, (_, n) => `(${n + 1})`),
    );
    const { rows } = await formOf(january);
    expect([8, 9, 10].map(lineOf)).toEqual([
      [1, 'Sở Tư pháp & "Hộ tịch" (H29.07)', ...(rows[0] ? cellsOf(rows[0]) : [])],
      [2, 'H30', ...(rows[1] ? cellsOf(rows[1]) : [])],
      [null, 'Tổng số\nTotal', ...(rows[2] ? cellsOf(rows[2]) : [])],
    ]);
    expect(Object.values(definitions?.cells ?? {})).toContain('form-ii-06a-in-progress/1');
    const { value, low, high, n } = rows[2]?.score766.share ?? {};
    expect('ABCDEFG'.split('').map((column) => scores?.cells[`${column}4`])).toEqual([
      'Tổng số\nTotal',
      12,
      20,
      value,
      low,
      high,
      n,
    ]);
  });

  test.each([undefined, 'text/csv', xlsxType])('HEAD as %s has the headers alone', async (accept) => {
    const headers = accept === undefined ? {} : { accept };
    const [head, whole] = await Promise.all([
      get(january, { method: 'HEAD', headers }),
      get(january, { headers }),
    ]);
    expect(head).toEqual({ ...whole, body: '' });
    expect(whole.body.length).toBeGreaterThan(100);
  });

  test('as anything else is not acceptable, and the answer says what is offered', async () => {
    const { statusCode, body } = await get(january, as('application/pdf'));
    expect(statusCode).toBe(406);
    const { detail } = problemAnswer.parse(JSON.parse(body));
    for (const type of ['application/json', 'text/csv', xlsxType]) expect(detail).toContain(type);
    // A workbook is the form’s alone.
    const other = { ...as(xlsxType), path: '/v1/statistics/processing-times' };
    expect(await get({}, other)).toMatchObject({ statusCode: 406 });
  });

  test.each([
    [{ from: '2024-01-01' }, 'to'],
    [{ to: '2024-01-31' }, 'from'],
    [{ from: '2024-02-01', to: '2024-01-31' }, 'to'],
    [{ ...january, by: 'official' }, 'by'],
    [{ ...january, channel: 'online' }, 'channel'],
  ])('%o is refused for %s', async (query, field) => {
    const { statusCode, body } = await get(query);
    expect(statusCode).toBe(400);
    expect(problemAnswer.parse(JSON.parse(body)).errors).toMatchObject([{ field }]);
  });
});
