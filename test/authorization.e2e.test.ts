import { beforeAll, describe, expect, inject, test } from 'vitest';
import { calendarRegistered } from '../events/registry/calendar-registered.ts';
import type { Claims } from '../local/issuer.ts';
import { call, post, projected } from './ask.ts';
import { agencies, type CallerName, callers } from './callers.ts';

/**
 * Who may do what. Each cell says what the deployed hub answers:
 *   ok                  it does it
 *   401                 the gateway takes no such token
 *   scope, agency, …    403: the token lacks a scope, may not speak for the agency, does not say for which it speaks,
 *                       or its client is not registered for the source
 *   plain, personal     it shows the request without or with its personal fields
 *   both, child, foreign, none   which of two agencies it shows: one under `own`, and a foreign one
 *
 * `own` received the request. For those from `former holder` to `stranger` it was forwarded to another agency since.
 */
const matrix = `
caller                            | submit  | add     | forward | retract | take over | own name | reported | misplaced | request  | events   | list    | times   | times of foreign | satisfaction | quality | registry | sources | register | register rest
no token                          | 401     | 401     | 401     | 401     | 401       | 401      | 401      | 401       | 401      | 401      | 401     | 401     | 401              | 401          | 401     | 401      | 401     | 401      | 401
an expired token                  | 401     | 401     | 401     | 401     | 401       | 401      | 401      | 401       | 401      | 401      | 401     | 401     | 401              | 401          | 401     | 401      | 401     | 401      | 401
a token for another API           | 401     | 401     | 401     | 401     | 401       | 401      | 401      | 401       | 401      | 401      | 401     | 401     | 401              | 401          | 401     | 401      | 401     | 401      | 401
no scope                          | scope   | scope   | scope   | scope   | scope     | scope    | scope    | scope     | scope    | scope    | scope   | scope   | scope            | scope        | scope   | scope    | scope   | scope    | scope
scopes of another API             | scope   | scope   | scope   | scope   | scope     | scope    | scope    | scope     | scope    | scope    | scope   | scope   | scope            | scope        | scope   | scope    | scope   | scope    | scope
two agencies                      | unclear | unclear | unclear | unclear | unclear   | unclear  | unclear  | unclear   | unclear  | unclear  | unclear | unclear | unclear          | unclear      | unclear | unclear  | unclear | unclear  | unclear
an agency of a wrong kind         | unclear | unclear | unclear | unclear | unclear   | unclear  | unclear  | unclear   | unclear  | unclear  | unclear | unclear | unclear          | unclear      | unclear | unclear  | unclear | unclear  | unclear
analyst                           | scope   | scope   | scope   | scope   | scope     | scope    | scope    | scope     | plain    | plain    | both    | both    | ok               | both         | both    | ok       | scope   | scope    | scope
analyst of own                    | scope   | scope   | scope   | scope   | scope     | scope    | scope    | scope     | plain    | plain    | child   | child   | agency           | child        | child   | ok       | scope   | scope    | scope
analyst of foreign                | scope   | scope   | scope   | scope   | scope     | scope    | scope    | scope     | agency   | agency   | foreign | foreign | ok               | foreign      | foreign | ok       | scope   | scope    | scope
reader of own                     | scope   | scope   | scope   | scope   | scope     | scope    | scope    | scope     | personal | personal | child   | child   | agency           | child        | child   | ok       | scope   | scope    | scope
reader everywhere                 | scope   | scope   | scope   | scope   | scope     | scope    | scope    | scope     | plain    | plain    | both    | both    | ok               | both         | both    | ok       | scope   | scope    | scope
sender of own                     | ok      | ok      | ok      | ok      | agency    | ok       | ok       | ok        | plain    | plain    | child   | scope   | scope            | scope        | child   | ok       | scope   | scope    | scope
agency own                        | ok      | ok      | ok      | ok      | agency    | ok       | ok       | ok        | personal | personal | child   | scope   | scope            | scope        | child   | ok       | scope   | scope    | scope
agency child                      | agency  | agency  | agency  | agency  | agency    | agency   | ok       | ok        | agency   | agency   | child   | scope   | scope            | scope        | child   | ok       | scope   | scope    | scope
agency parent                     | ok      | ok      | ok      | ok      | agency    | agency   | ok       | ok        | personal | personal | child   | scope   | scope            | scope        | child   | ok       | scope   | scope    | scope
agency foreign                    | agency  | agency  | agency  | agency  | agency    | agency   | ok       | ok        | agency   | agency   | foreign | scope   | scope            | scope        | foreign | ok       | scope   | scope    | scope
agency everywhere                 | ok      | ok      | ok      | ok      | ok        | ok       | ok       | ok        | plain    | plain    | both    | scope   | scope            | scope        | scope   | ok       | scope   | scope    | scope
client of no source               | source  | source  | source  | source  | source    | source   | source   | source    | personal | personal | child   | scope   | scope            | scope        | child   | ok       | scope   | scope    | scope
machine client of own             | ok      | ok      | ok      | ok      | agency    | ok       | ok       | ok        | personal | personal | child   | scope   | scope            | scope        | child   | ok       | scope   | scope    | scope
machine client without its agency | unclear | unclear | unclear | unclear | unclear   | unclear  | unclear  | unclear   | unclear  | unclear  | unclear | unclear | unclear          | unclear      | unclear | unclear  | unclear | unclear  | unclear
former holder                     | ok      | ok      | ok      | ok      | agency    | ok       | ok       | ok        | personal | personal | child   | scope   | scope            | scope        | child   | ok       | scope   | scope    | scope
receiver                          | agency  | ok      | ok      | ok      | agency    | agency   | ok       | ok        | personal | personal | none    | scope   | scope            | scope        | none    | ok       | scope   | scope    | scope
stranger                          | agency  | agency  | agency  | agency  | agency    | agency   | ok       | ok        | agency   | agency   | foreign | scope   | scope            | scope        | foreign | ok       | scope   | scope    | scope
operator                          | ok      | ok      | ok      | ok      | ok        | ok       | ok       | ok        | personal | personal | both    | both    | ok               | both         | both    | ok       | ok      | ok       | ok
operator of own                   | ok      | ok      | ok      | ok      | agency    | ok       | ok       | ok        | personal | personal | child   | child   | agency           | child        | child   | ok       | ok      | ok       | agency
operator of own, of no source     | source  | source  | source  | source  | source    | source   | source   | source    | personal | personal | child   | child   | agency           | child        | child   | ok       | ok      | ok       | agency
operator of foreign               | agency  | agency  | agency  | agency  | agency    | agency   | ok       | ok        | agency   | agency   | foreign | foreign | ok               | foreign      | foreign | ok       | ok      | agency   | agency
`;

