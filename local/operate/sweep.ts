import { InvokeCommand } from '@aws-sdk/client-lambda';
import type * as z from 'zod/mini';
import type { ProjectionName } from '../../infra/projections.ts';
import { segments } from '../../shared/row-store/sweep-segments.ts';
import type { Part } from './arguments.ts';
import type { Deployment } from './deployment.ts';

/** How long one call may work: short, so that progress is seen and little is lost when the command is broken off. */
const budgetSeconds = 20;

type Step = { readonly projection: ProjectionName; readonly segment: number; readonly cursor?: string };

export type SweepCommand =
  | { readonly command: 'status' }
  | { readonly command: 'rebuild'; readonly projection: ProjectionName }
  | ({ readonly command: 'advance' | 'verify' | 'reconcile' } & Step)
  | ({ readonly command: 'repair' } & Step & Part);

/** Has the deployed sweep function do something, and waits for its answer. @throws Error with what went wrong there */
export const askSweep = async <S extends z.ZodMiniType>(
  { lambda, output }: Deployment,
  command: SweepCommand,
  answer: S,
): Promise<z.output<S>> => {
  const event = 'segment' in command ? { ...command, budgetSeconds } : command;
  const { Payload, FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName: output('SweepFunction'), Payload: JSON.stringify(event) }),
  );
  const text = Payload?.transformToString() ?? '';
  if (FunctionError !== undefined) {
    const { errorMessage = text } = JSON.parse(text) as { errorMessage?: string };
    throw new Error(`${command.command} failed in the hub: ${errorMessage}`);
  }
  const { success, data } = answer.safeParse(JSON.parse(text));
  if (!success) throw new Error(`the hub answered ${command.command} with ${text.slice(0, 300)}`);
  return data;
};

/** Works on all segments at once, each for itself. */
export const onEverySegment = async (work: (segment: number) => Promise<void>): Promise<void> => {
  await Promise.all([...Array(segments).keys()].map(work));
};

/** Repeats a command on every segment, each from the cursor that it answered last, until all are at their end. */
export const sweepThrough = async <S extends z.ZodMiniType<{ cursor: string | null }>>(
  hub: Deployment,
  command: {
    readonly command: 'verify' | 'reconcile' | 'repair';
    readonly projection: ProjectionName;
  } & Part,
  schema: S,
  onAnswer: (answer: z.output<S>) => void,
): Promise<void> =>
  onEverySegment(async (segment) => {
    let cursor: string | null = null;
    do {
      const step: SweepCommand = { ...command, segment, ...(cursor !== null && { cursor }) };
      const answer: z.output<S> = await askSweep(hub, step, schema);
      onAnswer(answer);
      ({ cursor } = answer);
    } while (cursor !== null);
  });
