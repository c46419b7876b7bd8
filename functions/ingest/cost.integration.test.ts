import { beforeAll, expect, test } from 'vitest';
import type { EventLog } from '../../shared/event-store/event-log.ts';
import { describeWithEngine, type Intercept, operationOf } from '../../test/engine.ts';
import { accepted, assigned, completed, resolved, submitted } from '../../test/events.ts';
import { type Ingest, inWords, startIngest } from '../../test/ingest.ts';

/** What the log is asked, as DynamoDB bills it; the registry's streams (keys that start with `/`) are counted apart. */
type Cost = { writes: number; reads: number; writeUnits: number; readUnits: number; registry: number };

type Consumed = { readonly ConsumedCapacity?: { readonly CapacityUnits?: number } };

const isOfRegistry = (input: object): boolean => /"S":"\//.test(JSON.stringify(input));

const counting = () => {
  const zero: Cost = { writes: 0, reads: 0, writeUnits: 0, readUnits: 0, registry: 0 };
  let cost = { ...zero };
  const intercept: Intercept = async (command, run) => {
    if (isOfRegistry(command.input)) {
      cost.registry++;
      return run();
    }
    (command.input as { ReturnConsumedCapacity?: string }).ReturnConsumedCapacity = 'TOTAL';
    const isWrite = operationOf(command) === 'PutItem';
    cost[isWrite ? 'writes' : 'reads']++;
    const result = await run();
    cost[isWrite ? 'writeUnits' : 'readUnits'] += (result as Consumed).ConsumedCapacity?.CapacityUnits ?? 0;
    return result;
  };
  return {
    intercept,
    take: (): Cost => {
      const taken = cost;
      cost = { ...zero };
      return taken;
    },
  };
};

/** Of calls like those of an agency: an id of 36 characters, a request id as long as a real one. */
const at = (hour: number) => `2026-11-01T${String(hour).padStart(2, '0')}:00:00+07:00`;
const idOf = (n: number) => `7f3c1b1e-0000-4000-8000-${String(n).padStart(12, '0')}`;
const of = (n: number, subject: string) => ({ id: idOf(n), subject, time: at(n + 8) });

describeWithEngine('what taking events in costs', (engine) => {
  let log: EventLog;
  let instances = 0;
  beforeAll(async () => {
    log = await engine().createLog();
  });

  /** An instance that has taken a call already, so that what it reads once (the registry) is not part of the count. */
  const started = async (): Promise<{ ingest: Ingest; take: () => Cost }> => {
    const { intercept, take } = counting();
    const ingest = await startIngest(log, engine().endpoint, intercept);
    await ingest(submitted(of(0, `000.00.01.H29-260101-${++instances}`)));
    take();
    return { ingest, take };
  };
  const subject = (n: number) => `000.00.01.H29-261101-000${n}`;

  test('an event that opens a request: one write, no read', async () => {
    const { ingest, take } = await started();
    expect(inWords(await ingest(submitted(of(0, subject(1)))))).toEqual(['appended 1']);
    expect(take()).toEqual({ writes: 1, writeUnits: 1, reads: 0, readUnits: 0, registry: 0 });
  });

  test('an event to a request this instance wrote: one write, no read', async () => {
    const { ingest, take } = await started();
    await ingest(submitted(of(0, subject(2))));
    take();
    for (const event of [accepted(of(1, subject(2))), assigned(of(2, subject(2)))]) {
      await ingest(event);
      expect(take()).toEqual({ writes: 1, writeUnits: 1, reads: 0, readUnits: 0, registry: 0 });
    }
  });

  test('an event to a request this instance does not know: one write, one read of one unit', async () => {
    const other = await started();
    await other.ingest(submitted(of(0, subject(3))));
    const { ingest, take } = await started();
    expect(inWords(await ingest(accepted(of(1, subject(3)))))).toEqual(['appended 2']);
    expect(take()).toEqual({ writes: 1, writeUnits: 1, reads: 1, readUnits: 1, registry: 0 });
  });

  test('four events of one request in a batch: one write of at most two units, no read', async () => {
    const { ingest, take } = await started();
    const makers = [submitted, accepted, completed, resolved];
    const answer = await ingest(makers.map((make, n) => make(of(n, subject(4)))));
    expect(inWords(answer)).toEqual(['appended 1', 'appended 2', 'appended 3', 'appended 4']);
    const { writeUnits, ...counts } = take();
    expect(counts).toEqual({ writes: 1, reads: 0, readUnits: 0, registry: 0 });
    expect(writeUnits).toBeLessThanOrEqual(2);
  });

  test('a duplicate: no write, one read of one unit', async () => {
    const { ingest, take } = await started();
    await ingest(submitted(of(0, subject(5))));
    await ingest(accepted(of(1, subject(5))));
    take();
    const free = { writes: 0, writeUnits: 0, reads: 1, readUnits: 1, registry: 0 };
    expect(inWords(await ingest(accepted(of(1, subject(5)))))).toEqual(['duplicate 2']);
    expect(take()).toEqual(free);
    const cold = await started();
    expect(inWords(await cold.ingest(accepted(of(1, subject(5)))))).toEqual(['duplicate 2']);
    expect(cold.take()).toEqual(free);
  });

  test('an opening sent again to an instance that does not know it: the write that is refused, and one read', async () => {
    const other = await started();
    await other.ingest(submitted(of(0, subject(6))));
    const { ingest, take } = await started();
    expect(inWords(await ingest(submitted(of(0, subject(6)))))).toEqual(['duplicate 1']);
    expect(take()).toMatchObject({ writes: 1, reads: 1, readUnits: 1, registry: 0 });
  });
});
