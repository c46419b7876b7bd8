import { describe, expect, inject, test } from 'vitest';
import { eventTypes } from '../events/catalogue.ts';
import * as answers from '../functions/query/answers.ts';
import { requestAnswer, requestEventsAnswer } from '../functions/requests/requests-answers.ts';
import { projections } from '../infra/projections.ts';
import { xlsxType } from '../shared/xlsx/media-type.ts';
import { call, compact, post, processingTimes, projected, satisfaction } from './ask.ts';
import { readWorkbook } from './spreadsheets.ts';

const at = '2019-05-06T09:00:00+07:00';
const envelope = { specversion: '1.0', source: 'https://desk.example', time: at };

/** A submission; its year belongs to this file alone. */
const submitted = (subject: string, agency = 'H29.07') => ({
  ...envelope,
  type: 'motcua.request.submitted.v1',
  id: `${subject}-submitted`,
  subject,
  data: {
    agency,
    procedure: '1.004222',
    procedureVersion: 1,
    channel: 'counter',
    applicant: { kind: 'citizen' },
  },
});

const resultsOf = async (response: Response) => answers.eventsAnswer.parse(await response.json()).results;

test('a batch with a malformed, an unauthorised and a duplicate event beside good ones answers 207, a problem each', async () => {
  const earlier = submitted('e2e-earlier');
  expect((await post([earlier], 'agency')).status).toBe(200);
  const malformed = { ...submitted('e2e-malformed'), data: { agency: 'H29.07' } };
  const foreign = submitted('e2e-foreign', 'H30.01');
  const response = await post(
    [submitted('e2e-a'), malformed, foreign, earlier, submitted('e2e-b')],
    'agency',
  );
  expect(response.status).toBe(207);
  const results = await resultsOf(response);
  expect(results.map(({ status }) => status)).toEqual([
    'appended',
    'rejected',
    'rejected',
    'duplicate',
    'appended',
  ]);
  expect(results[1]).toMatchObject({ problem: { status: 422, type: 'urn:motcua:problem:invalid-event' } });
  expect(JSON.stringify(results[1])).toContain('data.procedure');
  expect(results[2]).toMatchObject({ problem: { status: 403, type: 'urn:motcua:problem:foreign-agency' } });
  expect(results[3]).toMatchObject({ version: 1 });
  for (const id of ['e2e-a', 'e2e-b'])
    expect((await call(`/v1/requests/${id}`, { role: 'agency' })).status).toBe(200);
  for (const id of ['e2e-malformed', 'e2e-foreign'])
    expect((await call(`/v1/requests/${id}`, { role: 'analyst' })).status).toBe(404);
});

test('one event in binary mode, sent twice, then with another content', async () => {
  const send = (channel: string) =>
    call('/v1/events', {
      role: 'agency',
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'ce-specversion': '1.0',
        'ce-type': 'motcua.request.submitted.v1',
        'ce-source': 'https://desk.example',
        'ce-id': 'binary-1',
        'ce-subject': 'e2e-binary',
        'ce-time': at,
      },
      body: JSON.stringify({ ...submitted('e2e-binary').data, channel }),
    });
  expect(await resultsOf(await send('counter'))).toEqual([{ status: 'appended', version: 1 }]);
  expect(await resultsOf(await send('counter'))).toEqual([{ status: 'duplicate', version: 1 }]);
  const other = await send('post');
  expect(other.status).toBe(409);
  expect(other.headers.get('content-type')).toBe('application/problem+json');
});

