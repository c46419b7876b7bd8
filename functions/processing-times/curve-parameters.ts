import * as z from 'zod/mini';
import { groupings } from '../../shared/statistics/question.ts';
import { groupByOf, periodParameters } from '../cohort-parameters.ts';
import { processingTimesParameters } from './parameters.ts';

const mostTimes = 100;

const time = z
  .string()
  .check(z.regex(/^\d{1,6}(\.\d{1,6})?[dh]$/, 'is a list of times such as 14d or 336h, separated by commas'));

const times = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => text.split(',').map((part) => part.trim())),
  ),
  z.array(time).check(z.maxLength(mostTimes)),
);

export const curveParameters = z.extend(periodParameters, {
  'group-by': groupByOf(groupings),
  clock: processingTimesParameters.shape.clock,
  at: z.optional(times).check(
    z.meta({
      description: `Times since the receipt, separated by commas, at most ${mostTimes}: \`d\` is 24 hours on the elapsed clock and 8 on the others. Default: every step of the curve`,
      override: ({ jsonSchema }) => {
        const items = { type: 'string', pattern: '^[0-9]{1,6}(\\.[0-9]{1,6})?[dh]$' };
        const examples = [['14d', '336h']];
        Object.assign(jsonSchema, { type: 'array', items, minItems: 1, maxItems: mostTimes, examples });
      },
      param: { style: 'form', explode: false },
    }),
  ),
});

type CurveFilters = z.output<typeof curveParameters>;

const hourMs = 3_600_000;

/** The times asked for, in milliseconds on the chosen clock: a working day has 8 hours. */
export const timesOf = ({ at, clock }: Pick<CurveFilters, 'at' | 'clock'>): readonly number[] | undefined => {
  const dayHours = clock === 'elapsed' ? 24 : 8;
  return at?.map((text) => Number(text.slice(0, -1)) * (text.endsWith('d') ? dayHours * hourMs : hourMs));
};
