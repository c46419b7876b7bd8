import { negotiate } from '../shared/http/accept.ts';
import { type Caller, callerOf, requireAgency, requireScope, type Scope } from '../shared/http/caller.ts';
import { csv } from '../shared/http/csv.ts';
import { Problem } from '../shared/http/problem.ts';
import { type HttpResponse, json, respond, respondBytes } from '../shared/http/response.ts';
import { type Instant, instantText } from '../shared/instant.ts';
import type { Projection } from '../shared/projections/projection.ts';
import { readGenerations, viewOf } from '../shared/row-store/generations.ts';
import { readBlocks } from '../shared/row-store/read-blocks.ts';
import { readLagSeconds } from '../shared/row-store/status.ts';
import type { ViewTable } from '../shared/row-store/view.ts';
import type { Schema } from '../shared/segment/column.ts';
import type { LinesSummary } from '../shared/segment/summary.ts';
import type { Block } from '../shared/statistics/cohort.ts';
import { TooMuch } from '../shared/statistics/too-much.ts';
import { columnsFor } from './columns.ts';
import type { Call } from './reading.ts';
import { type Stated, stated } from './stated.ts';

export type Source<S extends Schema> = {
  readonly projection: Projection<S>;
  readonly definitions: Record<string, string>;
  /** The columns of CSV, one after the other; `group` stands for those of the groupings. */
  readonly columns: string;
  /** What is told beside the rows that CSV has in its headers. */
  readonly beside?: readonly string[];
  /** Which segments can hold something that the answer counts. */
  readonly isNeeded: (summary: LinesSummary) => boolean;
  /** The scopes of which one lets a caller ask; `statistics:read` where it is left out. */
  readonly scopesFor?: (caller: Caller) => readonly Scope[];
};

/** What every statistic is asked, whatever else. */
type Asked = { readonly asOf: Instant; readonly groupBy: readonly string[] };

type Filters = Readonly<Record<string, unknown>> & { readonly agency?: string | undefined };

/** What is answered: rows, which CSV has too, and what else there is to say of all of them. */
export type Told = { readonly rows: readonly object[] } & Readonly<Record<string, unknown>>;

/** Another form of an answer, beside JSON and CSV. */
export type OtherForm<T> = {
  readonly mediaType: string;
  readonly fileName: string;
  readonly write: (told: T) => Buffer;
};

/** Lambda hands over 6 MB, with the headers and what quotes take that are escaped. */
const mostBytes = 5_500_000;

const tooLarge = (what: string): Problem => {
  const detail = `leaves ${what}; ask for fewer groupings, longer periods, a shorter time, or one agency`;
  return new Problem('answer-too-large', `group-by: ${detail}`, { errors: [{ field: 'group-by', detail }] });
};

/** @throws Problem (400) where an answer is larger than can be handed over, as a string of JSON */
const fitting = (response: HttpResponse): HttpResponse => {
  if (Buffer.byteLength(JSON.stringify(response.body)) > mostBytes)
    throw tooLarge(`more than ${mostBytes} bytes`);
  return response;
};

/** @throws Problem (400) where there is more to tell than can be handed over */
const toldBy = async <T>(tell: () => T | Promise<T>): Promise<T> => {
  try {
    return await tell();
  } catch (error) {
    throw error instanceof TooMuch ? tooLarge(error.message) : error;
  }
};

/** What every statistic does: check the caller, read the blocks that matter, answer with what the figures mean. */
export const answerFrom =
  (viewTableOf: (projection: Pick<Projection, 'name'>) => ViewTable) =>
  async <S extends Schema, T extends Told>(
    call: Call,
    {
      projection,
      definitions,
      columns,
      beside = [],
      isNeeded,
      scopesFor = () => ['statistics:read'],
    }: Source<S>,
    filters: Filters,
    question: Asked,
    tell: (blocks: readonly Block<S>[]) => T | Promise<T>,
    other?: OtherForm<T>,
  ): Promise<HttpResponse> => {
    const caller = callerOf(call);
    requireScope(caller, ...scopesFor(caller));
    const others = other ? [other.mediaType] : [];
    const mediaType = negotiate(call.headers['accept'], ['application/json', 'text/csv', ...others]);
    const within = filters.agency ?? caller.agency;
    if (within !== undefined) requireAgency(caller, within);

    const view = viewTableOf(projection);
    // Read with every call: once a newer generation has answered, no answer comes from an older one.
    const [{ current }, lagSeconds] = await Promise.all([
      readGenerations(view, projection),
      readLagSeconds(view),
    ]);
    const blocks = await readBlocks(viewOf(view, current), projection, within, isNeeded);
    const told = await toldBy(() => tell(blocks));
    const about: Stated = {
      asOf: instantText(question.asOf),
      projection: { name: projection.name, version: current.version, lagSeconds },
      definitions,
    };
    const headers = stated(about, Object.fromEntries(beside.map((name) => [name, told[name]])));
    if (mediaType === 'text/csv') {
      const body = csv(columnsFor(columns, question.groupBy), told.rows);
      return fitting(respond(200, 'text/csv; charset=utf-8', body, headers));
    }
    if (mediaType === other?.mediaType)
      return fitting(
        respondBytes(200, other.mediaType, other.write(told), {
          ...headers,
          'content-disposition': `attachment; filename="${other.fileName}"`,
        }),
      );
    const { 'group-by': _groupBy, 'as-of': _asOf, ...echoed } = filters;
    return fitting(json(200, { ...about, filters: echoed, groupBy: question.groupBy, ...told }));
  };
