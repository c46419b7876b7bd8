import type * as z from 'zod/mini';
import { negotiate } from '../../shared/http/accept.ts';
import { type Caller, callerOf, requireAgency, requireScope, type Scope } from '../../shared/http/caller.ts';
import { csv } from '../../shared/http/csv.ts';
import { type HttpResponse, json, respond } from '../../shared/http/response.ts';
import { type Instant, instantText } from '../../shared/instant.ts';
import { type ProcessingTimesSchema, processingTimes } from '../../shared/projections/processing-times.ts';
import type { Projection } from '../../shared/projections/projection.ts';
import { type SatisfactionSchema, satisfaction } from '../../shared/projections/satisfaction.ts';
import { readGenerations, viewOf } from '../../shared/row-store/generations.ts';
import { readBlocks } from '../../shared/row-store/read-blocks.ts';
import { readLagSeconds } from '../../shared/row-store/status.ts';
import type { Schema } from '../../shared/segment/column.ts';
import type { LinesSummary } from '../../shared/segment/summary.ts';
import type { Block } from '../../shared/statistics/cohort.ts';
import { mayMatter } from '../../shared/statistics/needed.ts';
import {
  processingTimesAnswer,
  processingTimesDefinitions,
} from '../../shared/statistics/processing-times.ts';
import type { Question } from '../../shared/statistics/question.ts';
import { satisfactionAnswer, satisfactionDefinitions } from '../../shared/statistics/satisfaction.ts';
import { monthsOf, readParameters } from '../parameters.ts';
import type { Call } from '../reading.ts';
import type * as answers from './answers.ts';
import { now, viewTableOf, zone } from './context.ts';
import { processingTimesParameters, questionOf, satisfactionParameters } from './parameters.ts';

type Source<S extends Schema> = {
  readonly projection: Projection<S>;
  readonly definitions: Record<string, string>;
  /** Which segments can hold something that the answer counts. */
  readonly isNeeded: (summary: LinesSummary) => boolean;
  /** The scopes of which one lets a caller ask; `statistics:read` where it is left out. */
  readonly scopesFor?: (caller: Caller) => readonly Scope[];
};

/** What every statistic is asked, whatever else. */
type Asked = { readonly asOf: Instant; readonly groupBy: readonly string[] };

type Filters = Readonly<Record<string, unknown>> & { readonly agency?: string | undefined };

/** What every statistic does: check the caller, read the blocks that matter, answer with what the figures mean. */
export const answer = async <S extends Schema>(
  call: Call,
  { projection, definitions, isNeeded, scopesFor = () => ['statistics:read'] }: Source<S>,
  filters: Filters,
  question: Asked,
  rowsOf: (blocks: readonly Block<S>[]) => readonly object[],
): Promise<HttpResponse> => {
  const caller = callerOf(call);
  requireScope(caller, ...scopesFor(caller));
  const mediaType = negotiate(call.headers['accept'], ['application/json', 'text/csv']);
  const within = filters.agency ?? caller.agency;
  if (within !== undefined) requireAgency(caller, within);

  const view = viewTableOf(projection);
  // Read with every call: once a newer generation has answered, no answer comes from an older one.
  const [{ current }, lagSeconds] = await Promise.all([
    readGenerations(view, projection),
    readLagSeconds(view),
  ]);
  const blocks = await readBlocks(viewOf(view, current), projection, within, isNeeded);
  const rows = rowsOf(blocks);
  if (mediaType === 'text/csv') return respond(200, 'text/csv; charset=utf-8', csv(rows));
  const { 'group-by': _groupBy, 'as-of': _asOf, ...echoed } = filters;
  return json(200, {
    asOf: instantText(question.asOf),
    projection: { name: projection.name, version: current.version, lagSeconds },
    definitions,
    filters: echoed,
    groupBy: question.groupBy,
    rows,
  });
};

const neededFor = (question: Question, withCarriedOver: boolean) =>
  mayMatter(question, monthsOf(question, zone), withCarriedOver);

type Rows<R extends z.ZodMiniType> = readonly z.input<R>[];

/** GET /v1/statistics/processing-times */
export const getProcessingTimes = (call: Call): Promise<HttpResponse> => {
  const filters = readParameters(processingTimesParameters, call.queryStringParameters);
  const question = questionOf(filters, zone, now());
  const source = {
    projection: processingTimes,
    definitions: processingTimesDefinitions,
    isNeeded: neededFor(question, true),
  };
  const rowsOf = (blocks: readonly Block<ProcessingTimesSchema>[]): Rows<typeof answers.processingTimesRow> =>
    processingTimesAnswer(blocks, question);
  return answer(call, source, filters, question, rowsOf);
};

/** GET /v1/statistics/satisfaction */
export const getSatisfaction = (call: Call): Promise<HttpResponse> => {
  const filters = readParameters(satisfactionParameters, call.queryStringParameters);
  const { survey, factor } = filters;
  const question = { ...questionOf(filters, zone, now()), factor, ...(survey !== undefined && { survey }) };
  const source = {
    projection: satisfaction,
    definitions: satisfactionDefinitions,
    isNeeded: neededFor(question, false),
  };
  const rowsOf = (blocks: readonly Block<SatisfactionSchema>[]): Rows<typeof answers.satisfactionRow> =>
    satisfactionAnswer(blocks, question);
  return answer(call, source, filters, question, rowsOf);
};
