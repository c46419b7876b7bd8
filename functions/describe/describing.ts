import * as z from 'zod/mini';
import * as answers from '../query/answers.ts';

/** A problem that an operation answers. */
export const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: answers.problemAnswer } },
});

/** A good answer, as JSON and, for statistics, CSV. */
export const ok = (description: string, schema: z.ZodMiniType, csv = false) => ({
  description,
  content: {
    'application/json': { schema },
    ...(csv && { 'text/csv': { schema: z.string() } }),
  },
});

/** What every operation with a token may refuse. */
export const refusals = {
  '400': problem('A parameter or the body cannot be read'),
  '401': problem('No valid token'),
  '403': problem('The token lacks a scope or is limited to another agency'),
};
/** What every operation may fail of. */
export const failure = { '500': problem('Something went wrong in the hub; the call may be sent again') };

/** The operation asks for a token. */
export const token = [{ token: [] }];
