import * as z from 'zod';
import type { TypedData } from './catalogue.ts';
import { instantText, requestId } from './fields.ts';

/**
 * The CloudEvents 1.0 envelope (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md).
 * `data` is checked by the schema of its `type`; other extension attributes are kept as they came.
 */
export const envelope = z
  .object({
    specversion: z.literal('1.0'),
    type: z.string().min(1).max(128),
    source: z
      .string()
      .min(1)
      .max(1_024)
      .regex(/^[^\s\p{C}]+$/u, 'must be a URI reference')
      .meta({ description: 'URI of the sending system', examples: ['https://agency-07.example/desk'] }),
    id: z
      .string()
      .min(1)
      .max(256)
      .meta({ description: 'Unique within the source', examples: ['7f3c-1'] }),
    subject: requestId,
    time: instantText.describe('When it happened'),
    datacontenttype: z.literal('application/json').optional(),
    dataschema: z.string().min(1).max(1_024).optional(),
    expectedversion: z.int().min(0).optional().describe('The stream version the sender saw'),
    correlationid: z.string().min(1).max(256).optional(),
    data: z.unknown().optional(),
  })
  .catchall(z.union([z.string().max(1_024), z.number(), z.boolean()]))
  .meta({ id: 'CloudEvent' });

/** An attribute's name, by CloudEvents: lower-case letters and digits, at most 20. */
export const attributeName = /^[a-z0-9]{1,20}$/;

/** The envelope's own attributes; extensions beyond these are stored but never read. */
type Attributes = {
  specversion: '1.0';
  source: string;
  id: string;
  subject: string;
  time: string;
  datacontenttype?: 'application/json' | undefined;
  dataschema?: string | undefined;
  expectedversion?: number | undefined;
  correlationid?: string | undefined;
};

/** A whole, valid event: the envelope with its type and the data of that type. */
export type MotcuaEvent = Attributes & TypedData;
