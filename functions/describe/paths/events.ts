import * as z from 'zod/mini';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { eventTypes } from '../../../events/catalogue.ts';
import { attributeName, envelope } from '../../../events/envelope.ts';
import { largestEventBytes } from '../../../events/parse.ts';
import { requestResolved } from '../../../events/request-resolved.ts';
import { largestBatch, largestCallBytes } from '../../../shared/http/cloudevents.ts';
import * as answers from '../../query/answers.ts';
import { preconditions } from '../conditional.ts';
import { ok, problems, token } from '../describing.ts';

/** `motcua.request.submitted.v1` as `RequestSubmittedV1`. */
const schemaName = (type: string): string =>
  type
    .replace('motcua.', '')
    .split(/[.-]/)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');

const isNeeded = (data: z.ZodMiniType): boolean => !data.safeParse({}).success;
const { datacontenttype, dataschema, expectedversion, correlationid } = envelope.shape;

/** An event of one type as it may be sent. By the JSON format of CloudEvents an attribute that is null is one left out. */
const eventOf = ({ type, meaning, data }: (typeof eventTypes)[number]) =>
  z
    .extend(envelope, {
      type: z.literal(type),
      data: isNeeded(data) ? data : z.optional(z.nullable(data)),
      datacontenttype: z.nullable(datacontenttype),
      dataschema: z.nullable(dataschema),
      expectedversion: z.nullable(expectedversion),
      correlationid: z.nullable(correlationid),
    })
    .register(z.globalRegistry, {
      id: schemaName(type),
      description: meaning,
      override: ({ jsonSchema }) => {
        jsonSchema.propertyNames = { pattern: attributeName.source };
      },
    });

const event = z
  .union(eventTypes.map(eventOf))
  .register(z.globalRegistry, { id: 'Event', description: 'One CloudEvent of a type that the hub knows' });

const attributes = {
  specversion: '1.0',
  source: 'https://agency-07.example/desk',
  subject: '000.00.01.H29-240115-0001',
  time: '2024-01-15T08:12:00+07:00',
};
const examples = Object.fromEntries(
  eventTypes.map(({ type, meaning, example: data }, index) => [
    type,
    {
      summary: meaning,
      value: {
        ...attributes,
        type,
        id: `7f3c-${index + 1}`,
        data,
      },
    },
  ]),
);
const [first, second] = Object.values(examples);

/** The attributes of an event in binary mode; in the other modes these headers are not looked at. */
const binaryHeaders = Object.entries({ ...attributes, type: requestResolved.type, id: '7f3c-binary' }).map(
  ([attribute, example]) =>
    [
      `ce-${attribute}`,
      z.optional(z.string()).check(
        z.meta({
          description: `\`${attribute}\` of an event in binary mode, percent-encoded`,
          examples: [encodeURIComponent(example)],
        }),
      ),
    ] as const,
);

/** Taking events in. */
export const eventPaths: ZodOpenApiPathsObject = {
  '/v1/events': {
    post: {
      operationId: 'postEvents',
      summary: `Append one event or a batch of up to ${largestBatch}`,
      description: [
        'The events of one request in one call are appended together or not at all. Sending again is safe.',
        `A body has at most ${largestCallBytes} bytes, a batch at most ${largestBatch} events, an event at most ${largestEventBytes} bytes as JSON.`,
        '`time` may lie in the past without limit and at most 5 minutes ahead.',
        'A call of one event may be conditional: with `If-Match: "3"` the event is appended only where its request is at version 3, with `If-Match: *` only where it is there, with `If-None-Match: *` only as its first. Otherwise the answer is 412 with the current version. An event that is in already is a duplicate whatever the condition says, so such a call is safe to send again too.',
        'What one call appends to one request must fit in one item of the log: 400 kB after compression.',
      ].join('\n\n'),
      security: token,
      requestParams: {
        header: z.object({
          ...Object.fromEntries(binaryHeaders),
          ...preconditions,
        }),
      },
      requestBody: {
        required: true,
        content: {
          'application/cloudevents+json': { schema: event, examples },
          'application/cloudevents-batch+json': {
            schema: z.array(event).check(z.maxLength(largestBatch)),
            examples: {
              'two events of one request': {
                summary: 'Appended together or not at all',
                value: [first?.value, second?.value],
              },
            },
          },
          'application/json': {
            schema: z
              .record(z.string(), z.unknown())
              .check(z.describe('`data` in binary mode, the attributes being in `ce-` headers')),
            example: requestResolved.example,
          },
        },
      },
      responses: {
        '200': ok('None was rejected', answers.eventsAnswer),
        '207': ok('Some were rejected', answers.eventsAnswer),
        ...problems(
          'malformed-body',
          'malformed-header',
          'missing-scope',
          'unclear-agency',
          'unregistered-source',
          'foreign-agency',
          'different-content',
          'unexpected-version',
          'precondition-failed',
          'event-too-large',
          'commit-too-large',
          'batch-too-large',
          'call-too-large',
          'unsupported-media-type',
          'invalid-event',
          'unknown-event-type',
          'unknown-event-version',
          'time-in-future',
          'unavailable',
        ),
      },
    },
  },
};
