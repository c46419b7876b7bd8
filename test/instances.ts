import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { vi } from 'vitest';
import type { EventLog } from '../shared/event-store/event-log.ts';
import { type Intercept, intercepted } from './engine.ts';
import { functionEnvironment } from './gateway.ts';

/**
 * Starts an instance of a function that knows nothing yet.
 * @param load imports the function
 * @param intercept what becomes of each call it makes to DynamoDB
 * @returns its handler
 */
export const startInstance = async (
  load: () => Promise<{ readonly handler: unknown }>,
  { table }: Pick<EventLog, 'table'>,
  endpoint: string,
  intercept: Intercept = (_command, run) => run(),
): Promise<unknown> => {
  for (const [name, value] of Object.entries({ ...functionEnvironment(endpoint), EVENTS_TABLE: table }))
    vi.stubEnv(name, value);
  vi.resetModules();
  vi.doMock('@aws-sdk/client-dynamodb', async (original) => {
    const real = await original<{ DynamoDBClient: new () => DynamoDBClient }>();
    const construct = (Client: typeof real.DynamoDBClient) => intercepted(new Client(), intercept);
    return { ...real, DynamoDBClient: new Proxy(real.DynamoDBClient, { construct }) };
  });
  const { handler } = await load();
  vi.doUnmock('@aws-sdk/client-dynamodb');
  return handler;
};

/** How a call to DynamoDB goes wrong: before it happened, after it did and its answer was lost, or as the process died. */
export const faults = ['before', 'after', 'dies'] as const;
export type Fault = (typeof faults)[number];

const never = new Promise<never>(() => undefined);

/** What becomes of an instance's calls where its n-th to DynamoDB (0 is the first) goes wrong in one way. */
export const failing = (n: number, fault: Fault) => {
  const life = { asked: 0, reached: false };
  const running = new Set<Promise<unknown>>();
  let die: () => void = () => undefined;
  const dead = new Promise<'dead'>((resolve) => {
    die = () => resolve('dead');
  });
  const intercept: Intercept = async (_command, run) => {
    if (life.reached && fault === 'dies') return never;
    if (life.asked++ !== n) {
      const result = run();
      running.add(result.catch(() => undefined));
      return result;
    }
    life.reached = true;
    if (fault === 'dies') {
      die();
      return never;
    }
    if (fault === 'after') await run().catch(() => undefined);
    throw new Error(`${fault} call ${n}`);
  };
  return { life, dead, intercept, settled: () => Promise.all(running) };
};
