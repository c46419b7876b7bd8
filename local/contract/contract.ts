import * as z from 'zod/mini';
import { eventTypes } from '../../events/catalogue.ts';
import { envelope } from '../../events/envelope.ts';
import { formerTypes } from '../../events/former-types.ts';
import { registryCatalogue } from '../../events/registry/catalogue.ts';
import { registryKinds, registryTypes } from '../../events/registry/kind.ts';

export type Schema = Readonly<Record<string, unknown>>;

/** What a sender may rely on of one type: one file of a release. */
export type Released = { readonly type: string; readonly schema: Schema; readonly example: unknown };

const schemaOf = (schema: z.ZodMiniType): Schema => z.toJSONSchema(schema, { io: 'input' });

/** The name under which the envelope stands among the types. */
export const envelopeName = 'envelope';

/** What operators register: the entry's schema is that of PUT /v1/registry/…, and that of the events in the log. */
const registered = registryKinds.map((kind) => ({ type: registryTypes[kind], ...registryCatalogue[kind] }));

/** The contract as the code has it: the envelope, and every type in every version that is taken, those of the registry too. */
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
  ...[...formerTypes, ...eventTypes, ...registered].map(({ type, data, example }) => ({
    type,
    schema: schemaOf(data),
    example,
  })),
];
