import createClient, { type Client } from 'openapi-fetch';
import * as z from 'zod';
import type { Paths } from './paths.ts';
import { retryingFetch, type Surroundings } from './retrying.ts';

export type HubOptions = Surroundings & { readonly apiUrl: string; readonly token?: string };

/** The hub's API with the types of its OpenAPI document; `answered` reads what a call gives. */
export type HubClient = Client<Paths, 'application/json'>;

/** A client of a hub that tries again what may pass. */
export const createHubClient = ({ apiUrl, token, ...surroundings }: HubOptions): HubClient =>
  createClient<Paths, 'application/json'>({
    baseUrl: apiUrl.replace(/\/+$/, ''),
    fetch: retryingFetch(surroundings),
    headers: { accept: 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    querySerializer: { array: { style: 'form', explode: false } },
  });

/** As much of a problem document as a client reads; a gateway's answer has none of it. */
export const problemDocument = z.object({
  type: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), detail: z.string() })).optional(),
});
type ProblemDocument = z.output<typeof problemDocument>;

/** Says in one line what an RFC 9457 problem says; its list of errors where it has no detail. */
export const problemText = ({ title, detail, errors = [] }: ProblemDocument): string =>
  [title, detail ?? errors.map((error) => `${error.field} ${error.detail}`).join('; ')]
    .filter((part) => part !== undefined && part !== '')
    .join(': ');

/** The hub refused a call; `problem` is its document, empty where the answer had none. */
export class HubProblem extends Error {
  override readonly name = 'HubProblem';
  readonly status: number;
  readonly problem: ProblemDocument;
  constructor(status: number, body: unknown) {
    const parsed = problemDocument.safeParse(body);
    const problem = parsed.success ? parsed.data : {};
    const said = problemText(problem);
    super(`the hub refused the call with ${status}${said === '' ? '' : `: ${said}`}`);
    this.status = status;
    this.problem = problem;
  }
}

type Outcome<T> = { readonly data?: T; readonly error?: unknown; readonly response: Response };

/** What a call answered. @throws HubProblem where it was refused */
export const answered = <T>({ data, error, response }: Outcome<T>): T => {
  if (!response.ok) throw new HubProblem(response.status, error);
  return data as T;
};
