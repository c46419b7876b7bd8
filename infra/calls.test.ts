import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { constructId } from './construct-id.ts';
import { projections } from './projections.ts';
import { rightsByRoleOf } from './testing/rights.ts';
import { templatesOf } from './testing/templates.ts';

const rightsByRole = rightsByRoleOf(templatesOf({ stage: 'prod' }).service);

/** What Lambda itself does in the function's name: write logs and traces, read its source. */
const lambdaDoes =
  /^(logs|xray):|^sqs:(Receive|Delete)Message |Stream|^dynamodb:GetRecords|^dynamodb:GetShard/;
const isPolled = (right: string) => right.startsWith('sqs:GetQueueAttributes');

const serviceOf: Record<string, string> = {
  GetQueueAttributes: 'sqs',
  SendMessage: 'sqs',
  PutEvents: 'events',
};

/** IAM knows no transactions, only what they do: here they put. */
const actionOf = (name: string): string => (name === 'TransactWriteItems' ? 'PutItem' : name);

/** The SDK commands left in a function's bundle once dead code is gone, as IAM actions. */
async function callsOf(folder: string): Promise<string[]> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../functions', folder, 'handler.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  const commands = outputFiles[0]?.text.matchAll(/new (\w+)Command\d*\(/g) ?? [];
  const actions = [...commands].map(([, name = '']) => `${serviceOf[name] ?? 'dynamodb'}:${actionOf(name)}`);
  return [...new Set(actions)].sort();
}

describe('the emulator checks no rights, so the code is compared with them here', () => {
  test.each<string[]>([
    ['ingest', 'IngestRole'],
    ['publish', 'PublisherPublishRole'],
    ...projections.map((name) => [`project-${name}`, constructId(name, 'project', name, 'role')]),
    ['compact', 'CompactionCompactRole'],
    ['sweep', 'SweepingSweepRole'],
    ['requests', 'ReadingRequestsRole'],
    ['query', 'QueryRole'],
    ['processing-times', 'AnsweringProcessingTimesRole'],
    ['registry', 'RegistryRole'],
  ])('functions/%s calls exactly what %s may call', async (folder = '', role = '') => {
    const rights = rightsByRole[role] ?? [];
    const polls = folder.startsWith('project-');
    const granted = rights.filter((right) => !lambdaDoes.test(right) && !(polls && isPolled(right)));
    const actions = new Set(granted.map((right) => right.replace(/ .*/, '')));
    expect(await callsOf(folder)).toEqual([...actions].sort());
  });
});
