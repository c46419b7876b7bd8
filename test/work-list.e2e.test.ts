import { expect, test } from 'vitest';
import {
  requestAnswer,
  requestEventsAnswer,
  workListAnswer,
} from '../functions/requests/requests-answers.ts';
import { call, post, projected } from './ask.ts';
import { accepted, eventJson, resolved, submitted } from './events.ts';

/** An agency of its own, so that no other test's requests are in its list. */
const agency = 'H29.77';
const time = '2017-03-06T09:00:00+07:00';
const dueOn = (day: number) => `2017-03-${String(day).padStart(2, '0')}T17:00:00+07:00`;
const nameOf = (n: number) => `list-${String(n).padStart(2, '0')}`;

/** Three due on each day, so that ids decide. */
const dayOf = (n: number) => 10 + Math.floor(n / 3);

const opening = (n: number, subject = nameOf(n), day = dayOf(n)) => {
  const facts = { subject, time };
  return [
    submitted(
      { id: `${n}-s`, ...facts },
      { agency, applicant: { kind: 'citizen', reference: `p-${n}` }, personal: { name: 'A. Person' } },
    ),
    accepted({ id: `${n}-a`, ...facts }, { due: dueOn(day) }),
  ];
};
const numbers = Array.from({ length: 12 }, (_, n) => n);

const page = async (path: string) => {
  const response = await call(path, { role: 'agency' });
  expect(response.status).toBe(200);
  return workListAnswer.parse(await response.json());
};

test('the work list: posted, listed, and read page by page while events arrive', async () => {
  expect(
    (
      await post(
        numbers.flatMap((n) => opening(n)),
        'agency',
      )
    ).status,
  ).toBe(200);
  await projected({ agency }, numbers.length);
  const whole = await page(`/v1/requests?agency=${agency}`);
  expect(whole.requests.map(({ id }) => id)).toEqual(numbers.map(nameOf));
  expect(whole.requests[0]).toMatchObject({ version: 2, status: 'accepted', overdue: true, agency });
  expect(whole.next).toBeNull();

  const seen: string[] = [];
  let next: string | null = `/v1/requests?agency=${agency}&limit=4&overdue=true`;
  for (let pages = 0; next !== null; pages++) {
    const answer: Awaited<ReturnType<typeof page>> = await page(next);
    seen.push(...answer.requests.map(({ id }) => id));
    next = answer.next;
    // One that was given ends, one that is to come moves to the end, and a new one comes in before all.
    const facts = (n: number) => ({ id: `${n}-${pages}`, subject: nameOf(n), time });
    const events = [
      resolved(facts(pages)),
      eventJson('motcua.deadline.extended.v1', facts(11 - pages), { due: dueOn(28), reason: 'More to do' }),
      ...opening(100 + pages, `a-${pages}`, 1),
    ];
    expect((await post(events, 'agency')).status).toBe(200);
    await projected({ agency }, numbers.length + pages + 1);
  }
  const moved = ['list-11', 'list-10', 'list-09'];
  const stayed = numbers.map(nameOf).filter((id) => !moved.includes(id));
  expect(seen.filter((id) => stayed.includes(id))).toEqual(stayed);

  const ended = await call(`/v1/requests?agency=${agency}&status=resolved&fields=id,outcome`, {
    role: 'analyst',
  });
  expect(await ended.json()).toMatchObject({
    requests: ['list-00', 'list-01', 'list-02'].map((id) => ({ id, outcome: 'granted' })),
    next: null,
  });
});

test('a cursor with other filters, and an agency that is not the token’s', async () => {
  const { next } = await page(`/v1/requests?agency=${agency}&limit=1`);
  const cursor = new URL(next ?? '', 'http://hub').searchParams.get('cursor') ?? '';
  const other = await call(`/v1/requests?agency=${agency}&overdue=true&cursor=${cursor}`, { role: 'agency' });
  expect(other.status).toBe(400);
  expect((await call('/v1/requests?agency=H30', { role: 'agency' })).status).toBe(403);
  expect((await call('/v1/requests', { role: 'unscoped' })).status).toBe(403);
  expect((await call('/v1/requests')).status).toBe(401);
});

test('one request: unchanged, cut down, with personal fields and without', async () => {
  const subject = 'list-personal';
  const [submission, acceptance] = opening(200, subject, 1);
  expect((await post([submission, acceptance], 'agency')).status).toBe(200);
  const path = `/v1/requests/${subject}`;
  for (const rest of ['', '/events']) {
    const first = await call(path + rest, { role: 'agency' });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toBe('"2"');
    const again = await call(path + rest, { role: 'agency', headers: { 'if-none-match': `"1", W/${etag}` } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    const older = await call(path + rest, { role: 'agency', headers: { 'if-none-match': '"1"' } });
    expect(older.status).toBe(200);
  }
  const cut = await call(`${path}?fields=version,status`, { role: 'analyst' });
  expect(await cut.json()).toEqual({ version: 2, status: 'accepted' });
  expect((await call(`${path}?fields=colour`, { role: 'analyst' })).status).toBe(400);

  const shown = requestAnswer.parse(await (await call(path, { role: 'agency' })).json());
  expect(shown).toMatchObject({ applicant: { reference: 'p-200' }, personal: { name: 'A. Person' } });
  const { events } = requestEventsAnswer.parse(
    await (await call(`${path}/events`, { role: 'agency' })).json(),
  );
  expect(events[0]?.event).toEqual(submission);
  for (const rest of ['', '/events', '?fields=personal,applicant'])
    expect(await (await call(path + rest, { role: 'analyst' })).text()).not.toMatch(/A\. Person|p-200/);

  const erased = eventJson(
    'motcua.personal-data.erased.v1',
    { id: '200-e', subject, time },
    { subject: 'p-200' },
  );
  expect((await post([erased], 'agency')).status).toBe(200);
  for (const role of ['agency', 'operator'] as const)
    for (const rest of ['', '?fields=personal,applicant'])
      expect(await (await call(path + rest, { role })).text()).not.toMatch(/A\. Person|p-200/);
  const after = await (await call(`${path}/events?limit=2`, { role: 'agency' })).text();
  expect(after).not.toMatch(/A\. Person|p-200/);
});
