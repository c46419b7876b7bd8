import * as z from 'zod/mini';

/** What the answers of more than one function are made of. */

export const count = z.int().check(z.minimum(0));
export const version = z.int().check(z.minimum(1));
export const numberOrNull = z.nullable(z.number());
export const textOrNull = z.nullable(z.string());

/** Which rows an answer was made from, and how far behind the log they were. */
export const projection = z.object({ name: z.string(), version: z.int(), lagSeconds: numberOrNull });
