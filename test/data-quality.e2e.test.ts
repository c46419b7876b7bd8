import { beforeAll, expect, test } from 'vitest';
import { call, compact, dataQuality, post, projected } from './ask.ts';
import { accepted, assigned, given, invited, resolved, submitted } from './events.ts';

/** Odd facts, through the deployed hub: counted by agency, source, rule and month, and found by their links. */

const desk = 'https://odd.example/desk';
const survey = 'https://odd.example/survey';
const agency = 'ODD';
const ward = 'ODD.01';
const at = (text: string) => `2009-${text}:00+07:00`;
const from = (subject: string, id: number, text: string, source = desk) => ({
  id: String(id),
  subject: `odd-${subject}`,
  time: at(text),
  source,
});

const events = [
  submitted(from('fine', 1, '01-07T08:00'), { agency }),
  resolved(from('fine', 2, '01-08T08:00')),
  invited(from('fine', 3, '01-09T08:00')),
  given(from('fine', 4, '01-10T08:00', survey)),
  // The end came before the submission.
  resolved(from('closed', 1, '01-10T08:00')),
  submitted(from('closed', 2, '01-11T08:00'), { agency }),
  // Ended twice, the second time after midnight at the end of the month, and worked on after that.
  submitted(from('twice', 1, '01-12T08:00'), { agency: ward }),
  resolved(from('twice', 2, '01-20T08:00')),
  resolved(from('twice', 3, '02-01T00:10'), { outcome: 'denied' }),
  assigned(from('twice', 4, '02-02T08:00')),
  // Nobody was asked.
  submitted(from('asked', 1, '01-31T08:00'), { agency }),
  given(from('asked', 2, '01-31T23:50', survey)),
  // Never submitted.
  accepted(from('unknown', 1, '02-03T08:00')),
];
const period = { from: '2009-01-01', to: '2009-02-28' };

beforeAll(async () => {
  expect((await post(events)).status).toBe(200);
  await projected({ ...period, agency }, 4);
}, 600_000);

const counts = async (query: Record<string, string>) =>
  (await dataQuality({ ...period, ...query })).map(({ group, anomalies, requests, examples }) => [
    ...Object.values(group),
    anomalies,
    requests,
    ...examples.map(({ request }) => request),
  ]);

/** The same before and after the changes are in segments. */
const rules = [
  'before-submission',
  'closed-before-opened',
  'ended-twice',
  'feedback-without-invitation',
  'work-after-end',
];
const everything = async () => ({
  byRule: Object.fromEntries(
    await Promise.all(
      rules.map(async (rule) => [rule, await counts({ rule, 'group-by': 'agency' })] as const),
    ),
  ),
  bySource: await counts({ rule: 'feedback-without-invitation', 'group-by': 'source', agency }),
  byMonth: [
    ...(await counts({ rule: 'feedback-without-invitation', 'group-by': 'month', agency })),
    ...(await counts({ rule: 'ended-twice', 'group-by': 'month', agency })),
  ],
});
const expected = {
  byRule: {
    'before-submission': [[null, 1, 1, 'odd-unknown']],
    'closed-before-opened': [[agency, 1, 1, 'odd-closed']],
    'ended-twice': [[ward, 1, 1, 'odd-twice']],
    'feedback-without-invitation': [[agency, 1, 1, 'odd-asked']],
    'work-after-end': [[ward, 1, 1, 'odd-twice']],
  },
  bySource: [[survey, 1, 1, 'odd-asked']],
  byMonth: [
    ['2009-01', 1, 1, 'odd-asked'],
    ['2009-02', 1, 1, 'odd-twice'],
  ],
};

test('each odd fact is counted where it belongs, whether or not it is in segments', async () => {
  expect(await everything()).toEqual(expected);
  await compact();
  expect(await everything()).toEqual(expected);
});

test('a link leads to the request, which shows the same anomaly and its meaning', async () => {
  const [row] = await dataQuality({ ...period, rule: 'ended-twice', 'group-by': 'rule', agency });
  const response = await call(row?.examples[0]?.link ?? '', { role: 'analyst' });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    id: 'odd-twice',
    anomalies: expect.arrayContaining([
      expect.objectContaining({ rule: 'ended-twice', version: 3, meaning: row?.meaning }),
    ]) as unknown,
  });
});

test('what an earlier event explains is odd no longer', async () => {
  const late = submitted(from('unknown', 2, '02-01T08:00'), { agency: ward });
  expect((await post([late])).status).toBe(200);
  await projected({ ...period, agency }, 5);
  expect(await counts({ rule: 'before-submission' })).toEqual([[0, 0]]);
});
