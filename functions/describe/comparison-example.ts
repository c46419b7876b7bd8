import type * as z from 'zod/mini';
import { durationDefinitions } from '../../shared/statistics/clocks.ts';
import { comparisonDefinitions } from '../../shared/statistics/comparison.ts';
import type { comparisonAnswer } from '../processing-times/comparison-answers.ts';

/** The shares are those of the worked example in docs/measures.md; the other figures are made up. */
export const comparison: z.input<typeof comparisonAnswer> = {
  asOf: '2024-08-31T17:00:00.000Z',
  projection: { name: 'processing-times', version: 6, lagSeconds: 0.4 },
  definitions: { ...comparisonDefinitions, duration: durationDefinitions.elapsed },
  filters: {
    from: '2024-01-01',
    to: '2024-06-30',
    'than-from': '2023-01-01',
    'than-to': '2023-06-30',
    clock: 'elapsed',
  },
  groupBy: ['agency'],
  periods: {
    now: { from: '2024-01-01', to: '2024-06-30', asOf: '2024-08-31T17:00:00.000Z' },
    before: { from: '2023-01-01', to: '2023-06-30', asOf: '2023-08-31T17:00:00.000Z' },
  },
  rows: [
    {
      group: { agency: 'H29.07' },
      now: {
        received: 74,
        closed: 70,
        open: 4,
        onTimeShare: { value: 0.8, low: 0.6918, high: 0.877, n: 70, confidence: 0.95 },
        median: { unit: 'h', value: 120, low: 96, high: 150, n: 74, censored: 4, confidence: 0.95 },
      },
      before: {
        received: 82,
        closed: 80,
        open: 2,
        onTimeShare: { value: 0.6, low: 0.4904, high: 0.7004, n: 80, confidence: 0.95 },
        median: { unit: 'h', value: 170, low: 140, high: 200, n: 82, censored: 2, confidence: 0.95 },
      },
      differences: {
        onTimeShare: { value: 0.2, low: 0.0524, high: 0.3339, verdict: 'higher', confidence: 0.95 },
        median: { unit: 'h', value: -50, low: -88.4, high: -7.6, verdict: 'lower', confidence: 0.95 },
      },
    },
  ],
};
