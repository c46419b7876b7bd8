import * as z from 'zod/mini';
import { eventTypes } from '../../events/catalogue.ts';
import { envelope } from '../../events/envelope.ts';
import { formerTypes } from '../../events/former-types.ts';

export type Schema = Readonly<Record<string, unknown>>;

/** What a sender may rely on of one type: one file of a release. */
export type Released = { readonly type: string; readonly schema: Schema; readonly example: unknown };

const schemaOf = (schema: z.ZodMiniType): Schema => z.toJSONSchema(schema, { io: 'input' });

/** The name under which the envelope stands among the types. */
export const envelopeName = 'envelope';

/** The contract as the code has it: the envelope, and every type in every version that is taken. */
export const contractNow = (): readonly Released[] => [
  {
    type: envelopeName,
    schema: schemaOf(envelope),
    example: {
      specversion: '1.0',
      type: 'motcua.request.accepted.v1',
      source: 'https://agency-07.example/desk',
      id: '7f3c-1',
      subject: '000.00.01.H29-240115-0001',
      time: '2024-01-15T08:12:00+07:00',
      data: {},
    },
  },
  ...[...formerTypes, ...eventTypes].map(({ type, data, example }) => ({
    type,
    schema: schemaOf(data),
    example,
  })),
];
