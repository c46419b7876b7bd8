import { expect, test } from 'vitest';
import type { Entry } from '../../events/registry/catalogue.ts';
import { describeWithEngine, intercepted, operationOf } from '../../test/engine.ts';
import { fakeClock, submitted } from '../../test/events.ts';
import { readCommits } from '../../test/read-log.ts';
import { registerAll } from '../../test/registering.ts';
import { shippedCalendars } from '../calendar/shipped.ts';
import { createAppender } from '../event-store/append.ts';
import { type EventLog, HeadMoved, loadStream } from '../event-store/event-log.ts';
import { receiveEvents } from '../event-store/receive.ts';
import { instantOf } from '../instant.ts';
import { createCurrentCalendars } from './current-calendars.ts';
import { createCurrentRegistry } from './current-registry.ts';
import { register } from './register.ts';
import { noRegistrations, type Registrations } from './registration.ts';
import { maySend } from './registry.ts';
import { readRegistrations } from './registry-log.ts';

const agency = (code: string, name = code): Entry<'agencies'> => ({ code, name });
const sender = { client: 'registrar', agency: 'H29' };
const deployed = { zone: 'Asia/Ho_Chi_Minh', calendar: shippedCalendars.vietnam };

const registerAgencies = (
  log: EventLog,
  entries: readonly Entry<'agencies'>[],
  known: Registrations<'agencies'> = noRegistrations('agencies'),
) =>
  register(
    log,
    known,
    { entries, prefixOf: () => '', expects: () => true, sender },
    fakeClock().surroundings,
  );

const codesIn = async (log: EventLog): Promise<string[]> => {
  const { all } = await readRegistrations(log, noRegistrations('agencies'), { consistent: true });
  return all.map(({ entry }) => entry.code);
};

describeWithEngine('the registry’s streams', (engine) => {
  test('a call is one conditional write and one read; the events are CloudEvents with who registered them', async () => {
    const log = await engine().createLog();
    engine().counter.reset();
    await registerAgencies(log, [agency('H29'), agency('H29.07')]);
    expect(engine().counter.counted()).toEqual({
      calls: { Query: 1, PutItem: 1 },
      readUnits: 1,
      writeUnits: 1,
    });
    const { events } = await loadStream(log, '/registry/agencies', { consistent: true });
    expect(events).toEqual([
      {
        version: 1,
        recordedAt: Date.parse('2026-11-24T03:00:00Z'),
        recordedBy: sender,
        event: {
          specversion: '1.0',
          type: 'motcua.agency.registered.v1',
          source: 'urn:motcua:registry',
          id: 'agencies-1',
          subject: 'H29',
          time: '2026-11-24T03:00:00.000Z',
          data: agency('H29'),
        },
      },
      expect.objectContaining({ version: 2 }),
    ]);
  });

  test('what is registered already costs a read', async () => {
    const log = await engine().createLog();
    await registerAgencies(log, [agency('H29')]);
    engine().counter.reset();
    await registerAgencies(log, [agency('H29')]);
    expect(engine().counter.counted()).toEqual({ calls: { Query: 1 }, readUnits: 1, writeUnits: 0 });
  });

  test('a race that is lost is run again on what the other wrote', async () => {
    const log = await engine().createLog();
    let races = 3;
    const client = intercepted(log.client, async (command, run) => {
      if (operationOf(command) === 'PutItem' && races-- > 0)
        await registerAll(log, 'agencies', [agency(`R${races}`)]);
      return run();
    });
    expect(await registerAgencies({ ...log, client }, [agency('H29')])).toMatchObject({
      status: 'registered',
    });
    expect(await codesIn(log)).toEqual(['R2', 'R1', 'R0', 'H29']);
  });

  test('races without end are given up', async () => {
    const log = await engine().createLog();
    let n = 0;
    const client = intercepted(log.client, async (command, run) => {
      if (operationOf(command) === 'PutItem') await registerAll(log, 'agencies', [agency(`R${n++}`)]);
      return run();
    });
    await expect(registerAgencies({ ...log, client }, [agency('H29')])).rejects.toThrow(HeadMoved);
    expect(await codesIn(log)).not.toContain('H29');
  });

  test('a commit that a reading lacks stops it there, and the next one goes on', async () => {
    const log = await engine().createLog();
    for (const code of ['a', 'b', 'c']) await registerAll(log, 'agencies', [agency(code)]);
    const lagging = intercepted(log.client, async (_command, run) => {
      const page = (await run()) as { Items: { version: { N: string } }[] };
      return { ...page, Items: page.Items.filter(({ version }) => version.N !== '2') };
    });
    const codesOf = ({ all }: Registrations<'agencies'>) => all.map(({ entry }) => entry.code);
    const some = await readRegistrations({ ...log, client: lagging }, noRegistrations('agencies'), {
      consistent: false,
    });
    expect([some.version, codesOf(some)]).toEqual([1, ['a']]);
    expect(codesOf(await readRegistrations(log, some, { consistent: false }))).toEqual(['a', 'b', 'c']);
  });

  test('whoever goes over the log by request does not meet them', async () => {
    const log = await engine().createLog();
    await registerAll(log, 'agencies', [agency('H29')]);
    await registerAll(log, 'sources', [{ client: 'desk', sources: ['*'] }]);
    const event = submitted({ id: '1', subject: 'R-1', time: '2026-11-01T08:00:00Z' });
    const { surroundings } = fakeClock();
    await receiveEvents(createAppender(log, surroundings), [event], { client: 'desk' }, surroundings);
    expect((await readCommits(log)).map(({ request }) => request)).toEqual(['R-1']);
  });
});

