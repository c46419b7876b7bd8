import * as z from 'zod/mini';
import { periodUnits } from '../../shared/calendar/periods.ts';
import type { Zone } from '../../shared/calendar/zone.ts';
import { Problem } from '../../shared/http/problem.ts';
import type { Instant } from '../../shared/instant.ts';
import type { FlowQuestion } from '../../shared/statistics/flow.ts';
import { chartMeasures } from '../../shared/statistics/flow-chart.ts';
import { kindGroupings } from '../../shared/statistics/question.ts';
import { groupByOf, periodOf, periodParameters } from '../cohort-parameters.ts';
import { day } from '../parameters.ts';

/** The longest time that is cut into periods. */
const mostDays = 3_660;

export const flowParameters = z.extend(periodParameters, {
  from: day.check(z.meta({ description: 'First day, in the authority’s zone', examples: ['2024-01-01'] })),
  to: day.check(
    z.meta({
      description: `Last day, included; at most ${mostDays} days after \`from\``,
      examples: ['2024-12-31'],
    }),
  ),
  by: z
    .prefault(z.enum(periodUnits), 'month')
    .check(z.describe('How long each period is; weeks are those of ISO 8601')),
  chart: z
    .prefault(z.enum(chartMeasures), 'closed')
    .check(
      z.describe(
        'What the chart is of; `backlog`: open at the end of each period; `median`: hours that what was closed in it had taken',
      ),
    ),
  'group-by': groupByOf(kindGroupings),
});

/** @throws Problem (400) where the time ends before it begins, or is too long */
export const flowQuestionOf = (
  filters: z.output<typeof flowParameters>,
  zone: Zone,
  now: Instant,
): FlowQuestion => {
  const days = (Date.parse(filters.to) - Date.parse(filters.from)) / 86_400_000;
  const { from, until, ...period } = periodOf(filters, zone, now);
  if (days > mostDays || from === undefined || until === undefined) {
    const detail = `lies more than ${mostDays} days after from`;
    throw new Problem('invalid-parameter', `to: ${detail}`, { errors: [{ field: 'to', detail }] });
  }
  return { ...period, from, until, by: filters.by, groupBy: filters['group-by'] ?? [] };
};
