import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type * as z from 'zod/mini';
import { environment } from '../../shared/environment.ts';
import { type HttpResponse, json } from '../../shared/http/response.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { satisfaction } from '../../shared/projections/satisfaction.ts';
import { readLagSeconds } from '../../shared/row-store/status.ts';
import type { healthAnswer } from './answers.ts';
import { views } from './context.ts';

const sqs = new SQSClient();

const projections = [
  { ...processingTimes, view: views.processingTimes, suffix: 'PROCESSING_TIMES' },
  { ...satisfaction, view: views.satisfaction, suffix: 'SATISFACTION' },
];

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

/** GET /v1/health: the build, and how far each projection is. `degraded` while a dead letter waits for someone. */
export const getHealth = async (): Promise<HttpResponse> => {
  const states = await Promise.all(
    projections.map(async ({ name, version, view, suffix }) => {
      const [lagSeconds, waiting, deadLetters] = await Promise.all([
        readLagSeconds(view),
        messagesIn(environment(`QUEUE_${suffix}`)),
        messagesIn(environment(`DEAD_LETTERS_${suffix}`)),
      ]);
      return { name, version, lagSeconds, waiting, deadLetters };
    }),
  );
  const status = states.some(({ deadLetters }) => deadLetters > 0) ? 'degraded' : 'ok';
  const body: z.input<typeof healthAnswer> = { status, build: environment('BUILD'), projections: states };
  return json(200, body);
};
