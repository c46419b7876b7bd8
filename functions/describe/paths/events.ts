import * as z from 'zod/mini';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { eventTypes } from '../../../events/catalogue.ts';
import { envelope } from '../../../events/envelope.ts';
import * as answers from '../../query/answers.ts';
import { failure, ok, problem, refusals, token } from '../describing.ts';

const event = envelope.check(
  z.describe(`One CloudEvent; \`type\` is one of ${eventTypes.map(({ type }) => type).join(', ')}`),
);
const example = {
  specversion: '1.0',
  source: 'https://agency-07.example/desk',
  id: '7f3c-1',
  subject: '000.00.01.H29-240115-0001',
  time: '2024-01-15T08:12:00+07:00',
};

/** Taking events in. */
export const eventPaths: ZodOpenApiPathsObject = {
  '/v1/events': {
    post: {
      operationId: 'postEvents',
      summary: 'Append one event or a batch of up to 500',
      description:
        'The events of one request in one call are appended together or not at all. Sending again is safe.',
      security: token,
      requestBody: {
        required: true,
        content: {
          'application/cloudevents+json': {
            schema: event,
            examples: Object.fromEntries(
              eventTypes.map(({ type, meaning, example: data }) => [
                type,
                { summary: meaning, value: { ...example, type, data } },
              ]),
            ),
          },
          'application/cloudevents-batch+json': { schema: z.array(event).check(z.maxLength(500)) },
          'application/json': {
            schema: z
              .record(z.string(), z.unknown())
              .check(z.describe('`data`, with ce- headers: binary mode')),
          },
        },
      },
      responses: {
        '200': ok('None was rejected', answers.eventsAnswer),
        '207': ok('Some were rejected', answers.eventsAnswer),
        ...refusals,
        '409': problem('The single event contradicts the log'),
        '413': problem('The batch is too large'),
        '415': problem('Not a CloudEvents content type'),
        '422': problem('The single event breaks its schema'),
        ...failure,
        '503': problem('Too many writers on one request; send again'),
      },
    },
  },
};
