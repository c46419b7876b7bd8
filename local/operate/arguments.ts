import { parseArgs } from 'node:util';
import { type ProjectionName, projections } from '../../infra/projections.ts';

export const usage = `npm run hub -- <command> [options]
  status                    health, generations, sweeps and dead letters
  verify [projection]       compares every row with a fresh fold of the log; changes nothing
  rebuild <projection>      fills a new generation from the log beside the old one, then moves the pointer to it
    --agency CODE             mends only the rows of this agency, in place
    --from YYYY-MM --to YYYY-MM   mends only the rows received in these months, in place
  reconcile [projection]    finds requests whose last wake-up never came, and repairs them
  redrive [queue]           sends dead letters again: those of a projection, or unpublished; all when left out
options
  --stage NAME              the deployment motcua-NAME-service in AWS, by the credentials of the environment
  --connection FILE         a local hub's file (default: .motcua/local.json)
  --help                    this text
projections: ${projections.join(', ')}
Without --stage the running local hub is meant. Every command may be broken off and given again.
Exits with 0 when all is well, 1 when something is wrong, 2 when it was called wrongly. See docs/operating.md.`;

export type QueueName = ProjectionName | 'unpublished';

/** The rows that a rebuild in place is limited to; months as `YYYY-MM`. */
export type Part = { readonly agency?: string; readonly fromMonth?: string; readonly toMonth?: string };

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'status' }
  | { readonly name: 'verify' | 'reconcile'; readonly projections: readonly ProjectionName[] }
  | { readonly name: 'rebuild'; readonly projection: ProjectionName; readonly part?: Part }
  | { readonly name: 'redrive'; readonly queues: readonly QueueName[] };

/** Where the hub is: a stage in AWS, or a file of a local hub. */
export type Place = { readonly stage?: string; readonly connection?: string };

/** The command line cannot be understood, or there is no such hub; the message is one line. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

const option = { type: 'string' } as const;
const options = {
  stage: option,
  connection: option,
  agency: option,
  from: option,
  to: option,
  help: { type: 'boolean', short: 'h' },
} as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new WrongUsage((error as Error).message.split('. ')[0]);
  }
};

const oneOf = <T extends string>(allowed: readonly T[], text: string, what: string): T => {
  const found = allowed.find((name) => name === text);
  if (found === undefined) throw new WrongUsage(`${text} is no ${what}: ${allowed.join(', ')}`);
  return found;
};

const monthOf = (flag: string, text: string): string => {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new WrongUsage(`${flag} ${text} is not a month (YYYY-MM)`);
  return text;
};

const partOf = ({ agency, from, to }: { agency?: string; from?: string; to?: string }): Part | undefined => {
  if (agency === '') throw new WrongUsage('--agency is empty');
  const part: Part = {
    ...(agency !== undefined && { agency }),
    ...(from !== undefined && { fromMonth: monthOf('--from', from) }),
    ...(to !== undefined && { toMonth: monthOf('--to', to) }),
  };
  if (from !== undefined && to !== undefined && from > to)
    throw new WrongUsage(`--from ${from} is after --to ${to}`);
  return Object.keys(part).length > 0 ? part : undefined;
};

const names = ['status', 'verify', 'rebuild', 'reconcile', 'redrive'] as const;
const queueNames: readonly QueueName[] = [...projections, 'unpublished'];

const commandOf = (
  name: (typeof names)[number],
  target: string | undefined,
  part: Part | undefined,
): Command => {
  const chosen = <T extends string>(allowed: readonly T[], what: string): readonly T[] =>
    target === undefined ? allowed : [oneOf(allowed, target, what)];
  switch (name) {
    case 'status':
      if (target !== undefined) throw new WrongUsage(`${target} is one word too many`);
      return { name };
    case 'verify':
    case 'reconcile':
      return { name, projections: chosen(projections, 'projection') };
    case 'rebuild':
      if (target === undefined) throw new WrongUsage(`rebuild what? ${projections.join(', ')}`);
      return { name, projection: oneOf(projections, target, 'projection'), ...(part && { part }) };
    case 'redrive':
      return { name, queues: chosen(queueNames, 'queue') };
    default:
      return name satisfies never;
  }
};

/** Reads the command line of `npm run hub`. @throws WrongUsage */
export const readArguments = (args: readonly string[]): Place & { readonly command: Command } => {
  const { values, positionals } = parse(args);
  const { stage, connection } = values;
  const [first, target, ...more] = positionals;
  if (values.help) return { command: { name: 'help' } };
  if (first === undefined) throw new WrongUsage('a command is missing');
  const name = oneOf(names, first, 'command');
  if (more.length > 0) throw new WrongUsage(`${more[0]} is one word too many`);
  if (stage !== undefined && connection !== undefined)
    throw new WrongUsage('--stage and --connection name two hubs');
  if (stage !== undefined && !/^[a-z][a-z0-9-]*$/.test(stage))
    throw new WrongUsage(`--stage ${stage} is not the name of a stage`);
  const part = partOf(values);
  if (part && name !== 'rebuild') throw new WrongUsage('--agency, --from and --to belong to rebuild');
  return {
    ...(stage !== undefined && { stage }),
    ...(connection !== undefined && { connection }),
    command: commandOf(name, target, part),
  };
};