test('a whole request: state, stream without personal fields, processing time and satisfaction', async () => {
  const subject = 'e2e-whole';
  const event = (type: string, time: string, data: object) => ({
    ...envelope,
    type: `motcua.${type}.v1`,
    id: `${subject}-${type}`,
    subject,
    time,
    data,
  });
  const { data } = submitted(subject, 'H29.99');
  const survey = { survey: 'sipas', surveyVersion: 1 };
  const events = [
    event('request.submitted', at, { ...data, personal: { name: 'A. Person' } }),
    event('request.accepted', '2019-05-06T10:00:00+07:00', { due: '2019-05-08T17:00:00+07:00' }),
    event('request.resolved', '2019-05-07T09:00:00+07:00', { outcome: 'granted' }),
    event('feedback.invited', '2019-05-07T10:00:00+07:00', { ...survey, channel: 'online' }),
    event('feedback.given', '2019-05-07T11:00:00+07:00', { ...survey, overall: 4, comment: 'a comment' }),
  ];
  expect((await post(events, 'agency')).status).toBe(200);

  const request = await call(`/v1/requests/${subject}`, { role: 'agency' });
  expect(request.headers.get('etag')).toBe('"5"');
  const state = requestAnswer.parse(await request.json());
  expect(state).toMatchObject({ status: 'resolved', outcome: 'granted', agency: 'H29.99', version: 5 });
  expect(state.clocks.elapsed).toEqual({ seconds: 86_400, running: false });

  const page = await call(`/v1/requests/${subject}/events?limit=2&after=3`, { role: 'analyst' });
  const stream = requestEventsAnswer.parse(await page.json());
  expect(stream.events.map(({ version }) => version)).toEqual([4, 5]);
  const all = await (await call(`/v1/requests/${subject}/events`, { role: 'analyst' })).text();
  expect(all).not.toMatch(/A\. Person|a comment/);

  const query = { agency: 'H29.99' };
  await projected(query, 1);
  const ask = async () => [...(await processingTimes(query)), ...(await satisfaction(query))];
  const [times, rated] = await ask();
  expect(times).toMatchObject({ received: 1, closed: 1, onTime: 1, duration: { n: 1, median: 24 } });
  expect(rated).toMatchObject({
    survey: 'sipas',
    offered: 1,
    responded: 1,
    satisfiedShare: { value: 1, n: 1 },
  });
  await compact();
  expect(await ask()).toEqual([times, rated]);

  const csv = await call('/v1/statistics/processing-times?agency=H29.99&group-by=agency', {
    role: 'analyst',
    headers: { accept: 'text/csv' },
  });
  expect(csv.headers.get('content-type')).toContain('text/csv');
  expect((await csv.text()).split('\r\n')[1]).toMatch(/^H29\.99,1,1,/);
});

describe('who may come in', () => {
  test.for([
    ['GET', '/v1/statistics/processing-times', undefined, 401],
    ['GET', '/v1/statistics/processing-times', 'agency', 403],
    ['GET', '/v1/statistics/satisfaction', 'unscoped', 403],
    ['POST', '/v1/events', undefined, 401],
    ['POST', '/v1/events', 'analyst', 403],
    ['GET', '/v1/requests/e2e-none', undefined, 401],
    ['GET', '/v1/requests/e2e-none', 'analyst', 404],
    ['GET', '/v1/nothing', undefined, 404],
    ['DELETE', '/v1/health', undefined, 405],
  ] as const)('%s %s as %s answers %i', async ([method, path, role, status]) => {
    const response = await call(path, {
      method,
      ...(role && { role }),
      ...(method === 'POST' && { body: '{}' }),
    });
    expect(response.status).toBe(status);
  });

  test('a token that somebody changed is refused', async () => {
    const [header, payload, signature = ''] = inject('tokens').analyst.split('.');
    const forged = `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    const response = await call('/v1/statistics/satisfaction', {
      headers: { authorization: `Bearer ${forged}` },
    });
    expect(response.status).toBe(401);
  });
});

test('what anyone may read: health, catalogue and OpenAPI', async () => {
  const health = answers.healthAnswer.parse(await (await call('/v1/health')).json());
  expect(health.projections.map(({ name }) => name)).toEqual(projections);
  const catalogue = answers.catalogueAnswer.parse(await (await call('/v1/catalogue')).json());
  expect(catalogue.events.map(({ type }) => type)).toEqual(eventTypes.map(({ type }) => type));
  const openApi = (await (await call('/v1/openapi.json')).json()) as { openapi: string; paths: object };
  expect(openApi.openapi).toMatch(/^3\.1/);
  expect(Object.keys(openApi.paths)).toContain('/v1/statistics/processing-times');
});

test('a workbook comes through the gateway as bytes', async () => {
  const path = '/v1/statistics/processing-times/form-ii-06a?from=2019-05-01&to=2019-05-31';
  const response = await call(path, { role: 'analyst', headers: { accept: xlsxType } });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, xlsxType]);
  const [form] = readWorkbook(new Uint8Array(await response.arrayBuffer()));
  expect(form?.cells['A1']).toBe('Biểu số II.06a/VPCP/KSTT');
});
