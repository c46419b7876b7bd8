import { expect, test } from 'vitest';
import { agencies } from './city.ts';
import { fakeHub } from './fake-hub.ts';
import { simulateCity } from './simulate.ts';
import { printTables } from './tables.ts';

const { truth } = simulateCity({ seed: 29 });
const shareOf = (value: number | null) => ({
  value,
  low: value && value * 0.9,
  high: 1,
  n: 9,
  confidence: 0.95,
});

const rowsOf = (path: string) =>
  truth.byAgency.map((row) =>
    path.includes('satisfaction')
      ? {
          ...row.feedback,
          group: row.group,
          survey: 'sipas',
          surveyVersion: 1,
          satisfiedShare: shareOf(row.feedback.satisfied / row.feedback.responded),
        }
      : { ...row, onTimeShare: shareOf(row.onTimeShare), survival: { median: row.duration.median } },
  );

const print = async (answer: (path: string) => unknown[]) => {
  await using hub = await fakeHub(({ path }) => ({ status: 200, body: { rows: answer(path) } }));
  const written: string[] = [];
  await printTables({ ...hub, tokens: { analyst: 'an' }, write: (text) => written.push(text) });
  return { text: written.join(''), calls: hub.calls };
};

test('both tables name every agency and fit in 100 columns', async () => {
  const { text, calls } = await print(rowsOf);
  for (const { code, name } of agencies) expect(text.split(`${code} ${name} `)).toHaveLength(3);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(calls.map(({ path }) => path).toSorted()).toEqual([
    '/v1/statistics/processing-times?from=2023-12-31&to=2024-07-01&group-by=agency',
    '/v1/statistics/satisfaction?from=2023-12-31&to=2024-07-01&group-by=agency',
  ]);
});

test('shares come with their interval, hours as days, and nothing known as a dash', async () => {
  const times = {
    group: { agency: 'H29.01' },
    received: 12,
    closed: 10,
    open: 2,
    onTimeShare: { value: 0.8, low: 0.49, high: 0.9433 },
    duration: { median: 36, p90: 108 },
    survival: { median: 48 },
  };
  const none = { value: null, low: null, high: null };
  const { text } = await print((path) =>
    path.includes('satisfaction')
      ? [{ group: { agency: 'H29.01' }, offered: 3, responded: 0, satisfiedShare: none }]
      : [times],
  );
  expect(text).toMatch(
    /^H29\.01 Construction Department +12 +10 +2 +80\.0% \(49\.0–94\.3\) +1\.5 +2\.0 +4\.5$/m,
  );
  expect(text).toMatch(/^H29\.01 Construction Department +3 +0 +–$/m);
});