const { parent, own, child, foreign, receiver } = agencies;
const day = '2007-05-07';
const envelope = { specversion: '1.0', source: 'https://desk.example' };
const name = 'A. Person';

const event = (subject: string, type: string, time: string, data: object) => ({
  ...envelope,
  type: `motcua.${type}.v1`,
  id: `${subject} ${type}`,
  subject,
  time,
  data,
});

const submitted = (subject: string, agency: string, time: string) =>
  event(subject, 'request.submitted', time, {
    agency,
    procedure: '1.004222',
    procedureVersion: 1,
    channel: 'counter',
    applicant: { kind: 'citizen' },
    personal: { name },
  });

/** What statistics and lists can show: a request whose survey was answered, and whose due date is odd. */
const witness = (subject: string, agency: string) => {
  const survey = { survey: 'sipas', surveyVersion: 1 };
  return [
    submitted(subject, agency, `${day}T08:00:00+07:00`),
    event(subject, 'request.accepted', `${day}T09:00:00+07:00`, { due: '2007-05-01T17:00:00+07:00' }),
    event(subject, 'step.completed', `${day}T09:30:00+07:00`, { step: 'appraisal' }),
    event(subject, 'feedback.invited', `${day}T10:00:00+07:00`, { ...survey, channel: 'online' }),
    event(subject, 'feedback.given', `${day}T11:00:00+07:00`, { ...survey, overall: 4 }),
  ];
};

const callerNames = Object.keys(callers) as CallerName[];
const forwardedFor: readonly CallerName[] = ['former holder', 'receiver', 'stranger'];
const later = (hour: string) => `2007-06-04T${hour}:00:00+07:00`;

/** The request that a caller tries an operation on: each has one of its own, so that no cell touches another. */
const requestOf = (caller: CallerName, operation: string): string =>
  `matrix-${callerNames.indexOf(caller)}-${operation.replaceAll(' ', '-')}`;

const scene = (caller: CallerName, operation: string) => {
  const subject = requestOf(caller, operation);
  return [
    submitted(subject, own, later('08')),
    event(subject, 'request.assigned', later('09'), { unit: 'desk-1' }),
    ...(forwardedFor.includes(caller)
      ? [event(subject, 'request.forwarded', later('10'), { to: receiver })]
      : []),
  ];
};

/** A submission in the caller's own name; that of `own` where its token names no agency, or names it as a scope. */
const submittedTo = (caller: CallerName, subject: string) => {
  const claims: Claims = callers[caller] ?? {};
  return submitted(subject, typeof claims['agency'] === 'string' ? claims['agency'] : own, later('07'));
};

