import * as z from 'zod/mini';
import { onTimeRules } from '../../shared/statistics/judged.ts';
import { cohortParameters } from '../cohort-parameters.ts';

/** `Number` takes more than decimal text for a number: nothing, `0x1`, `1e0`. */
const numberIn = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;

const parameters = z.extend(z.omit(cohortParameters, { 'group-by': true }), {
  level: z.optional(z.pipe(z.transform(numberIn), z.int().check(z.minimum(1), z.maximum(20)))).check(
    z.meta({
      description:
        'So many levels below the agency asked for, or below the authority: each agency there with all under it. Without it each agency by itself',
      override: { examples: [1] },
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
        '`strict`: closed requests, on time when closed by the due date. `766`: open ones too, on time while not yet due; not with `cohort=closed`, in which none is open',
      ),
    ),
});

export const officesParameters = parameters.check(
  z.refine(({ cohort, rule }) => cohort !== 'closed' || rule !== '766', {
    path: ['rule'],
    error: 'of cohort=closed none is open: ask by the strict rule',
  }),
);
