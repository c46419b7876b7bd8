import { negotiate } from '../../shared/http/accept.ts';
import { Problem } from '../../shared/http/problem.ts';
import {
  type HttpResponse,
  type Identified,
  json,
  marked,
  problemResponse,
} from '../../shared/http/response.ts';
import { allowedMethods } from './allowed-methods.ts';
import { catalogue } from './catalogue.ts';
import { openApi } from './openapi.ts';

const openApiDocument = openApi();
const documents: Readonly<Record<string, object>> = {
  '/v1/catalogue': catalogue(),
  '/v1/openapi.json': openApiDocument,
};
const methodsOf = allowedMethods(openApiDocument.paths ?? {});

type Call = Identified & {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly http: { readonly path: string } };
};

const answer = ({ headers, requestContext }: Call): HttpResponse => {
  const { method, path } = requestContext.http;
  const allowed = methodsOf(path);
  if (allowed.length === 0) throw new Problem('not-found', `There is nothing at ${path}.`);
  const allow = { allow: allowed.join(', ') };
  if (method === 'OPTIONS') return { statusCode: 204, headers: allow, body: '' };
  const document = documents[path];
  if (!allowed.includes(method))
    throw new Problem('method-not-allowed', `This path takes ${allow.allow}.`, {}, allow);
  // The path is one of another function's, and the gateway found no route: no name of its can be so written.
  if (document === undefined) throw new Problem('not-found', `There is nothing at ${path}.`);
  negotiate(headers['accept'], ['application/json']);
  return json(200, document);
};

/**
 * The documents that describe the hub, and whatever the gateway has no route for: the OpenAPI document knows which paths
 * there are and with which methods. A function apart, so that no other starts with what writes them. It keeps and asks
 * nothing, so there is nothing to log that the gateway's access log does not have.
 */
export const handler = async (call: Call): Promise<HttpResponse> => {
  try {
    return marked(answer(call), call);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return marked(problemResponse(error.document, error.headers), call);
  }
};
