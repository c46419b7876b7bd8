import type * as z from 'zod/mini';
import { stepsDefinitions } from '../../shared/statistics/steps.ts';
import type { stepsAnswer } from '../query/steps-answers.ts';

const hours = { unit: 'h', n: 356, mean: 6.4, p25: 0.1, median: 1.9, p75: 4.2, p90: 18, p95: 26.5 } as const;

/** An answer of `getSteps`; figures are made up. */
export const stepsExample: z.input<typeof stepsAnswer> = {
  asOf: '2026-11-24T03:00:00.000Z',
  filters: { from: '2024-01-01', to: '2024-03-31', agency: 'H29' },
  groupBy: ['unit'],
  projection: { name: 'steps', version: 5, lagSeconds: 0.4 },
  definitions: stepsDefinitions,
  rows: [
    {
      group: { unit: 'land-registry' },
      requests: 321,
      completed: 356,
      started: 12,
      requestsWithRework: 24,
      rework: 31,
      service: hours,
      waiting: { ...hours, n: 368, mean: 20.1, median: 7.5 },
      passage: { ...hours, mean: 26.9, median: 9.8 },
      handovers: { officials: 140, units: 88, requests: 97 },
      span: null,
      held: { requests: 330, hours: 19_512.5, share: 0.3127, median: 41.2 },
      leftOut: null,
    },
  ],
};
