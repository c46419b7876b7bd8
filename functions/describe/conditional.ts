import * as z from 'zod/mini';

/** The header of an answer with a version. */
export const etag = z.object({
  etag: z
    .string()
    .check(z.meta({ description: 'The version of what was asked for, in quotes', examples: ['"6"'] })),
});

/** The header of a call that reads what it may have read before. */
export const ifNoneMatch = z.object({
  'if-none-match': z
    .optional(z.string())
    .check(z.meta({ description: '`ETag` of an earlier answer, a list of them, or `*`', examples: ['"6"'] })),
});

export const unchanged = { '304': { description: 'This is still at a version named', headers: etag } };

/** The headers of a call that writes only to what is as the caller saw it. */
export const preconditions = {
  'if-match': z.optional(z.string()).check(
    z.meta({
      description: '`"3"`: only where this is at version 3; `*`: only where it is there',
      examples: ['"3"'],
    }),
  ),
  'if-none-match': z
    .optional(z.literal('*'))
    .check(z.meta({ description: 'Only where it is not there yet', examples: ['*'] })),
};
