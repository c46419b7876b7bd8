import * as z from 'zod/mini';

export const registryParameters = z.strictObject({
  after: z
    .prefault(z.coerce.number().check(z.int(), z.minimum(0)), 0)
    .check(z.describe('The version after which the page begins: what changed since then')),
  limit: z.prefault(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(500)), 500),
});
