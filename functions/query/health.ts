import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type * as z from 'zod/mini';
import { environment, variableOf } from '../../shared/environment.ts';
import { type HttpResponse, json } from '../../shared/http/response.ts';
import { instantText } from '../../shared/instant.ts';
import type { Projection } from '../../shared/projections/projection.ts';
import { projections } from '../../shared/projections/projections.ts';
import { readGenerations } from '../../shared/row-store/generations.ts';
import { lastReconciled } from '../../shared/row-store/reconcile.ts';
import { readLagSeconds } from '../../shared/row-store/status.ts';
import { readSweeps } from '../../shared/row-store/sweep-state.ts';
import type { healthAnswer } from './answers.ts';
import { viewTableOf } from './context.ts';

const sqs = new SQSClient();

/** Messages in a queue, about: waiting, or being worked on. */
const messagesIn = async (QueueUrl: string): Promise<number> => {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  const { ApproximateNumberOfMessages = '0', ApproximateNumberOfMessagesNotVisible = '0' } = Attributes ?? {};
  return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
};

type State = z.input<typeof healthAnswer>['projections'][number];

const stateOf = async (projection: Projection): Promise<State> => {
  const view = viewTableOf(projection);
  const [{ current, building }, sweeps, lagSeconds, waiting, deadLetters] = await Promise.all([
    readGenerations(view, projection),
    readSweeps(view),
    readLagSeconds(view),
    messagesIn(environment(variableOf('QUEUE', projection.name))),
    messagesIn(environment(variableOf('DEAD_LETTERS', projection.name))),
  ]);
  const reconciled = lastReconciled(sweeps);
  return {
    name: projection.name,
    version: current.version,
    generation: current.number,
    lagSeconds,
    waiting,
    deadLetters,
    reconciled: reconciled && { ...reconciled, finishedAt: instantText(reconciled.finishedAt) },
    rebuild: building && {
      generation: building.number,
      version: building.version,
      startedAt: instantText(building.startedAt),
      phase: building.phase,
    },
  };
};

/** GET /v1/health: the build, and how far each projection is. `degraded` while a dead letter waits for someone. */
export const getHealth = async (): Promise<HttpResponse> => {
  const states = await Promise.all(projections.map(stateOf));
  const status = states.some(({ deadLetters }) => deadLetters > 0) ? 'degraded' : 'ok';
  const body: z.input<typeof healthAnswer> = { status, build: environment('BUILD'), projections: states };
  return json(200, body);
};
