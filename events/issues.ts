import type * as z from 'zod/mini';

/** One thing that is wrong with what was sent: the field as a path (`data.outcome`) and what it must be. */
export type Issue = { field: string; detail: string };

/** What a schema found wrong, by field. @param prefix the path to what was checked */
export const issuesOf = (error: z.core.$ZodError, prefix: readonly string[]): Issue[] =>
  error.issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path.map(String)];
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: [...path, key].join('.'), detail: 'is not a field of this type' }))
      : [{ field: path.join('.') || 'event', detail: issue.message }];
  });
