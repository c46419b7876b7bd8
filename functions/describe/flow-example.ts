import type * as z from 'zod/mini';
import { flowDefinitions } from '../../shared/statistics/flow.ts';
import type { flowAnswer } from '../processing-times/flow-answers.ts';

const group = { agency: 'H29.07' };
const none = { reopened: 0, transferredIn: 0, transferredOut: 0, otherEnds: 0 };

/** Two months of an agency, of which `as-of` cuts the second. */
export const flowExample: z.input<typeof flowAnswer> = {
  asOf: '2024-02-20T03:00:00.000Z',
  projection: { name: 'processing-times', version: 6, lagSeconds: 0.4 },
  definitions: flowDefinitions,
  filters: { from: '2024-01-01', to: '2024-12-31', agency: 'H29.07', by: 'month', chart: 'closed' },
  groupBy: ['agency'],
  rows: [
    {
      group,
      period: '2024-01',
      from: '2024-01-01',
      to: '2024-01-31',
      partial: false,
      ...none,
      received: 31,
      closed: 22,
      backlogStart: 12,
      backlogEnd: 21,
    },
    {
      group,
      period: '2024-02',
      from: '2024-02-01',
      to: '2024-02-20',
      partial: true,
      ...none,
      received: 18,
      closed: 25,
      otherEnds: 1,
      transferredIn: 2,
      backlogStart: 21,
      backlogEnd: 15,
    },
  ],
  groups: [
    {
      group,
      chart: {
        measure: 'closed',
        unit: 'requests',
        values: [{ period: '2024-01', value: 22 }],
        n: 1,
        mean: 22,
        meanMovingRange: null,
        low: null,
        high: null,
        movingRangeHigh: null,
        signals: [],
        leftOut: [{ period: '2024-02', because: 'partial' }],
      },
      littlesLaw: {
        days: 50.42,
        meanOpen: 17.3,
        arrivals: 51,
        arrivalsPerDay: 1.01,
        timeInSystem: { unit: 'h', n: 48, mean: 402 },
        expectedOpen: 16.9,
        ratio: 0.98,
        openAtStart: 12,
        openAtEnd: 15,
      },
    },
  ],
};
