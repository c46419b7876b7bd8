import type * as z from 'zod/mini';
import { csv } from '../../shared/http/csv.ts';
import { durationDefinitions } from '../../shared/statistics/clocks.ts';
import { survivalCurveDefinitions } from '../../shared/statistics/survival-curve.ts';
import { columnsFor } from '../columns.ts';
import { curveColumns } from '../processing-times/columns.ts';
import type { curveAnswer } from '../processing-times/curve-answers.ts';
import { linesOf } from '../processing-times/curve-lines.ts';
import type { survival as survivalAnswer } from '../processing-times/survival-answers.ts';

/** Figures are made up. */

export const survival: z.input<typeof survivalAnswer> = {
  unit: 'h',
  n: 309,
  events: 307,
  censored: 2,
  median: 963.5,
  p75: 1931,
  p90: 3612,
  intervals: {
    median: { low: 912, high: 1008.5 },
    p75: { low: 1764, high: 2160 },
    p90: { low: 3024, high: 4104 },
  },
  confidence: 0.95,
};

const curveJson: z.input<typeof curveAnswer> = {
  asOf: '2026-11-24T03:00:00.000Z',
  filters: { from: '2010-10-01', to: '2011-03-31', clock: 'elapsed', at: ['30d'] },
  groupBy: ['channel'],
  projection: { name: 'processing-times', version: 4, lagSeconds: 0.4 },
  definitions: { ...survivalCurveDefinitions, duration: durationDefinitions.elapsed },
  rows: [
    {
      group: { channel: 'online' },
      unit: 'h',
      n: 309,
      thinned: false,
      points: [
        {
          at: 720,
          atRisk: 201,
          survival: 0.66,
          low: 0.61,
          high: 0.71,
          resolved: 0.33,
          withdrawn: 0.01,
          stopped: 0,
          refused: 0,
          open: 0.66,
        },
      ],
    },
  ],
};

export const curve = {
  'application/json': curveJson,
  'text/csv': csv(columnsFor(curveColumns, curveJson.groupBy), linesOf(curveJson.rows)),
};
