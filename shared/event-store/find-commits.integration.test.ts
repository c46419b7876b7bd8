import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { at, completed } from '../../test/builders.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { version } from '../request/stream.ts';
import { type Commit, encodeCommit } from './commit.ts';
import type { EventLog } from './event-log.ts';
import { type Found, findCommit, findRecordedBetween } from './find-commits.ts';

const commitOf = (request: string, first: number, minute: number): Commit => ({
  request,
  first: version(first),
  last: version(first),
  recordedAt: at(minute),
  recordedBy: { client: 'desk' },
  events: [completed(1)],
});
const all = [commitOf('a', 1, 0), commitOf('a', 2, 10), commitOf('b', 1, 10), commitOf('c', 1, 11)];

describeWithEngine('commits are found in the log', (engine) => {
  const write = async ({ client, table }: EventLog) => {
    const torn = { ...encodeCommit(commitOf('torn', 1, 10)), events: { S: '[{' } };
    for (const Item of [...all.map(encodeCommit), torn])
      await client.send(new PutItemCommand({ TableName: table, Item }));
  };

  test('by their key', async () => {
    const log = await engine().createLog();
    await write(log);
    expect(await findCommit(log, 'a', 2)).toEqual({ request: 'a', first: 2, commit: all[1] });
    expect(await findCommit(log, 'torn', 1)).toEqual({ request: 'torn', first: 1 });
    expect(await findCommit(log, 'a', 3)).toBeUndefined();
  });

  test('by when they were recorded, both ends included; one that cannot be read by its key', async () => {
    const log = await engine().createLog();
    await write(log);
    const found: Found[] = [];
    for await (const page of findRecordedBetween(log, { from: at(1), to: at(10) })) found.push(...page);
    expect(found.sort((a, b) => (a.request < b.request ? -1 : 1))).toEqual([
      { request: 'a', first: 2, commit: all[1] },
      { request: 'b', first: 1, commit: all[2] },
      { request: 'torn', first: 1 },
    ]);
  });
});
