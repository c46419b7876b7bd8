import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeAll, expect, inject, test } from 'vitest';
import * as answers from '../functions/query/answers.ts';
import { countLetters } from '../local/operate/dead-letters.ts';
import { type Deployment, findDeployment } from '../local/operate/deployment.ts';
import { encodeCommit } from '../shared/event-store/commit.ts';
import { instant } from '../shared/instant.ts';
import { version } from '../shared/request/stream.ts';
import { call, post, processingTimes, projected, satisfaction } from './ask.ts';
import { submitted as parsedSubmitted } from './builders.ts';
import { given, invited, submitted } from './events.ts';

let hub: Deployment;
beforeAll(async () => {
  hub = await findDeployment({ connection: inject('connectionFile') });
});

/** What a test broke is mended after it, however it ended. */
const mends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const mend of mends.splice(0)) await mend();
});

/** Runs the command line on the hub of these tests, as an operator does. */
const redrive = (queue: string) =>
  new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const command = join(import.meta.dirname, '../local/operate/hub.ts');
    const args = [command, 'redrive', queue, '--connection', inject('connectionFile')];
    execFile(process.execPath, args, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
    );
  });

const until = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
  for (const deadline = Date.now() + 120_000; !(await isSo()); await sleep(300))
    if (Date.now() > deadline) throw new Error(`not within two minutes: ${what}`);
};

const lettersIn = (output: string) => countLetters({ client: hub.sqs, url: hub.output(output) });

/** Gives the satisfaction projection a table that does not exist, and its queue no patience. @returns how to mend it */
const breakProjection = async (): Promise<() => Promise<void>> => {
  const QueueUrl = hub.output('QueueSatisfaction');
  const queue = await hub.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn', 'VisibilityTimeout'] }),
  );
  const { QueueArn, VisibilityTimeout = '' } = queue.Attributes ?? {};
  const { EventSourceMappings } = await hub.lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: QueueArn }),
  );
  const FunctionName = EventSourceMappings?.[0]?.FunctionArn;
  const { Environment } = await hub.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const configure = async (variables: Record<string, string>, visibility: string): Promise<void> => {
    const Variables = { ...Environment?.Variables, ...variables };
    await hub.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
    );
    await hub.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: visibility } }),
    );
  };
  await configure({ VIEW_TABLE: 'no-such-table' }, '1');
  return () => configure({}, VisibilityTimeout);
};

const agency = 'R01.01';
const eventsOf = (n: number) => {
  const subject = `redrive-${n}`;
  const at = (hour: number) => `2018-03-0${n}T${String(hour).padStart(2, '0')}:00:00+07:00`;
  return [
    submitted({ id: `${subject}-1`, subject, time: at(9) }, { agency }),
    invited({ id: `${subject}-2`, subject, time: at(10) }),
    given({ id: `${subject}-3`, subject, time: at(11) }, { overall: n }),
  ];
};

test('a projection with a fault: its letters wait, the others go on; mended and redriven, nothing is missing', async () => {
  const mend = await breakProjection();
  mends.push(mend);
  expect((await post([1, 2, 3, 4, 5].flatMap(eventsOf))).status).toBe(200);
  await until('five dead letters', async () => (await lettersIn('DeadLettersSatisfaction')) === 5);
  const health = answers.healthAnswer.parse(await (await call('/v1/health')).json());
  expect(health.status).toBe('degraded');
  expect((await satisfaction({ agency })).map(({ offered }) => offered)).not.toContain(5);
  await projected({ agency }, 5);

  await mend();
  const redriven = await redrive('satisfaction');
  expect(redriven).toMatchObject({ code: 0, stdout: 'satisfaction: 5 sent again, 0 left\n' });
  await until('the queue is done', async () => (await lettersIn('QueueSatisfaction')) === 0);
  const [row, ...more] = await satisfaction({ agency });
  expect(more).toEqual([]);
  expect(row).toMatchObject({ offered: 5, responded: 5, scores: { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1 } });
  expect(await lettersIn('DeadLettersSatisfaction')).toBe(0);
  expect(answers.healthAnswer.parse(await (await call('/v1/health')).json()).status).toBe('ok');
});

test('a commit that cannot be read keeps nothing back; mended and redriven, it is in the statistics', async () => {
  const item = encodeCommit({
    request: 'redrive-torn',
    first: version(1),
    last: version(1),
    recordedAt: instant(Date.now()),
    recordedBy: { client: 'tests' },
    events: [parsedSubmitted(0, { agency: 'R02.01' }, { subject: 'redrive-torn' })],
  });
  const put = (Item: typeof item) =>
    hub.dynamodb.send(new PutItemCommand({ TableName: hub.output('EventsTable'), Item }));
  const mend = () => put(item);
  mends.push(mend);
  await put({ ...item, events: { S: '[{' } });
  const after = eventsOf(6).map((event) => ({ ...event, data: { ...event.data, agency: 'R02.01' } }));
  expect((await post(after.slice(0, 1))).status).toBe(200);
  await projected({ agency: 'R02.01' }, 1);
  expect(await lettersIn('UnpublishedQueue')).toBe(1);
  const tooEarly = await redrive('unpublished');
  expect(tooEarly).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('redrive-torn from version 1 cannot be read'),
  });

  // The stream hears of the mended item too: what is asked of the command is to announce it and to empty the queue.
  await mend();
  const redriven = await redrive('unpublished');
  expect(redriven).toMatchObject({ code: 0, stdout: 'unpublished: 1 announced again, 0 left\n' });
  await projected({ agency: 'R02.01' }, 2);
  expect(await lettersIn('UnpublishedQueue')).toBe(0);
  expect((await processingTimes({ agency: 'R02.01' }))[0]).toMatchObject({ received: 2 });
});
