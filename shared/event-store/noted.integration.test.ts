import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { accepted, fakeClock, sender, submitted } from '../../test/events.ts';
import { dueBy } from '../../test/working-times.ts';
import { instant, instantText } from '../instant.ts';
import { emptyRegistry, type Registry } from '../registry/registry.ts';
import { fold } from '../request/fold.ts';
import { snapshotOf } from '../request/snapshot.ts';
import { createAppender } from './append.ts';
import { loadStream } from './event-log.ts';
import { loadHead } from './load-snapshot.ts';

const received = '2024-01-15T08:00:00.000Z';
const acceptedAt = '2024-01-16T08:00:00.000Z';
const days = (from: string, n: number) => instant(Date.parse(from) + n * 86_400_000);
const registry: Registry = {
  ...emptyRegistry,
  agencies: new Map([['H30', { code: 'H30', name: 'District 30' }]]),
  workingTimes: dueBy((_agency, from, workingDays) => instant(from + workingDays * 86_400_000)),
};

describeWithEngine('what is noted at the door', (engine) => {
  test('is recorded with the event, and judged by what was registered then', async () => {
    const log = await engine().createLog();
    const { surroundings } = fakeClock();
    let registered = registry;
    const appender = createAppender(log, surroundings, () => Promise.resolve(registered));
    const send = (...events: object[]) =>
      appender.append('r', { events: events as MotcuaEvent[], complete: true }, sender);
    await send(accepted({ id: '2', subject: 'r', time: acceptedAt }, { workingDays: 10 }));
    await send(submitted({ id: '1', subject: 'r', time: received }));
    registered = emptyRegistry;
    const stream = await loadStream(log, 'r', { consistent: true });
    expect(stream.events.map(({ noted }) => noted)).toEqual([
      undefined,
      { findings: ['out-of-order', 'unknown-agency'], due: instantText(days(acceptedAt, 10)) },
    ]);
    const { snapshot } = await loadHead(log, 'r', { consistent: true });
    expect(snapshot).toEqual(snapshotOf(stream));
    expect(snapshot.state.due).toBe(days(acceptedAt, 10));
    expect(fold(stream).anomalies.map(({ rule }) => rule)).toEqual(['out-of-order', 'unknown-agency']);
  });

  test('takes no place where there is nothing to note', async () => {
    const log = await engine().createLog();
    const { surroundings } = fakeClock();
    const event = submitted({ id: '1', subject: 'r', time: received }, { agency: 'H30' });
    await createAppender(log, surroundings, () => Promise.resolve(registry)).append(
      'r',
      { events: [event as unknown as MotcuaEvent], complete: true },
      sender,
    );
    const Key = { request: { S: 'r' }, version: { N: '1' } };
    const { Item } = await log.client.send(new GetItemCommand({ TableName: log.table, Key }));
    expect(Object.keys(Item ?? {}).sort()).toEqual(['at', 'by', 'events', 'last', 'request', 'version']);
  });
});
