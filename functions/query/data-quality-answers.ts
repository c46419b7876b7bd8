import * as z from 'zod/mini';
import { requestId, text } from '../../events/fields.ts';
import { anomalyRules } from '../../shared/request/anomalies.ts';
import { qualityGroupings } from '../../shared/statistics/data-quality.ts';
import { count } from '../answers.ts';
import { groupByOf, periodParameters } from '../cohort-parameters.ts';
import { statistic } from '../statistic-answers.ts';

/** What `GET /v1/statistics/data-quality` is asked, and what it answers. */

export const dataQualityParameters = z.extend(periodParameters, {
  source: z.optional(text(1, 1_024)).check(
    z.meta({
      description: 'The source of the event that showed the anomaly',
      examples: ['https://agency-07.example/desk'],
    }),
  ),
  rule: z.optional(z.enum(anomalyRules)),
  'group-by': groupByOf(qualityGroupings),
});

export const dataQualityRow = z
  .object({
    group: z
      .partialRecord(z.enum(qualityGroupings), z.nullable(z.string()))
      .check(z.describe('A value for each grouping asked for; null where it is not known')),
    anomalies: count,
    requests: count.check(z.describe('How many requests the anomalies are of')),
    examples: z
      .array(
        z.object({
          request: requestId,
          link: z.string().check(z.describe('Path of the request')),
        }),
      )
      .check(z.maxLength(5), z.describe('Some of the requests, the one with the latest anomaly first')),
    meaning: z
      .optional(z.nullable(z.string()))
      .check(
        z.describe(
          'What the rule says, where grouped by rule; null of a rule that this release does not know',
        ),
      ),
  })
  .register(z.globalRegistry, { id: 'DataQualityRow' });

export const dataQualityAnswer = z
  .extend(statistic(dataQualityRow), { groupBy: z.array(z.enum(qualityGroupings)) })
  .register(z.globalRegistry, { id: 'DataQuality' });
