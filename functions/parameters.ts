import * as z from 'zod/mini';
import { monthOf, nextDay, startOfDay, type Zone } from '../shared/calendar/zone.ts';
import { Problem } from '../shared/http/problem.ts';
import { type Instant, instant } from '../shared/instant.ts';
import type { Question } from '../shared/statistics/question.ts';

/** What the parameters of more than one function are made of. */

export const day = z.iso.date();

/** An unencoded plus arrives as a space. */
export const withPlus = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(' ', '+') : value;

const listOf = (text: string): string[] => text.split(',').map((part) => part.trim());

/** Any of these names, each once, as a list in one parameter. */
export const distinctNames = <const N extends readonly [string, ...string[]]>(
  names: N,
  description: string,
) => {
  const distinct = z.array(z.enum(names)).check(
    z.maxLength(names.length),
    z.refine((list) => new Set(list).size === list.length, 'names one twice'),
  );
  return z.optional(z.pipe(z.pipe(z.string(), z.transform(listOf)), distinct)).check(
    z.meta({
      description: `${description}, separated by commas`,
      override: ({ jsonSchema }) => {
        const list = {
          type: 'array',
          items: { type: 'string', enum: names },
          minItems: 1,
          uniqueItems: true,
          examples: [names.slice(0, 2)],
        };
        Object.assign(jsonSchema, list);
      },
      param: { style: 'form', explode: false },
    }),
  );
};

type Query = Readonly<Record<string, string | undefined>> | undefined;

/** Reads query parameters. @throws Problem (400) naming each parameter that is not valid */
export const readParameters = <S extends z.ZodMiniType>(schema: S, query: Query): z.output<S> => {
  const parsed = schema.safeParse(query ?? {});
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((field) => ({ field, detail: 'is not a parameter of this call' }))
      : [{ field: String(issue.path[0] ?? 'query'), detail: issue.message }],
  );
  const detail = errors.map((error) => `${error.field}: ${error.detail}`).join('; ');
  throw new Problem('invalid-parameter', detail, { errors });
};

type Days = { readonly from?: string | undefined; readonly to?: string | undefined };

/**
 * The instants of a period of days: its first, and the first after it. Days start in the authority's zone.
 * @throws Problem (400) where it ends before it begins
 */
export const daysOf = ({ from, to }: Days, zone: Zone): Pick<Question, 'from' | 'until'> => {
  if (from !== undefined && to !== undefined && to < from)
    throw new Problem('invalid-parameter', 'to: lies before from', {
      errors: [{ field: 'to', detail: 'lies before from' }],
    });
  return {
    ...(from !== undefined && { from: startOfDay(from, zone) }),
    ...(to !== undefined && { until: startOfDay(nextDay(to), zone) }),
  };
};

/** The first and the last month of a period, compared as text. */
export const monthsOf = (
  { from, until }: { readonly from?: Instant | undefined; readonly until?: Instant | undefined },
  zone: Zone,
) => ({
  first: from === undefined ? '' : monthOf(from, zone),
  last: until === undefined ? '~' : monthOf(instant(until - 1), zone),
});