/** What the foreign agency began, for each caller to submit. */
const begunByForeign = (caller: CallerName) => {
  const misplaced = submitted(requestOf(caller, 'misplaced'), foreign, later('08'));
  return [
    event(requestOf(caller, 'reported'), 'request.assigned', later('08'), { unit: 'desk-1' }),
    misplaced,
    event(misplaced.subject, 'event.retracted', later('09'), { id: misplaced.id, reason: 'wrong' }),
  ];
};

const short: Readonly<Record<string, string>> = {
  '403 missing-scope': 'scope',
  '403 foreign-agency': 'agency',
  '403 unclear-agency': 'unclear',
  '403 unregistered-source': 'source',
};

/** What the hub answered, in the words of the matrix. */
const said = async (response: Response, ofBody: (text: string) => string = () => 'ok'): Promise<string> => {
  const text = await response.text();
  if (response.ok) return ofBody(text);
  if (response.status === 401) return '401';
  const type = String((JSON.parse(text) as { type?: unknown }).type);
  const problem = `${response.status} ${type.split(':').at(-1)}`;
  return short[problem] ?? problem;
};

const personal = (text: string): string => (text.includes(name) ? 'personal' : 'plain');

const shown = (text: string): string => {
  const [isChild, isForeign] = [child, foreign].map((agency) => text.includes(`"${agency}"`));
  if (isChild && isForeign) return 'both';
  if (isChild) return 'child';
  return isForeign ? 'foreign' : 'none';
};

const authorized = (caller: CallerName): Record<string, string> => {
  const token = inject('callers')[caller];
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
};

const get = (caller: CallerName, path: string): Promise<Response> =>
  call(path, { headers: authorized(caller) });

