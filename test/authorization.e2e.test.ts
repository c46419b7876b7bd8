import { beforeAll, describe, expect, inject, test } from 'vitest';
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
caller                            | submit  | add     | forward | retract | take over | request  | events   | list    | times   | times of foreign | satisfaction | quality | registry | sources | register
no token                          | 401     | 401     | 401     | 401     | 401       | 401      | 401      | 401     | 401     | 401              | 401          | 401     | 401      | 401     | 401
an expired token                  | 401     | 401     | 401     | 401     | 401       | 401      | 401      | 401     | 401     | 401              | 401          | 401     | 401      | 401     | 401
a token for another API           | 401     | 401     | 401     | 401     | 401       | 401      | 401      | 401     | 401     | 401              | 401          | 401     | 401      | 401     | 401
no scope                          | scope   | scope   | scope   | scope   | scope     | scope    | scope    | scope   | scope   | scope            | scope        | scope   | scope    | scope   | scope
scopes of another API             | scope   | scope   | scope   | scope   | scope     | scope    | scope    | scope   | scope   | scope            | scope        | scope   | scope    | scope   | scope
two agencies                      | unclear | unclear | unclear | unclear | unclear   | unclear  | unclear  | unclear | unclear | unclear          | unclear      | unclear | unclear  | unclear | unclear
an agency of a wrong kind         | unclear | unclear | unclear | unclear | unclear   | unclear  | unclear  | unclear | unclear | unclear          | unclear      | unclear | unclear  | unclear | unclear
analyst                           | scope   | scope   | scope   | scope   | scope     | plain    | plain    | both    | both    | ok               | both         | both    | ok       | scope   | scope
analyst of own                    | scope   | scope   | scope   | scope   | scope     | plain    | plain    | child   | child   | agency           | child        | child   | ok       | scope   | scope
analyst of foreign                | scope   | scope   | scope   | scope   | scope     | agency   | agency   | foreign | foreign | ok               | foreign      | foreign | ok       | scope   | scope
reader of own                     | scope   | scope   | scope   | scope   | scope     | personal | personal | child   | child   | agency           | child        | child   | ok       | scope   | scope
reader everywhere                 | scope   | scope   | scope   | scope   | scope     | plain    | plain    | both    | both    | ok               | both         | both    | ok       | scope   | scope
sender of own                     | ok      | ok      | ok      | ok      | agency    | plain    | plain    | child   | scope   | scope            | scope        | scope   | ok       | scope   | scope
agency own                        | ok      | ok      | ok      | ok      | agency    | personal | personal | child   | scope   | scope            | scope        | scope   | ok       | scope   | scope
agency child                      | agency  | agency  | agency  | agency  | agency    | agency   | agency   | child   | scope   | scope            | scope        | scope   | ok       | scope   | scope
agency parent                     | ok      | ok      | ok      | ok      | agency    | personal | personal | child   | scope   | scope            | scope        | scope   | ok       | scope   | scope
agency foreign                    | agency  | agency  | agency  | agency  | agency    | agency   | agency   | foreign | scope   | scope            | scope        | scope   | ok       | scope   | scope
agency everywhere                 | ok      | ok      | ok      | ok      | ok        | plain    | plain    | both    | scope   | scope            | scope        | scope   | ok       | scope   | scope
client of no source               | source  | source  | source  | source  | source    | personal | personal | child   | scope   | scope            | scope        | scope   | ok       | scope   | scope
machine client of own             | ok      | ok      | ok      | ok      | agency    | personal | personal | child   | scope   | scope            | scope        | scope   | ok       | scope   | scope
machine client without its agency | unclear | unclear | unclear | unclear | unclear   | unclear  | unclear  | unclear | unclear | unclear          | unclear      | unclear | unclear  | unclear | unclear
former holder                     | ok      | ok      | ok      | ok      | agency    | personal | personal | child   | scope   | scope            | scope        | scope   | ok       | scope   | scope
receiver                          | agency  | ok      | ok      | ok      | agency    | personal | personal | none    | scope   | scope            | scope        | scope   | ok       | scope   | scope
stranger                          | agency  | agency  | agency  | agency  | agency    | agency   | agency   | foreign | scope   | scope            | scope        | scope   | ok       | scope   | scope
operator                          | ok      | ok      | ok      | ok      | ok        | personal | personal | both    | both    | ok               | both         | both    | ok       | ok      | ok
operator of own                   | ok      | ok      | ok      | ok      | agency    | personal | personal | child   | child   | agency           | child        | child   | ok       | ok      | ok
operator of foreign               | agency  | agency  | agency  | agency  | agency    | agency   | agency   | foreign | foreign | ok               | foreign      | foreign | ok       | ok      | agency
`;

/** Callers, operations and answers that the hub does not know yet: their cells are left out. */
const awaited: readonly string[] = [
  'client of no source',
  'former holder',
  'receiver',
  'list',
  'registry',
  'sources',
  'register',
  'personal',
];

const { own, child, foreign, receiver } = agencies;
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

const onThatDay = `from=${day}&to=${day}`;

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
  request: async (caller, request) => said(await get(caller, `/v1/requests/${request}`), personal),
  events: async (caller, request) => said(await get(caller, `/v1/requests/${request}/events`), personal),
  list: async (caller) => said(await get(caller, `/v1/requests?${onThatDay}`), shown),
  times: async (caller) =>
    said(await get(caller, `/v1/statistics/processing-times?${onThatDay}&group-by=agency`), shown),
  'times of foreign': async (caller) =>
    said(await get(caller, `/v1/statistics/processing-times?${onThatDay}&agency=${foreign}`)),
  satisfaction: async (caller) =>
    said(await get(caller, `/v1/statistics/satisfaction?${onThatDay}&group-by=agency`), shown),
  quality: async (caller) =>
    said(await get(caller, `/v1/statistics/data-quality?${onThatDay}&group-by=agency`), shown),
  registry: async (caller) => said(await get(caller, '/v1/registry/agencies')),
  sources: async (caller) => said(await get(caller, '/v1/registry/sources')),
  register: async (caller) =>
    said(
      await call(`/v1/registry/agencies/${own}.8`, {
        method: 'PUT',
        headers: { ...authorized(caller), 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'A desk of the matrix' }),
      }),
    ),
};

const cellsOf = (line: string): string[] => line.split('|').map((cell) => cell.trim());
const [head = [], ...rows] = matrix.trim().split('\n').map(cellsOf);
const expected = rows.map(([caller, ...cells]) => {
  const row = cells.map((cell, index) => [String(head[index + 1]), cell] as const);
  const known = row.filter((cell) => !cell.some((word) => awaited.includes(word)));
  return [caller as CallerName, Object.fromEntries(known)] as const;
});

const isKnown = ([caller]: readonly [CallerName, object]): boolean => !awaited.includes(caller);

beforeAll(async () => {
  const scenes = callerNames.flatMap((caller) =>
    ['add', 'forward', 'retract', 'take over', 'request', 'events'].flatMap((each) => scene(caller, each)),
  );
  for (let first = 0; first < scenes.length; first += 400)
    expect((await post(scenes.slice(first, first + 400))).status).toBe(200);
  const witnesses = [...witness('matrix-child', child), ...witness('matrix-foreign', foreign)];
  expect((await post(witnesses)).status).toBe(200);
  await projected({ from: day, to: day }, 2);
});

test('the matrix has every caller and every operation', () => {
  expect(rows.map(([caller]) => caller)).toEqual(callerNames);
  expect(head.slice(1)).toEqual(Object.keys(operations));
});

describe('what the hub answers', () => {
  test.for(expected.filter(isKnown))('%s', async ([caller, row]) => {
    const answers: Record<string, string> = {};
    for (const [operation, attempt] of Object.entries(operations))
      if (operation in row) answers[operation] = await attempt(caller, requestOf(caller, operation));
    expect(answers).toEqual(row);
  });

  test.for(callerNames)('%s reads what is public', async (caller) => {
    for (const path of ['/v1/catalogue', '/v1/openapi.json', '/v1/health'])
      expect((await get(caller, path)).status, path).toBe(200);
  });
});
