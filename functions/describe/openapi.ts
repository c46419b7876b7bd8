import * as z from 'zod/mini';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { eventTypes } from '../../events/catalogue.ts';
import { envelope } from '../../events/envelope.ts';
import { requestId } from '../../events/fields.ts';
import * as answers from '../query/answers.ts';
import { eventsParameters, processingTimesParameters, satisfactionParameters } from '../query/parameters.ts';

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: answers.problemAnswer } },
});

const ok = (description: string, schema: z.ZodMiniType, csv = false) => ({
  description,
  content: {
    'application/json': { schema },
    ...(csv && { 'text/csv': { schema: z.string() } }),
  },
});

const refusals = {
  '400': problem('A parameter or the body cannot be read'),
  '401': problem('No valid token'),
  '403': problem('The token lacks a scope or is limited to another agency'),
};
const failure = { '500': problem('Something went wrong in the hub; the call may be sent again') };

const token = [{ token: [] }];
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

const statistic = (
  operationId: string,
  summary: string,
  query: z.ZodMiniObject,
  answer: z.ZodMiniType,
): ZodOpenApiOperationObject => ({
  operationId,
  summary,
  security: token,
  requestParams: { query },
  responses: {
    '200': ok(summary, answer, true),
    ...refusals,
    '406': problem('Only JSON and CSV are offered'),
    ...failure,
  },
});

const paths: ZodOpenApiPathsObject = {
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
  '/v1/requests/{id}': {
    get: {
      operationId: 'getRequest',
      summary: 'Where a request stands',
      security: token,
      requestParams: { path: z.object({ id: requestId }) },
      responses: {
        '200': {
          ...ok('The request', answers.requestAnswer),
          headers: z.object({ etag: z.string().check(z.describe('The version')) }),
        },
        ...refusals,
        '404': problem('There is no such request'),
        ...failure,
      },
    },
  },
  '/v1/requests/{id}/events': {
    get: {
      operationId: 'getRequestEvents',
      summary: 'The events of a request, paged by version, without personal fields',
      security: token,
      requestParams: { path: z.object({ id: requestId }), query: eventsParameters },
      responses: {
        '200': ok('A page of the stream', answers.requestEventsAnswer),
        ...refusals,
        '404': problem('There is no such request'),
        ...failure,
      },
    },
  },
  '/v1/statistics/processing-times': {
    get: statistic(
      'getProcessingTimes',
      'How long requests took',
      processingTimesParameters,
      answers.processingTimesAnswer,
    ),
  },
  '/v1/statistics/satisfaction': {
    get: statistic('getSatisfaction', 'What people said', satisfactionParameters, answers.satisfactionAnswer),
  },
  '/v1/catalogue': {
    get: {
      operationId: 'getCatalogue',
      summary: 'Event types with schemas and examples; measures with versions',
      security: [],
      responses: { '200': ok('The catalogue', answers.catalogueAnswer), ...failure },
    },
  },
  '/v1/openapi.json': {
    get: {
      operationId: 'getOpenApi',
      summary: 'This document',
      security: [],
      responses: { '200': ok('OpenAPI 3.1', z.record(z.string(), z.unknown())), ...failure },
    },
  },
  '/v1/health': {
    get: {
      operationId: 'getHealth',
      summary: 'The build, and how far the projections are',
      security: [],
      responses: { '200': ok('The state of the hub', answers.healthAnswer), ...failure },
    },
  },
};

/** The API as OpenAPI 3.1, from the schemas that check it. */
export const openApi = () =>
  createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Motcua',
      version: '1.0.0',
      description: 'An event-sourced citizen service-request hub: post events, ask for statistics.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  });