const sent = (caller: CallerName, body: object): Promise<Response> =>
  call('/v1/events', {
    method: 'POST',
    headers: { ...authorized(caller), 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({ ...body, id: 'by the caller' }),
  });

const put = (caller: CallerName, path: string, body: object): Promise<Response> =>
  call(`/v1/registry/${path}`, {
    method: 'PUT',
    headers: { ...authorized(caller), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const registered = async (caller: CallerName, path: string, body: object): Promise<string> =>
  said(await put(caller, path, body));

/** One word for what must be answered in the same way. */
const alike = async (answers: readonly Promise<string>[]): Promise<string> =>
  [...new Set(await Promise.all(answers))].join(' or ');

const onThatDay = `from=${day}&to=${day}`;

/** Every way to ask how long requests take, so that agencies show. */
const timesAsked = [
  ['processing-times', 'group-by=agency'],
  ['processing-times/curve', 'group-by=agency'],
  ['processing-times/comparison', 'than-from=2006-05-07&than-to=2006-05-07&group-by=agency'],
  ['processing-times/flow', 'by=day&group-by=agency'],
  ['processing-times/offices', 'rule=766'],
  ['processing-times/form-ii-06a', 'by=agency'],
  ['steps', 'group-by=agency'],
] as const;

/** How a caller tries each operation, and what came of it. */
const operations: Readonly<Record<string, (caller: CallerName, request: string) => Promise<string>>> = {
  submit: async (caller, request) => said(await sent(caller, submitted(`${request}-new`, own, later('11')))),
  add: async (caller, request) =>
    said(await sent(caller, event(request, 'step.completed', later('11'), { step: 'appraisal' }))),
  forward: async (caller, request) =>
    said(await sent(caller, event(request, 'request.forwarded', later('11'), { to: 'ZD' }))),
  retract: async (caller, request) =>
    said(
      await sent(
        caller,
        event(request, 'event.retracted', later('11'), {
          id: `${request} request.assigned`,
          reason: 'wrong',
        }),
      ),
    ),
  /** Somebody says that the request came to the foreign agency. */
  'take over': async (caller, request) => said(await sent(caller, submitted(request, foreign, later('07')))),
  /** Says that the request came to the caller's own agency. */
  'own name': async (caller, request) => said(await sent(caller, submittedTo(caller, request))),
  /** So it says after the foreign agency reported something about it. */
  reported: async (caller, request) => said(await sent(caller, submittedTo(caller, request))),
  /** And after the foreign agency took back a submission under this number. */
  misplaced: async (caller, request) => said(await sent(caller, submittedTo(caller, request))),
  request: async (caller, request) => said(await get(caller, `/v1/requests/${request}`), personal),
  events: async (caller, request) => said(await get(caller, `/v1/requests/${request}/events`), personal),
  list: async (caller) => said(await get(caller, `/v1/requests?${onThatDay}`), shown),
  times: (caller) =>
    alike(
      timesAsked.map(async ([path, query]) =>
        said(await get(caller, `/v1/statistics/${path}?${onThatDay}&${query}`), shown),
      ),
    ),
  'times of foreign': (caller) =>
    alike(
      timesAsked.map(async ([path, query]) =>
        said(await get(caller, `/v1/statistics/${path}?${onThatDay}&${query}&agency=${foreign}`)),
      ),
    ),
  satisfaction: async (caller) =>
    said(await get(caller, `/v1/statistics/satisfaction?${onThatDay}&group-by=agency`), shown),
  quality: async (caller) =>
    said(await get(caller, `/v1/statistics/data-quality?${onThatDay}&group-by=agency`), shown),
  registry: async (caller) =>
    alike(
      ['agencies', `agencies/${own}`, `agencies/${own}/history`, 'procedures', 'calendars'].map(
        async (path) => said(await get(caller, `/v1/registry/${path}`)),
      ),
    ),
  sources: async (caller) =>
    alike(
      ['sources', 'sources/local-agency', 'sources/local-agency/history'].map(async (path) =>
        said(await get(caller, `/v1/registry/${path}`)),
      ),
    ),
  register: async (caller) =>
    alike([
      registered(caller, `agencies/${own}.8`, { name: 'A desk of the matrix' }),
      registered(caller, 'agencies', [{ code: `${own}.9`, name: 'Another' }]),
    ]),
  'register rest': async (caller) =>
    alike([
      registered(caller, 'sources/matrix', { sources: ['https://matrix.example/'] }),
      registered(caller, 'procedures', [{ code: 'matrix', version: 1, name: 'A procedure of the matrix' }]),
      registered(caller, `calendars/${own}`, { ...calendarRegistered.example, agency: own }),
    ]),
};

const cellsOf = (line: string): string[] => line.split('|').map((cell) => cell.trim());
const [head = [], ...rows] = matrix.trim().split('\n').map(cellsOf);
const expected = rows.map(([caller, ...cells]) => {
  const row = cells.map((cell, index) => [String(head[index + 1]), cell] as const);
  return [caller as CallerName, Object.fromEntries(row)] as const;
});

beforeAll(async () => {
  // An agency is registered under one that is.
  const known = [parent, own].map((code) => ({ code, name: `Agency ${code}` }));
  expect((await put('operator', 'agencies', known)).status).toBe(200);
  const scenes = callerNames.flatMap((caller) =>
    ['add', 'forward', 'retract', 'take over', 'own name', 'request', 'events'].flatMap((each) =>
      scene(caller, each),
    ),
  );
  for (let first = 0; first < scenes.length; first += 400)
    expect((await post(scenes.slice(first, first + 400))).status).toBe(200);
  const begun = await call('/v1/events', {
    method: 'POST',
    headers: { ...authorized('agency foreign'), 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(callerNames.flatMap(begunByForeign)),
  });
  expect(begun.status).toBe(200);
  const witnesses = [...witness('matrix-child', child), ...witness('matrix-foreign', foreign)];
  expect((await post(witnesses)).status).toBe(200);
  await projected({ from: day, to: day }, 2);
});

test('the matrix has every caller and every operation', () => {
  expect(rows.map(([caller]) => caller)).toEqual(callerNames);
  expect(head.slice(1)).toEqual(Object.keys(operations));
});

test('the matrix has every operation of the API that asks for a token', async () => {
  const { paths } = (await (await call('/v1/openapi.json')).json()) as { paths: object };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { security?: readonly object[] }>)
      .filter(([method, { security = [] }]) => method !== 'parameters' && security.length > 0)
      .map(([method]) => `${method} ${path.replace(/\/registry\/.*/, '/registry/…')}`),
  );
  expect([...new Set(operations)].sort()).toEqual(
    [
      'get /v1/registry/…',
      'get /v1/requests',
      'get /v1/requests/{id}',
      'get /v1/requests/{id}/events',
      'get /v1/statistics/data-quality',
      ...timesAsked.map(([path]) => `get /v1/statistics/${path}`),
      'get /v1/statistics/satisfaction',
      'post /v1/events',
      'put /v1/registry/…',
    ].sort(),
  );
});

describe('what the hub answers', () => {
  test.for(expected)('%s', async ([caller, row]) => {
    const answers: Record<string, string> = {};
    for (const [operation, attempt] of Object.entries(operations))
      answers[operation] = await attempt(caller, requestOf(caller, operation));
    expect(answers).toEqual(row);
  });

  test.for(callerNames)(
    '%s does not read the log of the registry as if it were a request',
    async (caller) => {
      for (const stream of ['%2Fregistry%2Fsources', '/registry/sources'])
        for (const path of [`/v1/requests/${stream}`, `/v1/requests/${stream}/events`])
          expect([401, 403, 404], path).toContain((await get(caller, path)).status);
    },
  );

  test.for(callerNames)('%s reads what is public', async (caller) => {
    for (const path of ['/v1/catalogue', '/v1/openapi.json', '/v1/health'])
      expect((await get(caller, path)).status, path).toBe(200);
  });
});
