import * as z from 'zod/mini';
import type { TypedData } from './catalogue.ts';
import { instantText, requestId, text } from './fields.ts';
import type { asSent, StoredEvent } from './upcast.ts';

/** Data is JSON; parameters of the media type (`charset`) do not matter. */
const jsonMediaType = /^application\/json[ \t]*(?:;[^\p{Cc}]*)?$/iu;

/**
 * The CloudEvents 1.0 envelope (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md).
 * `data` is checked by the schema of its `type`; other extension attributes are kept as they came.
 */
export const envelope = z
  .catchall(
    z.object({
      specversion: z.literal('1.0'),
      type: text(1, 128),
      source: text(1, 1_024).check(
        z.regex(/^[^\s\p{C}]+$/u, 'must be a URI reference'),
        z.meta({ description: 'URI of the sending system', examples: ['https://agency-07.example/desk'] }),
      ),
      id: text(1, 256).check(z.meta({ description: 'Unique within the source', examples: ['7f3c-1'] })),
      subject: requestId,
      time: instantText.check(z.describe('When it happened')),
      datacontenttype: z
        .optional(text(1, 256).check(z.regex(jsonMediaType, 'must be application/json')))
        .check(z.meta({ examples: ['application/json'] })),
      dataschema: z.optional(text(1, 1_024)),
      expectedversion: z
        .optional(z.int().check(z.minimum(0)))
        .check(z.describe('The stream version the sender saw')),
      correlationid: z.optional(text(1, 256)),
      data: z.optional(z.unknown()),
    }),
    z.union([z.string().check(z.maxLength(1_024)), z.number(), z.boolean()]),
  )
  .register(z.globalRegistry, { id: 'CloudEvent' });

/** An attribute's name, by CloudEvents: lower-case letters and digits, better not more than 20. */
export const attributeName = /^[a-z0-9]{1,64}$/;

/** The envelope's own attributes; extensions beyond these are stored but never read. */
export type Attributes = {
  specversion: '1.0';
  source: string;
  id: string;
  subject: string;
  time: string;
  datacontenttype?: string | undefined;
  dataschema?: string | undefined;
  expectedversion?: number | undefined;
  correlationid?: string | undefined;
};

/** A whole, valid event: the envelope with its type and the data of that type, and what it was in a former version. */
export type MotcuaEvent = Attributes & TypedData & { readonly [asSent]?: StoredEvent };
