import * as z from 'zod/mini';
import { eventTypes } from '../../events/catalogue.ts';
import { formerTypes } from '../../events/former-types.ts';
import { registryCatalogue } from '../../events/registry/catalogue.ts';
import { registryKinds, registryTypes } from '../../events/registry/kind.ts';
import { upcasters } from '../../events/upcasters.ts';
import { durationDefinitions } from '../../shared/statistics/clocks.ts';
import { comparisonDefinitions } from '../../shared/statistics/comparison.ts';
import { dataQualityDefinitions } from '../../shared/statistics/data-quality.ts';
import { flowDefinitions } from '../../shared/statistics/flow.ts';
import { formII06aDefinitions } from '../../shared/statistics/form-ii-06a.ts';
import { officesDefinitions } from '../../shared/statistics/offices.ts';
import { processingTimesDefinitions } from '../../shared/statistics/processing-times.ts';
import { satisfactionDefinitions } from '../../shared/statistics/satisfaction.ts';
import { stepsDefinitions } from '../../shared/statistics/steps.ts';
import { survivalCurveDefinitions } from '../../shared/statistics/survival-curve.ts';
import type { catalogueAnswer } from '../query/answers.ts';

/** Every event type with its schema and example, and every measure with its version: derived, never written down. */
export const catalogue = (): z.input<typeof catalogueAnswer> => ({
  events: eventTypes.map(({ type, meaning, effect, personal, data, example }) => ({
    type,
    meaning,
    effect,
    personal: [...personal],
    schema: z.toJSONSchema(data, { io: 'input', target: 'draft-2020-12' }),
    example,
  })),
  former: formerTypes.map(({ type, data, example }) => ({
    type,
    readAs: upcasters.get(type)?.to ?? '',
    schema: z.toJSONSchema(data, { io: 'input', target: 'draft-2020-12' }),
    example,
  })),
  registry: registryKinds.map((kind) => {
    const { meaning, data, example } = registryCatalogue[kind];
    const schema = z.toJSONSchema<z.ZodMiniType>(data, { io: 'input', target: 'draft-2020-12' });
    return { kind, type: registryTypes[kind], meaning, schema, example };
  }),
  measures: {
    'processing-times': {
      ...processingTimesDefinitions,
      durationWorking: durationDefinitions.working,
      durationAccountable: durationDefinitions.accountable,
    },
    curve: survivalCurveDefinitions,
    comparison: comparisonDefinitions,
    flow: flowDefinitions,
    'form-ii-06a': formII06aDefinitions,
    offices: officesDefinitions,
    satisfaction: satisfactionDefinitions,
    'data-quality': dataQualityDefinitions,
    steps: stepsDefinitions,
  },
});
