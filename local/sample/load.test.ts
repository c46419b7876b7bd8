import { expect, test } from 'vitest';
import { type Call, fakeHub } from './fake-hub.ts';
import { loadSample, type Progress } from './load.ts';
import { simulateCity } from './simulate.ts';

const tokens = { operator: 'op', analyst: 'an' };
const sleep = () => Promise.resolve();
const isPost = ({ path }: Call) => path === '/v1/events';

/** A hub that counts what it took, showing `missing` requests less. */
const countingHub = ({ missing = (): number => 0, before = (): number | null => null } = {}) => {
  const seen = new Set<string>();
  const types = new Map<string, number>();
  const taken = (type: string) => types.get(`motcua.${type}.v1`) ?? 0;
  return fakeHub((call) => {
    const failure = before();
    if (failure !== null) return { status: failure, body: {} };
    if (call.path.startsWith('/v1/registry/')) return { status: 200, body: { entries: [] } };
    if (isPost(call)) {
      const results = call.batch.map(({ source, id, type }) => {
        const key = `${source} ${id}`;
        if (seen.has(key)) return { status: 'duplicate', version: 1 };
        seen.add(key);
        types.set(type, (types.get(type) ?? 0) + 1);
        return { status: 'appended', version: 1 };
      });
      return { status: 200, body: { results } };
    }
    const share = { value: null, low: null, high: null };
    const times = {
      group: {},
      received: taken('request.submitted') - missing(),
      closed: taken('request.resolved'),
      open: 0,
      onTimeShare: share,
      duration: { median: null, p90: null },
      survival: { median: null },
    };
    const ratings = { group: {}, offered: 0, responded: taken('feedback.given'), satisfiedShare: share };
    return { status: 200, body: { rows: [call.path.includes('satisfaction') ? ratings : times] } };
  });
};

test('every event is sent once, in batches, and the truth comes back when the statistics show it', async () => {
  let lag = 3;
  await using hub = await countingHub({ missing: () => Math.max(0, lag--) });
  const progress: Progress[] = [];
  const { truth } = await loadSample({ ...hub, tokens, sleep, onProgress: (now) => progress.push(now) });

  const { events } = simulateCity({ seed: 29 });
  const posts = hub.calls.filter(isPost);
  const sent = posts.flatMap(({ batch }) => batch);
  const byId = (a: { id: string; source: string }, b: typeof a) =>
    a.source === b.source ? (a.id < b.id ? -1 : 1) : a.source < b.source ? -1 : 1;
  expect(sent.toSorted(byId)).toEqual(events.toSorted(byId));
  expect(posts.every(({ batch }) => batch.length <= 500)).toBe(true);
  expect(posts.every(({ token, type }) => token === 'Bearer op' && type.includes('cloudevents-batch'))).toBe(
    true,
  );
  expect(posts.length).toBeLessThan(20);
  expect(truth.overall.received).toBe(1200);
  expect(progress).toContainEqual({ stage: 'sending', done: events.length, total: events.length });
  expect(progress.at(-1)).toEqual({ stage: 'counting', done: 1200, total: 1200 });
  const others = hub.calls.filter((call) => !isPost(call));
  expect(others.slice(0, 2).map(({ path, token }) => [path, token])).toEqual(
    ['agencies', 'procedures'].map((kind) => [`/v1/registry/${kind}`, 'Bearer op']),
  );
  expect(others.slice(2).every(({ token }) => token === 'Bearer an')).toBe(true);
});

test('a request’s events travel together, but for the late ones in a second pass', async () => {
  await using hub = await countingHub();
  await loadSample({ ...hub, tokens, sleep, onProgress: () => {} });
  const commits = new Map<string, number>();
  for (const { batch } of hub.calls.filter(isPost))
    for (const subject of new Set(batch.map(({ subject }) => subject)))
      commits.set(subject, (commits.get(subject) ?? 0) + 1);
  const several = [...commits.values()].filter((n) => n > 1).length;
  expect(several).toBeGreaterThan(20);
  expect(several).toBeLessThan(120);
});

test('a hub that is busy for a while gets the sample all the same', async () => {
  let failures = 0;
  await using hub = await countingHub({
    before: () => (++failures <= 4 ? (failures % 2 ? 429 : 503) : null),
  });
  const { truth } = await loadSample({ ...hub, tokens, sleep, onProgress: () => {} });
  expect(truth.overall.closed).toBeGreaterThan(1000);
});

test('a hub that stays broken is given up', async () => {
  await using hub = await fakeHub(() => ({ status: 500, body: { title: 'broken' } }));
  const loading = loadSample({ ...hub, tokens, sleep, onProgress: () => {} });
  await expect(loading).rejects.toThrow(/answered 500: .*broken/);
  expect(hub.calls.length).toBeLessThanOrEqual(24);
});

test('a refused call is not repeated', async () => {
  await using hub = await fakeHub(() => ({ status: 401, body: { title: 'no token' } }));
  await expect(loadSample({ ...hub, tokens, sleep, onProgress: () => {} })).rejects.toThrow('answered 401');
  expect(hub.calls.length).toBeLessThanOrEqual(4);
});

test('a rejected event stops the loading and is named with its problem', async () => {
  await using hub = await fakeHub(({ batch }) => ({
    status: 207,
    body: {
      results: batch.map((_, index) =>
        index === 7
          ? { status: 'rejected', problem: { title: 'not today' } }
          : { status: 'appended', version: 1 },
      ),
    },
  }));
  const loading = loadSample({ ...hub, tokens, sleep, onProgress: () => {} });
  await expect(loading).rejects.toThrow(/rejected the sample’s event \{.*"subject".*not today/);
});

test('statistics that never come are waited for two minutes, then said', async () => {
  let sleptMs = 0;
  const counting = async (milliseconds: number) => {
    sleptMs += milliseconds;
  };
  await using hub = await countingHub({ missing: () => 5 });
  const loading = loadSample({ ...hub, tokens, sleep: counting, onProgress: () => {} });
  await expect(loading).rejects.toThrow(/after 120 s: 1195 requests received, .* not 1200 requests/);
  expect(sleptMs).toBeLessThanOrEqual(120_000);
});