describeWithEngine('the registry that an instance keeps', (engine) => {
  const seeded = async () => {
    const log = await engine().createLog();
    await registerAll(log, 'agencies', [agency('H29')]);
    await registerAll(log, 'sources', [{ client: 'desk', sources: ['urn:a'] }]);
    const clock = fakeClock();
    return { log, clock };
  };

  test('is read once, and once more after half a minute: half a read unit a kind', async () => {
    const { log, clock } = await seeded();
    const current = createCurrentRegistry(log, clock, deployed);
    engine().counter.reset();
    const [one, other] = await Promise.all([current(), current()]);
    expect(one).toBe(other);
    expect(engine().counter.counted()).toEqual({ calls: { Query: 4 }, readUnits: 2, writeUnits: 0 });

    await registerAll(log, 'agencies', [agency('H30')]);
    engine().counter.reset();
    clock.advance(29_999);
    expect([...(await current()).agencies.keys()]).toEqual(['H29']);
    expect(engine().counter.counted().calls).toEqual({});
    clock.advance(1);
    const [next] = await Promise.all([current(), current(), current()]);
    expect([...(next?.agencies.keys() ?? [])]).toEqual(['H29', 'H30']);
    expect(engine().counter.counted()).toEqual({ calls: { Query: 4 }, readUnits: 2, writeUnits: 0 });
  });

  test('reads what came since, and no more', async () => {
    const { log, clock } = await seeded();
    const large = Array.from({ length: 900 }, (_, n) => agency(`A${n}`, `${n} `.repeat(20)));
    await registerAll(
      log,
      'agencies',
      large.map((one) => ({ ...one, name: one.name.trim() })),
    );
    const current = createCurrentRegistry(log, clock, deployed);
    await current();
    clock.advance(30_000);
    engine().counter.reset();
    expect((await current()).agencies.size).toBe(901);
    expect(engine().counter.counted().readUnits).toBe(2);
  });

  test('goes on serving what it has while reading fails, and mends itself', async () => {
    const { log, clock } = await seeded();
    let isBroken = false;
    const client = intercepted(log.client, (_command, run) =>
      isBroken ? Promise.reject(new Error('no answer')) : run(),
    );
    const current = createCurrentRegistry({ ...log, client }, clock, deployed);
    isBroken = true;
    await expect(current()).rejects.toThrow('no answer');
    isBroken = false;
    const first = await current();
    isBroken = true;
    clock.advance(30_000);
    expect(await current()).toBe(first);
    await registerAll(log, 'agencies', [agency('H30')]);
    isBroken = false;
    clock.advance(30_000);
    expect((await current()).agencies.size).toBe(2);
  });

  test('as it is now is read at once, with strong consistency', async () => {
    const { log, clock } = await seeded();
    const current = createCurrentRegistry(log, clock, deployed);
    await current();
    await registerAll(log, 'sources', [{ client: 'desk', sources: ['urn:b'] }]);
    expect(maySend(await current(), 'desk', 'urn:b')).toBe(false);
    engine().counter.reset();
    const sure = await current.now();
    expect(engine().counter.counted()).toEqual({ calls: { Query: 4 }, readUnits: 4, writeUnits: 0 });
    expect([maySend(sure, 'desk', 'urn:b'), maySend(sure, 'desk', 'urn:a')]).toEqual([true, false]);
    expect(await current()).toBe(sure);
  });
});

describeWithEngine('the calendars that an instance keeps', (engine) => {
  test('are read alone, and stay what they are while none is registered', async () => {
    const log = await engine().createLog();
    const clock = fakeClock();
    const current = createCurrentCalendars(log, clock, deployed);
    engine().counter.reset();
    const first = await current();
    expect(engine().counter.counted()).toEqual({ calls: { Query: 1 }, readUnits: 0.5, writeUnits: 0 });
    clock.advance(30_000);
    expect(await current()).toBe(first);

    const calendar = { ...shippedCalendars['mon-fri'], daysOff: ['2024-03-04'] };
    await registerAll(log, 'calendars', [{ agency: 'H29', calendar }]);
    clock.advance(30_000);
    const monday = [instantOf('2024-03-04T08:00:00+07:00'), instantOf('2024-03-04T17:00:00+07:00')] as const;
    const worked = async (agency: string) => (await current())(agency)(monday[0]).workingMs(...monday);
    expect([await worked('H29.07'), await worked('H30')]).toEqual([0, 8 * 3_600_000]);
  });
});
