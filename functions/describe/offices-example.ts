import type * as z from 'zod/mini';
import { officesDefinitions } from '../../shared/statistics/offices.ts';
import type { officesAnswer } from '../boards/offices-answers.ts';

/** The worked example of docs/measures.md, the office first that is better in each procedure and worse over all. */
export const offices: z.input<typeof officesAnswer> = {
  asOf: '2026-11-24T03:00:00.000Z',
  projection: { name: 'processing-times', version: 6, lagSeconds: 0.4 },
  definitions: officesDefinitions,
  filters: {
    from: '2026-01-01',
    to: '2026-06-30',
    cohort: 'received',
    agency: 'H29',
    level: 1,
    rule: 'strict',
  },
  groupBy: ['agency'],
  authority: {
    within: 'H29',
    n: 1000,
    onTime: 758,
    onTimeShare: { value: 0.758, low: 0.7305, high: 0.7835, n: 1000, confidence: 0.95 },
  },
  target: 0.758,
  byChance: { offices: 2, p95: 0.1, p998: 0.004 },
  rows: [
    {
      agency: 'H29.01',
      n: 500,
      onTime: 357,
      onTimeShare: { value: 0.714, low: 0.6729, high: 0.7519, n: 500, confidence: 0.95 },
      limits: {
        p95: { low: 0.7189, high: 0.794, fewest: 360, most: 398 },
        p998: { low: 0.6964, high: 0.8147, fewest: 349, most: 408 },
      },
      position: 'below-95',
      expectedOnTime: 334.6,
      standardisedShare: 0.7908,
      ratio: { value: 0.8646, low: 0.7287, high: 1.0185, confidence: 0.95 },
      standardisedLimits: {
        p95: { low: 0.7279, high: 0.7863, fewest: 315, most: 354 },
        p998: { low: 0.7107, high: 0.8027, fewest: 303, most: 366 },
      },
      standardisedPosition: 'above-95',
      caseMix: [
        { procedure: '1.009971', n: 400, late: 140, lateShareEverywhere: 0.39 },
        { procedure: '1.004222', n: 100, late: 3, lateShareEverywhere: 0.094 },
      ],
    },
    {
      agency: 'H29.02',
      n: 500,
      onTime: 401,
      onTimeShare: { value: 0.802, low: 0.7648, high: 0.8346, n: 500, confidence: 0.95 },
      limits: {
        p95: { low: 0.7189, high: 0.794, fewest: 360, most: 398 },
        p998: { low: 0.6964, high: 0.8147, fewest: 349, most: 408 },
      },
      position: 'above-95',
      expectedOnTime: 423.4,
      standardisedShare: 0.6872,
      ratio: { value: 1.2924, low: 1.0504, high: 1.5735, confidence: 0.95 },
      standardisedLimits: {
        p95: { low: 0.7084, high: 0.8027, fewest: 408, most: 438 },
        p998: { low: 0.6796, high: 0.8281, fewest: 399, most: 446 },
      },
      standardisedPosition: 'below-95',
      caseMix: [
        { procedure: '1.004222', n: 400, late: 44, lateShareEverywhere: 0.094 },
        { procedure: '1.009971', n: 100, late: 55, lateShareEverywhere: 0.39 },
      ],
    },
  ],
};
