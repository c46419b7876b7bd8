import * as z from 'zod/mini';
import { text } from '../fields.ts';
import { registryType } from './registry-type.ts';

/**
 * What a client may send as. It is named by the client, which is a path segment where a source's URI is none, and a
 * source is taken back by registering the client without it.
 */
export const sourceRegistered = registryType({
  meaning: 'A client may send events of these sources, and of no other.',
  data: z.strictObject({
    client: text(1, 256)
      .check(z.regex(/^[^\s\p{C}]+$/u, 'must be printable without space'))
      .check(
        z.meta({
          description: 'The client of the tokens, as the issuer names it',
          examples: ['agency-07-desk'],
        }),
      ),
    sources: z
      .array(
        text(1, 1_024).check(
          z.regex(/^[^\s\p{C}*]*\*?$/u, 'must be a URI reference, or the beginning of some and *'),
        ),
      )
      .check(z.maxLength(100))
      .check(z.describe('The `source` of its events; `*` at the end stands for anything')),
  }),
  example: { client: 'agency-07-desk', sources: ['https://agency-07.example/desk'] },
});
