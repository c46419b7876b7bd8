import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { hubDirectory } from '../running.ts';
import { type Place, WrongUsage } from './arguments.ts';

/** A deployed hub: what its stack puts out, and clients that reach it. */
export type Deployment = {
  readonly apiUrl: string;
  /** An output of the service stack. @throws Error where this release of the hub has none of that name */
  readonly output: (name: string) => string;
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  readonly eventBridge: EventBridgeClient;
};

const outputsOf = (outputs: Readonly<Record<string, string>>) => (name: string) => {
  const value = outputs[name];
  if (value === undefined)
    throw new Error(`this hub has no ${name}: deploy the release that this command belongs to`);
  return value;
};

type Access = {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

const clientsOf = (access: Access) => ({
  lambda: new LambdaClient(access),
  sqs: new SQSClient(access),
  dynamodb: new DynamoDBClient(access),
  eventBridge: new EventBridgeClient(access),
});

const localFile = z.object({
  apiUrl: z.string(),
  emulatorUrl: z.string(),
  outputs: z.record(z.string(), z.string()),
});

const findLocal = (file: string): Deployment => {
  const read = () => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      throw new WrongUsage(
        'no hub is running here: start one with npm start, or name a deployed one with --stage',
      );
    }
  };
  const text = read();
  try {
    const { apiUrl, emulatorUrl, outputs } = localFile.parse(JSON.parse(text));
    const access = {
      endpoint: emulatorUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    return { apiUrl, output: outputsOf(outputs), ...clientsOf(access) };
  } catch {
    throw new WrongUsage(`${file} is not the file of a running hub`);
  }
};

const findStage = async (stage: string): Promise<Deployment> => {
  const StackName = `motcua-${stage}-service`;
  const { Stacks = [] } = await new CloudFormationClient().send(new DescribeStacksCommand({ StackName }));
  const found = Stacks[0]?.Outputs ?? [];
  const output = outputsOf(
    Object.fromEntries(found.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
  );
  return { apiUrl: output('ApiUrl'), output, ...clientsOf({}) };
};

/** The hub that is meant: a stage in AWS by the environment's credentials, else the one running on this machine. */
export const findDeployment = async ({ stage, connection }: Place): Promise<Deployment> =>
  stage === undefined ? findLocal(connection ?? join(hubDirectory, 'local.json')) : findStage(stage);
