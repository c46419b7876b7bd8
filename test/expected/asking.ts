import type * as z from 'zod/mini';
import { officesAnswer } from '../../functions/boards/offices-answers.ts';
import { processingTimesAnswer } from '../../functions/processing-times/answers.ts';
import { curveAnswer } from '../../functions/processing-times/curve-answers.ts';
import { flowAnswer } from '../../functions/processing-times/flow-answers.ts';
import { satisfactionAnswer } from '../../functions/query/answers.ts';
import { dataQualityAnswer } from '../../functions/query/data-quality-answers.ts';
import { stepsAnswer } from '../../functions/query/steps-answers.ts';
import { requestAnswer, workListAnswer } from '../../functions/requests/requests-answers.ts';
import type { InProcessHub } from '../in-process-hub.ts';

/** Questions to the API, their answers checked against its schemas. */

type Query = Readonly<Record<string, string>>;

const ask = async <S extends z.ZodMiniType>(
  schema: S,
  hub: InProcessHub,
  path: string,
  query: Query,
): Promise<z.output<S>> => schema.parse(await hub.get(path, query));

const only = <T>(rows: readonly T[], query: Query): T => {
  const [row, ...more] = rows;
  if (row === undefined || more.length > 0) throw new Error(`not one row of ${JSON.stringify(query)}`);
  return row;
};

const statistics = '/v1/statistics';

export type Times = z.output<typeof processingTimesAnswer>['rows'][number];

export const times = async (hub: InProcessHub, query: Query): Promise<readonly Times[]> =>
  (await ask(processingTimesAnswer, hub, `${statistics}/processing-times`, query)).rows;

/** The processing times of all that the question is about. */
export const timesOf = async (hub: InProcessHub, query: Query = {}): Promise<Times> =>
  only(await times(hub, query), query);

/** What became of requests by some times, or by every step of their curve. */
export const curveOf = async (hub: InProcessHub, query: Query) =>
  only((await ask(curveAnswer, hub, `${statistics}/processing-times/curve`, query)).rows, query);

export const flowOf = (hub: InProcessHub, query: Query) =>
  ask(flowAnswer, hub, `${statistics}/processing-times/flow`, query);

export type Steps = z.output<typeof stepsAnswer>['rows'][number];

export const steps = async (hub: InProcessHub, query: Query): Promise<readonly Steps[]> =>
  (await ask(stepsAnswer, hub, `${statistics}/steps`, query)).rows;

/** The steps of all requests. */
export const stepsOf = async (hub: InProcessHub): Promise<Steps> => only(await steps(hub, {}), {});

export const officesOf = (hub: InProcessHub, query: Query) =>
  ask(officesAnswer, hub, `${statistics}/processing-times/offices`, query);

/** The scores of a survey, over all requests. */
export const scoresOf = async (hub: InProcessHub, survey: string) =>
  only((await ask(satisfactionAnswer, hub, `${statistics}/satisfaction`, { survey })).rows, { survey });

/** What is known of an anomaly's rule. */
export const anomalyOf = async (hub: InProcessHub, rule: string) =>
  only((await ask(dataQualityAnswer, hub, `${statistics}/data-quality`, { rule })).rows, { rule });

export const requestOf = (hub: InProcessHub, id: string) => ask(requestAnswer, hub, `/v1/requests/${id}`, {});

/** A page of the work list that has all: at most 500 requests. */
export const listed = async (hub: InProcessHub, query: Query) => {
  const answer = await ask(workListAnswer, hub, '/v1/requests', { ...query, limit: '500' });
  if (answer.next !== null) throw new Error('more than a page');
  return answer.requests;
};
