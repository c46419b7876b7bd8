import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Hub, startHub } from '../../local/hub.ts';
import { type Document, operationsOf } from '../openapi.ts';

const root = join(import.meta.dirname, '..', '..');
const schemathesis = join(root, '.conformance', 'bin', 'schemathesis');

export type Asked = {
  /** About how many cases are made up; those that are systematic come on top. */
  readonly cases: number;
  readonly seed: number;
  /** Leaves out the systematic cases, which take most of the time. */
  readonly isShort?: boolean;
  readonly write: (text: string) => void;
  /** Aborting it ends the run, and the hub that was started. */
  readonly signal: AbortSignal;
};

export type Outcome = { readonly cases: number; readonly isClean: boolean };

/** What schemathesis counts as a case, in the last line that says so. */
const casesIn = (report: string): number => Number(/(\d+) generated/.exec(report)?.[1] ?? 0);

/** How many operations take anything that can be varied. */
const countVaried = async (apiUrl: string): Promise<number> => {
  const document = (await (await fetch(`${apiUrl}/v1/openapi.json`)).json()) as Document;
  return operationsOf(document).filter(
    ({ operation }) => operation.parameters !== undefined || operation.requestBody !== undefined,
  ).length;
};

const checkHub = async (
  { apiUrl, tokens }: Hub,
  { cases, seed, isShort, write, signal }: Asked,
): Promise<Outcome> => {
  const perOperation = Math.ceil(cases / (await countVaried(apiUrl)));
  // It keeps what it learnt in its working folder, and a run must not know of the one before.
  const folder = mkdtempSync(join(tmpdir(), 'motcua-conformance-'));
  const config = join(import.meta.dirname, 'schemathesis.toml');
  const numbers = ['--max-examples', String(perOperation), '--seed', String(seed)];
  const args = [
    '--config-file',
    config,
    'run',
    `${apiUrl}/v1/openapi.json`,
    '--url',
    apiUrl,
    ...numbers,
    ...(isShort ? ['--phases', 'examples,fuzzing,stateful'] : []),
    '--no-color',
  ];
  let report = '';
  try {
    const child = spawn(schemathesis, args, {
      cwd: folder,
      env: { ...process.env, MOTCUA_TOKEN: tokens.operator },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => {
        report += text.toString();
        write(text.toString());
      });
    const code = await new Promise<number | null>((done, fail) => {
      child.once('error', fail);
      child.once('close', done);
    });
    return { cases: casesIn(report), isClean: code === 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Sends made-up calls, good and bad ones, to a hub as its own OpenAPI document describes it, and checks every answer. The
 * hub is a fresh one, so that the seed alone decides, and nothing else finds in it what was made up here.
 */
export const runConformance = async (asked: Asked): Promise<Outcome> => {
  if (!existsSync(schemathesis))
    throw new Error('schemathesis is missing: node local/prepare.mjs --conformance');
  const directory = mkdtempSync(join(tmpdir(), 'motcua-conformance-hub-'));
  const onStep = (step: string): void => asked.write(`${step} …\n`);
  try {
    const hub = await startHub({ directory, timeZone: 'Asia/Ho_Chi_Minh', signal: asked.signal, onStep });
    try {
      return await checkHub(hub, asked);
    } finally {
      await hub.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};
