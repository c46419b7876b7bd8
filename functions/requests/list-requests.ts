import type * as z from 'zod/mini';
import type { Status } from '../../events/status.ts';
import { statuses } from '../../events/status.ts';
import { startOfDay } from '../../shared/calendar/zone.ts';
import { requireAgency } from '../../shared/http/caller.ts';
import { type HttpResponse, json } from '../../shared/http/response.ts';
import { type Instant, instant, instantOf, instantText } from '../../shared/instant.ts';
import { requests } from '../../shared/projections/requests.ts';
import { readGenerations, viewOf } from '../../shared/row-store/generations.ts';
import { readKeyedBlocks } from '../../shared/row-store/read-blocks.ts';
import { readLagSeconds } from '../../shared/row-store/status.ts';
import { daysOf, monthsOf, readParameters } from '../parameters.ts';
import type { Call } from '../reading.ts';
import { now, view, zone } from './context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { cut } from './fields.ts';
import { readerOf } from './reader.ts';
import type { listedRequest } from './requests-answers.ts';
import { workListParameters } from './requests-parameters.ts';
import { type Listed, mayList, type WorkQuestion, workListPage } from './work-list.ts';

const textOf = (at: number | null): string | null => (at === null ? null : instantText(instant(at)));

const rowOf = ({ due, ended, ...row }: Listed, at: Instant): z.input<typeof listedRequest> => {
  const status = row.status as Status;
  return {
    id: row.id,
    version: row.version,
    status,
    nationalStatus: statuses[status].national,
    agency: row.agency,
    unit: row.unit,
    official: row.official,
    procedure: row.procedure,
    channel: row.channel,
    received: textOf(row.received),
    accepted: textOf(row.accepted),
    due: textOf(due),
    overdue: ended === null && due !== null && due < at,
    ended: textOf(ended),
    outcome: row.outcome,
  };
};

/** A day stands for the instant it begins. */
const dueBeforeOf = (text: string | undefined): Instant | undefined => {
  if (text === undefined) return undefined;
  return text.includes('T') ? instantOf(text) : startOfDay(text, zone);
};

/** The path of a page of the same list. A space is written so that nobody takes it for a plus. */
const pathOf = (query: Call['queryStringParameters'], cursor: string): string => {
  const given = Object.entries(query ?? {}).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const parameters = new URLSearchParams([
    ...given.filter(([name]) => name !== 'cursor'),
    ['cursor', cursor],
  ]);
  return `/v1/requests?${parameters.toString().replaceAll('+', '%20')}`;
};

/** GET /v1/requests: what the agencies have on their desks. A request is in the list of its holder alone. */
export const getRequests = async (call: Call): Promise<HttpResponse> => {
  const caller = readerOf(call);
  const filters = readParameters(workListParameters, call.queryStringParameters);
  const within = filters.agency ?? caller.agency;
  if (within !== undefined) requireAgency(caller, within);
  const at = now();
  const question: WorkQuestion = {
    ...daysOf(filters, zone),
    status: filters.status,
    procedure: filters.procedure,
    unit: filters.unit,
    overdue: filters.overdue !== undefined,
    dueBefore: dueBeforeOf(filters['due-before']),
  };
  const asked = { within, question };
  const after = filters.cursor === undefined ? null : decodeCursor(filters.cursor, asked);

  const [{ current }, lagSeconds] = await Promise.all([
    readGenerations(view, requests),
    readLagSeconds(view),
  ]);
  const isNeeded = mayList(question, monthsOf(question, zone));
  const blocks = await readKeyedBlocks(viewOf(view, current), requests, within, isNeeded);
  const page = workListPage(blocks, question, at, { after, limit: filters.limit });
  return json(200, {
    asOf: instantText(at),
    projection: { name: requests.name, version: current.version, lagSeconds },
    requests: page.requests.map((row) => cut(rowOf(row, at), filters.fields)),
    next: page.last && pathOf(call.queryStringParameters, encodeCursor(page.last, asked)),
  });
};
