import type * as z from 'zod/mini';
import { formII06aDefinitions } from '../../shared/statistics/form-ii-06a.ts';
import type { formII06aAnswer } from '../boards/form-answers.ts';

const columns = {
  received: { total: 320, online: 180, direct: 128, carriedOver: 12 },
  resolved: { total: 301, early: 240, onTime: 52, late: 9 },
  inProgress: { total: 19, withinDeadline: 16, overdue: 3 },
  score766: {
    value: 19.25,
    points: 20,
    share: { value: 0.9625, low: 0.9356, high: 0.9784, n: 320, confidence: 0.95 as const },
  },
};

/** A form of one agency; the figures are made up, and add up. */
export const formII06a: z.input<typeof formII06aAnswer> = {
  asOf: '2024-01-31T16:59:59.999Z',
  projection: { name: 'processing-times', version: 6, lagSeconds: 0.4 },
  definitions: formII06aDefinitions,
  filters: { from: '2024-01-01', to: '2024-01-31', agency: 'H29.07', by: 'agency' },
  groupBy: ['agency'],
  reporting: 'Department of Justice',
  rows: [
    { group: { agency: 'H29.07' }, name: 'Department of Justice', total: false, ...columns },
    { group: { agency: null }, name: null, total: true, ...columns },
  ],
};

/** How every workbook begins. */
export const formWorkbook = 'PK';
