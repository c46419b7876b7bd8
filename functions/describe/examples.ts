import type * as z from 'zod/mini';
import { csv } from '../../shared/http/csv.ts';
import { meaningOf } from '../../shared/request/anomalies.ts';
import { dataQualityDefinitions } from '../../shared/statistics/data-quality.ts';
import { processingTimesDefinitions } from '../../shared/statistics/processing-times.ts';
import { satisfactionDefinitions } from '../../shared/statistics/satisfaction.ts';
import { xlsxType } from '../../shared/xlsx/media-type.ts';
import * as boards from '../boards/columns.ts';
import { columnsFor } from '../columns.ts';
import type { processingTimesAnswer } from '../processing-times/answers.ts';
import * as times from '../processing-times/columns.ts';
import type * as answers from '../query/answers.ts';
import * as query from '../query/columns.ts';
import type { dataQualityAnswer } from '../query/data-quality-answers.ts';
import { catalogue } from './catalogue.ts';
import { comparison } from './comparison-example.ts';
import { curve, survival } from './curve-example.ts';
import { flowExample } from './flow-example.ts';
import { formII06a, formWorkbook } from './form-ii-06a-example.ts';
import { offices } from './offices-example.ts';
import { pauseShare, punctuality } from './on-time-example.ts';
import { request, requestEvents, workList } from './request-examples.ts';
import { stepsExample } from './steps-example.ts';

const share = { value: 0.6678, low: 0.6133, high: 0.7181, n: 307, confidence: 0.95 } as const;

const events: z.input<typeof answers.eventsAnswer> = { results: [{ status: 'appended', version: 1 }] };

const asked = {
  asOf: '2026-11-24T03:00:00.000Z',
  filters: { from: '2010-10-01', to: '2011-03-31', cohort: 'received' },
  groupBy: ['channel' as const],
};

const processingTimes: z.input<typeof processingTimesAnswer> = {
  ...asked,
  projection: { name: 'processing-times', version: 4, lagSeconds: 0.4 },
  definitions: processingTimesDefinitions,
  rows: [
    {
      group: { channel: 'online' },
      received: 309,
      closed: 307,
      open: 2,
      withdrawn: 0,
      stopped: 0,
      refused: 0,
      carriedOver: null,
      onTime: 205,
      late: 102,
      overdue: 2,
      onTimeShare: share,
      onTimeShareAll: share,
      ...punctuality,
      duration: { unit: 'h', n: 307, mean: 1638.2, p25: 360, median: 960, p75: 1920, p90: 3600, p95: 4800 },
      pauseShare,
      survival,
      anomalies: { closedBeforeOpened: 0 },
    },
  ],
};

const satisfaction: z.input<typeof answers.satisfactionAnswer> = {
  ...asked,
  projection: { name: 'satisfaction', version: 4, lagSeconds: 0.4 },
  definitions: satisfactionDefinitions,
  rows: [
    {
      group: { channel: 'online' },
      survey: 'sipas',
      surveyVersion: 1,
      offered: 614,
      responded: 307,
      responseRate: 0.5,
      scores: { 1: 20, 2: 32, 3: 50, 4: 105, 5: 100 },
      satisfiedShare: share,
      mean: 3.76,
      linear: 0.69,
    },
  ],
};

const dataQuality: z.input<typeof dataQualityAnswer> = {
  asOf: asked.asOf,
  filters: { from: '2024-01-01', to: '2024-01-31', agency: 'H29' },
  groupBy: ['rule'],
  projection: { name: 'data-quality', version: 4, lagSeconds: 0.4 },
  definitions: dataQualityDefinitions,
  rows: [
    {
      group: { rule: 'ended-twice' },
      anomalies: 3,
      requests: 2,
      examples: [{ request: request.id, link: `/v1/requests/${request.id}` }],
      meaning: meaningOf('ended-twice'),
    },
  ],
};

const health: z.input<typeof answers.healthAnswer> = {
  status: 'ok',
  build: '1.0.0',
  projections: [
    {
      name: 'processing-times',
      version: 1,
      generation: 1,
      lagSeconds: 0.4,
      waiting: 0,
      deadLetters: 0,
      reconciled: { finishedAt: '2026-11-24T02:00:00.000Z', repaired: 0 },
      rebuild: null,
    },
  ],
};

const { events: types, former, registry, measures } = catalogue();
const json = (answer: object) => ({ 'application/json': answer });
const statistic = (
  answer: { readonly groupBy: readonly string[]; readonly rows: readonly object[] },
  columns: string,
) => ({
  ...json(answer),
  'text/csv': csv(columnsFor(columns, answer.groupBy), answer.rows),
});

/** An answer of every operation, by its id and media type; figures are made up. */
export const answerExamples: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  postEvents: json(events),
  listRequests: json(workList),
  getRequest: json(request),
  getRequestEvents: json(requestEvents),
  getProcessingTimes: statistic(processingTimes, times.processingTimesColumns),
  getProcessingTimesCurve: curve,
  getProcessingTimesComparison: statistic(comparison, times.comparisonColumns),
  getFlow: statistic(flowExample, times.flowColumns),
  getFormII06a: { ...statistic(formII06a, boards.formColumns), [xlsxType]: formWorkbook },
  getOffices: statistic(offices, boards.officesColumns),
  getSatisfaction: statistic(satisfaction, query.satisfactionColumns),
  getDataQuality: statistic(dataQuality, query.dataQualityColumns),
  getSteps: statistic(stepsExample, query.stepsColumns),
  getCatalogue: json({ events: types.slice(0, 1), former, registry: registry.slice(0, 1), measures }),
  getOpenApi: json({ openapi: '3.1.1', info: { title: 'Motcua', version: '1.0.0' }, paths: {} }),
  getHealth: json(health),
};
