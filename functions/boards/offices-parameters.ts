import * as z from 'zod/mini';
import { onTimeRules } from '../../shared/statistics/judged.ts';
import { cohortParameters } from '../cohort-parameters.ts';

/** Nothing is no number; `Number` takes it for 0. */
const numberIn = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;

export const officesParameters = z.extend(z.omit(cohortParameters, { 'group-by': true }), {
  level: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(20))).check(
    z.meta({
      description:
        'So many levels below the agency asked for, or below the authority: each agency there with all under it. Without it each agency by itself',
      examples: [1],
    }),
  ),
  target: z.optional(z.pipe(z.transform(numberIn), z.number().check(z.minimum(0), z.maximum(1)))).check(
    z.meta({
      description:
        'The share on time around which `limits` lie; without it, that of all the offices compared',
      override: { examples: [0.9] },
    }),
  ),
  rule: z
    .prefault(z.enum(onTimeRules), 'strict')
    .check(
      z.describe(
        '`strict`: closed requests, on time when closed by the due date. `766`: open ones too, on time while not yet due',
      ),
    ),
});
