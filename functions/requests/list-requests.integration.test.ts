import { beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { requests as workList } from '../../shared/projections/requests.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { accepted, assigned, eventJson, resolved, submitted, withdrawn } from '../../test/events.ts';
import { good, refused, startReading } from '../../test/reading.ts';
import { workListAnswer } from './requests-answers.ts';

const analyst = { scope: 'statistics:read' };
const at = (day: string) => `${day}T09:00:00+07:00`;

/** A request submitted on a day of 2026 and, where a due date is given, accepted. */
const request = (subject: string, day: string, data: object = {}, due?: string) => [
  submitted({ id: 's', subject, time: at(day) }, data),
  ...(due === undefined ? [] : [accepted({ id: 'a', subject, time: at(day) }, { due: at(due) })]),
];

const events = [
  ...request('late', '2026-01-05', { agency: 'H29.07' }, '2026-01-20'),
  ...request('later', '2026-02-05', { agency: 'H29.08', procedure: 'repair' }, '2026-02-20'),
  ...request('far', '2026-02-06', { agency: 'H29.07', channel: 'online' }, '2099-01-01'),
  ...request('without-due', '2026-02-07', { agency: 'H29.07' }),
  // 23:30 of 31 January there.
  submitted({ id: 's', subject: 'turn', time: '2026-01-31T16:30:00Z' }, { agency: 'H29.07' }),
  accepted({ id: 'a', subject: 'turn', time: at('2026-02-01') }, { due: at('2026-02-20') }),
  assigned({ id: 'u', subject: 'turn', time: at('2026-02-02') }, { unit: 'land desk', official: 'o-12' }),
  ...request('done', '2026-01-06', { agency: 'H29.07' }, '2026-01-10'),
  resolved({ id: 'r', subject: 'done', time: at('2026-01-12') }),
  ...request('gone', '2026-01-07', { agency: 'H29.07' }),
  withdrawn({ id: 'w', subject: 'gone', time: at('2026-01-08') }),
  ...request('elsewhere', '2026-01-08', { agency: 'H30' }, '2026-01-15'),
  ...request('forwarded', '2026-01-09', { agency: 'H29.07' }, '2026-01-16'),
  eventJson(
    'motcua.request.forwarded.v1',
    { id: 'f', subject: 'forwarded', time: at('2026-01-10') },
    { to: 'H30' },
  ),
  eventJson(
    'motcua.supplement.requested.v1',
    { id: 'w', subject: 'far', time: at('2026-02-10') },
    { missing: 'A copy' },
  ),
  // Known by an end alone: nobody has it, and no list shows it.
  resolved({ id: 'r', subject: 'unsubmitted', time: at('2026-01-12') }),
];

describeWithEngine('the work list', (engine) => {
  let hub: Awaited<ReturnType<typeof startReading>>;
  beforeAll(async () => {
    hub = await startReading(engine());
    await hub.post(...events);
  });
  const list = (query = '', claims: Readonly<Record<string, string>> = analyst) =>
    good(workListAnswer, hub.get(`/v1/requests${query}`, claims));
  const ids = async (query = '', claims?: Readonly<Record<string, string>>) =>
    (await list(query, claims)).requests.map(({ id }) => id);

  describe.each(['from changes', 'from segments'])('%s', (state) => {
    beforeAll(async () => {
      if (state === 'from segments') await hub.compact();
    });

    test('what has not ended, the first due first, what has no due date last', async () => {
      const answer = await list();
      expect(answer.requests.map(({ id }) => id)).toEqual([
        'elsewhere',
        'forwarded',
        'late',
        'later',
        'turn',
        'far',
        'without-due',
      ]);
      expect(answer.next).toBeNull();
      expect(answer.projection).toMatchObject({ name: 'requests', version: workList.version });
      expect(Date.now() - Date.parse(answer.asOf)).toBeLessThan(60_000);
    });

    test('a line says where the request stands', async () => {
      const { requests } = await list('?agency=H29.07');
      expect(requests.find(({ id }) => id === 'turn')).toEqual({
        id: 'turn',
        version: 3,
        status: 'in-progress',
        nationalStatus: 4,
        agency: 'H29.07',
        unit: 'land desk',
        official: 'o-12',
        procedure: '1.004222',
        channel: 'counter',
        received: '2026-01-31T16:30:00.000Z',
        accepted: '2026-02-01T02:00:00.000Z',
        due: '2026-02-20T02:00:00.000Z',
        overdue: true,
        ended: null,
        outcome: null,
      });
      expect(requests.find(({ id }) => id === 'far')).toMatchObject({
        status: 'awaiting-supplement',
        nationalStatus: 5,
        overdue: false,
      });
      const [done] = (await list('?status=resolved')).requests;
      expect(done).toMatchObject({ id: 'done', outcome: 'granted', overdue: false, nationalStatus: 9 });
    });

    test.each([
      ['?agency=H29', ['late', 'later', 'turn', 'far', 'without-due']],
      ['?agency=H29.08', ['later']],
      ['?agency=H2', []],
      ['?procedure=repair', ['later']],
      ['?procedure=none', []],
      ['?unit=land%20desk', ['turn']],
      ['?unit=land', []],
      ['?status=submitted', ['without-due']],
      ['?status=accepted&agency=H29', ['late', 'later']],
      ['?status=awaiting-supplement', ['far']],
      ['?status=in-progress', ['turn']],
      ['?status=resolved', ['done']],
      ['?status=withdrawn', ['gone']],
      ['?status=unsubmitted', []],
      ['?overdue=true', ['elsewhere', 'forwarded', 'late', 'later', 'turn']],
      ['?overdue=true&status=resolved', []],
      ['?due-before=2026-01-20', ['elsewhere', 'forwarded']],
      ['?due-before=2026-01-21', ['elsewhere', 'forwarded', 'late']],
      ['?due-before=2026-01-20T09:00:00%2B07:00', ['elsewhere', 'forwarded']],
      ['?due-before=2026-01-20T09:00:01+07:00', ['elsewhere', 'forwarded', 'late']],
      ['?due-before=2026-01-20&status=resolved', ['done']],
      ['?from=2026-02-01', ['later', 'far', 'without-due']],
      ['?from=2026-01-31&to=2026-01-31', ['turn']],
      ['?to=2026-01-08', ['elsewhere', 'late']],
      ['?to=2026-01-08&status=withdrawn&agency=H29', ['gone']],
    ])('%s', async (query, expected) => {
      expect(await ids(query)).toEqual(expected);
    });

    test('page by page, with any limit', async () => {
      const whole = await ids('?agency=H29');
      for (const limit of [1, 2, 3, 5, 6]) {
        const seen: string[] = [];
        let path: string | null = `?agency=H29&limit=${limit}`;
        while (path !== null) {
          const page: z.output<typeof workListAnswer> = await list(path);
          expect(page.requests.length).toBeLessThanOrEqual(limit);
          seen.push(...page.requests.map(({ id }) => id));
          expect(page.next === null || page.next.startsWith('/v1/requests?')).toBe(true);
          path = page.next?.slice('/v1/requests'.length) ?? null;
        }
        expect(seen, String(limit)).toEqual(whole);
      }
    });

    test('a token limited to an agency sees what that agency and those under it have now', async () => {
      const desk = { scope: 'events:write', agency: 'H29.07' };
      expect(await ids('', desk)).toEqual(['late', 'turn', 'far', 'without-due']);
      // What went on to another agency is in the list of that one.
      expect(await ids('', { scope: 'events:write', agency: 'H30' })).toEqual(['elsewhere', 'forwarded']);
      expect(await ids('?agency=H29.08', { ...desk, agency: 'H29' })).toEqual(['later']);
      for (const agency of ['H29', 'H30', 'H29.08', 'H29.0'])
        expect(await refused(hub.get(`/v1/requests?agency=${agency}`, desk))).toMatchObject({
          status: 403,
          type: 'urn:motcua:problem:foreign-agency',
        });
    });

    test('fields cut each line, and the pages after', async () => {
      const read = async (query: string) =>
        JSON.parse((await hub.get(`/v1/requests${query}`, analyst)).body) as {
          requests: object[];
          next: string | null;
        };
      const { requests, next } = await read('?agency=H29&fields=id,overdue&limit=2');
      expect(requests).toEqual([
        { id: 'late', overdue: true },
        { id: 'later', overdue: true },
      ]);
      const after = await read((next ?? '').slice('/v1/requests'.length));
      expect(after.requests).toEqual([
        { id: 'turn', overdue: true },
        { id: 'far', overdue: false },
      ]);
    });
  });

  test.each(['events:write', 'statistics:read', 'operate'])('the scope %s reads it', async (scope) => {
    expect(await ids('?status=resolved', { scope })).toEqual(['done']);
  });

  test('no other scope does', async () => {
    expect(await refused(hub.get('/v1/requests', { scope: 'personal:read' }))).toMatchObject({
      status: 403,
      type: 'urn:motcua:problem:missing-scope',
    });
  });

  test('a cursor is good for its own filters alone, whatever the limit and the fields', async () => {
    const { next } = await list('?agency=H29&limit=1&from=2026-01-01');
    const cursor = new URL(next ?? '', 'http://hub').searchParams.get('cursor') ?? '';
    expect(await ids(`?limit=2&from=2026-01-01&agency=H29&cursor=${cursor}`)).toEqual(['later', 'turn']);
    const limited = { scope: 'events:write', agency: 'H29' };
    // Whose token is limited to the agency asks the same question.
    expect(await ids(`?limit=1&from=2026-01-01&cursor=${cursor}`, limited)).toEqual(['later']);
    for (const query of ['', 'agency=H29', 'agency=H30&from=2026-01-01', 'agency=H29&from=2026-01-02'])
      expect(await refused(hub.get(`/v1/requests?${query}&cursor=${cursor}`, analyst))).toMatchObject({
        status: 400,
        type: 'urn:motcua:problem:invalid-parameter',
        errors: [{ field: 'cursor', detail: 'is of a list with other filters' }],
      });
  });

  test.each([
    ['cursor=x', 'cursor'],
    [`cursor=${Buffer.from('["a",1]').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('{"a":1}').toString('base64url')}`, 'cursor'],
    [`cursor=${'x'.repeat(600)}`, 'cursor'],
    ['limit=0', 'limit'],
    ['limit=501', 'limit'],
    ['status=open', 'status'],
    ['overdue=yes', 'overdue'],
    ['due-before=tomorrow', 'due-before'],
    ['due-before=2026-02-30', 'due-before'],
    ['due-before=2026-02-03T04:05:06', 'due-before'],
    ['from=2026-02-02&to=2026-02-01', 'to'],
    ['from=2026-02-02T00:00:00Z', 'from'],
    ['fields=id,applicant', 'fields'],
    ['fields=', 'fields'],
    ['sort=id', 'sort'],
  ])('%s is refused by the name of the parameter', async (query, field) => {
    expect(await refused(hub.get(`/v1/requests?${query}`, analyst))).toMatchObject({
      status: 400,
      type: 'urn:motcua:problem:invalid-parameter',
      errors: [{ field }],
    });
  });
});
