import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';
import type { EventLog } from '../shared/event-store/event-log.ts';
import type { View } from '../shared/row-store/view.ts';

/** An embedded DynamoDB (dynoxide) in memory, for tests of what touches a table. */
const binary = new URL('../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url).pathname;

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const region = 'us-east-1';

/** What an engine's client has asked since the last reset, as DynamoDB bills it. */
export type Counted = {
  readonly calls: Readonly<Record<string, number>>;
  readonly readUnits: number;
  readonly writeUnits: number;
};

export type Counter = { readonly counted: () => Counted; readonly reset: () => void };

export type Engine = {
  readonly client: DynamoDBClient;
  readonly endpoint: string;
  readonly counter: Counter;
  readonly createLog: () => Promise<EventLog>;
  readonly createView: () => Promise<View>;
  readonly stop: () => Promise<void>;
};

type Capacity = { readonly CapacityUnits?: number };
type Output = { readonly ConsumedCapacity?: Capacity | readonly Capacity[] };

/** Counts what a client asks, and makes DynamoDB say what each call consumed. */
export const countCalls = (client: DynamoDBClient): Counter => {
  let calls: Record<string, number> = {};
  let readUnits = 0;
  let writeUnits = 0;
  const reads = /^(Get|Query|Scan|BatchGet)/;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const operation = String(context['commandName']).replace(/Command$/, '');
      calls[operation] = (calls[operation] ?? 0) + 1;
      const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
      const result = await next({ ...args, input });
      const { ConsumedCapacity = [] } = result.output as Output;
      const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      if (reads.test(operation)) readUnits += units;
      else writeUnits += units;
      return result;
    },
    { step: 'initialize', name: 'countCalls' },
  );
  return {
    counted: () => ({ calls: { ...calls }, readUnits, writeUnits }),
    reset: () => {
      calls = {};
      readUnits = 0;
      writeUnits = 0;
    },
  };
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const awaitReady = async (client: DynamoDBClient, child: ChildProcess): Promise<void> => {
  for (let attempt = 0; ; attempt++) {
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch (error) {
      if (ended(child) || attempt > 400) throw new Error('dynoxide did not start', { cause: error });
      await sleep(25);
    }
  }
};

/** The tables as infra/ makes them, but without streams: the engine is slow with one. */
const keys = {
  log: [
    { name: 'request', type: 'S' },
    { name: 'version', type: 'N' },
  ],
  view: [
    { name: 'pk', type: 'S' },
    { name: 'sk', type: 'S' },
  ],
} as const;

const createTable = async (client: DynamoDBClient, kind: keyof typeof keys, name: string): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys[kind].map(({ name, type }) => ({
        AttributeName: name,
        AttributeType: type,
      })),
      KeySchema: keys[kind].map(({ name }, index) => ({
        AttributeName: name,
        KeyType: index === 0 ? 'HASH' : 'RANGE',
      })),
    }),
  );
};

/** Starts an engine on a free port of this machine, with nothing in it. */
export const startEngine = async (): Promise<Engine> => {
  const port = await freePort();
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({ endpoint, region, credentials });
  await awaitReady(client, child);
  const counter = countCalls(client);
  let tables = 0;
  const create = async (kind: keyof typeof keys) => {
    const table = `${kind}-${++tables}`;
    await createTable(client, kind, table);
    return { client, table };
  };
  return {
    client,
    endpoint,
    counter,
    createLog: () => create('log'),
    createView: async () => ({ ...(await create('view')), generation: 1 }),
    stop: async () => {
      client.destroy();
      process.removeListener('exit', kill);
      if (ended(child)) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      kill();
      await gone;
    },
  };
};

/**
 * A `describe` with an engine of its own. Where the binary is missing (it exists for linux-x64 only) the tests are
 * skipped, loudly: the deployed hub's tests cover the same ground there, more slowly.
 */
export const describeWithEngine = (name: string, tests: (engine: () => Engine) => void): void => {
  const isThere = existsSync(binary);
  if (!isThere) console.warn(`\n!!! SKIPPED: ${name}\n!!! ${binary} is not installed on this platform.\n`);
  describe.skipIf(!isThere)(name, () => {
    let engine: Engine | undefined;
    beforeAll(async () => {
      engine = await startEngine();
    });
    afterAll(() => engine?.stop());
    tests(() => {
      if (engine === undefined) throw new Error('the engine is not running yet');
      return engine;
    });
  });
};

type Command = Parameters<DynamoDBClient['send']>[0];
type Run = () => Promise<unknown>;
export type Intercept = (command: Command, run: Run) => Promise<unknown>;

/** The name of a command's operation, such as `PutItem`. */
export const operationOf = (command: Command): string => command.constructor.name.replace(/Command$/, '');

/** A client whose every call goes through `intercept`, which may run it, fail it, or run it and then fail. */
export const intercepted = (client: DynamoDBClient, intercept: Intercept): DynamoDBClient =>
  new Proxy(client, {
    get: (target, name) =>
      name === 'send'
        ? (command: Command) => intercept(command, () => target.send(command))
        : Reflect.get(target, name),
  });

/** The process died, or the network did. */
class Crash extends Error {
  override readonly name = 'Crash';
}

/** A client that crashes at its n-th call (0 is the first), before or after the call took effect. */
export const crashingAt = (client: DynamoDBClient, n: number, when: 'before' | 'after') => {
  let calls = 0;
  return intercepted(client, async (_command, run) => {
    if (calls++ !== n) return run();
    if (when === 'after') await run().catch(() => undefined);
    throw new Crash(`${when} call ${n}`);
  });
};
