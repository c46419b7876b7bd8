import { join } from 'node:path';
import { type Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { constructId } from '../construct-id.ts';
import type { Settings } from '../settings.ts';
import { houseLogGroup } from './house-log-group.ts';

const root = join(import.meta.dirname, '../..');

/** The SDK goes into the bundle: one small file starts faster than the runtime's whole copy of it. */
export const bundling: BundlingOptions = {
  format: OutputFormat.ESM,
  target: 'node24',
  mainFields: ['module', 'main'],
  bundleAwsSDK: true,
  minify: true,
  sourceMap: true,
  sourcesContent: false,
  logLevel: LogLevel.WARNING,
};

/** Some calls on some resources, where need be under conditions of IAM. */
type Right = {
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions?: Record<string, Record<string, unknown>>;
};

export type HouseFunctionProps = {
  readonly timeout: Duration;
  readonly memorySize?: number;
  readonly environment: Record<string, string>;
  /** Everything the function may call, action by action; writing its log and its trace is added. */
  readonly may: readonly Right[];
};

/** The Lambda of `functions/<folder>/handler.ts` with the house defaults and no right it does not name. */
export function houseFunction(
  scope: Construct,
  folder: string,
  settings: Settings,
  { timeout, memorySize = 512, environment, may }: HouseFunctionProps,
): NodejsFunction {
  const part = new Construct(scope, constructId(folder));
  const logGroup = houseLogGroup(part, 'Logs', settings);
  const role = new Role(part, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  for (const right of may) role.addToPolicy(new PolicyStatement(right));
  logGroup.grantWrite(role);
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'X-Ray has no resources to name: PutTraceSegments and PutTelemetryRecords take only *.',
  });
  return new NodejsFunction(part, 'Function', {
    description: `Motcua ${settings.stage}: ${folder}`,
    entry: join(root, 'functions', folder, 'handler.ts'),
    projectRoot: root,
    depsLockFilePath: join(root, 'package-lock.json'),
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    tracing: Tracing.ACTIVE,
    awsSdkConnectionReuse: false,
    bundling,
    role,
    logGroup,
    timeout,
    memorySize,
    environment: {
      NODE_OPTIONS: '--enable-source-maps',
      POWERTOOLS_SERVICE_NAME: folder,
      LOG_LEVEL: 'INFO',
      BUILD: settings.build,
      ...environment,
    },
  });
}
