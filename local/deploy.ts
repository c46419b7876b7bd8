import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runStep, runTogether } from './child.ts';

const root = join(import.meta.dirname, '..');
const cdk = [
  '--import',
  new URL('./leash.ts', import.meta.url).href,
  join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk'),
];

/** What the stacks put out, by name: `ApiUrl`, `CompactFunction`, … */
export type Outputs = Readonly<Record<string, string>>;

type Target = {
  readonly directory: string;
  readonly emulatorUrl: string;
  /** As cdk is given them on the command line. */
  readonly settings: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
};

const environmentOf = (emulatorUrl: string): NodeJS.ProcessEnv => ({
  // cdk starts the app with the first node there, which must be one that runs it.
  PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
  HOME: process.env['HOME'],
  AWS_ENDPOINT_URL: emulatorUrl,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  CI: 'true',
});

/** The API's host name does not resolve; the emulator serves it under a path. */
export const reachableApiUrl = (apiUrl: string, emulatorUrl: string): string =>
  `${emulatorUrl}/_aws/execute-api/${new URL(apiUrl).hostname.split('.')[0]}/$default`;

/** Deploys the real CDK app into the emulator, with the real `cdk`; synth and bootstrap run side by side. */
export const deploy = async ({ directory, emulatorUrl, settings, signal }: Target): Promise<Outputs> => {
  const assembly = join(directory, 'cdk.out');
  const outputs = join(directory, 'outputs.json');
  rmSync(assembly, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const context = Object.entries(settings).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
  const run = (step: string, cwd: string, args: readonly string[], signal: AbortSignal) => {
    const logFile = join(directory, `${step}.log`);
    rmSync(logFile, { force: true });
    const options = { env: environmentOf(emulatorUrl), cwd, logFile, signal };
    return runStep(`cdk ${step}`, process.execPath, [...cdk, step, '--no-notices', ...args], options);
  };
  await runTogether(signal, [
    (either) => run('synth', root, ['--quiet', '--output', assembly, ...context], either),
    // Outside the app's folder, so that bootstrap does not synthesize it a second time.
    (either) => run('bootstrap', directory, ['aws://000000000000/us-east-1'], either),
  ]);
  const once = ['--all', '--require-approval', 'never', '--progress', 'events'];
  await run('deploy', root, ['--app', assembly, '--outputs-file', outputs, ...once], signal);
  const stacks = JSON.parse(readFileSync(outputs, 'utf8')) as Record<string, Record<string, string>>;
  return Object.assign({}, ...Object.values(stacks)) as Outputs;
};
