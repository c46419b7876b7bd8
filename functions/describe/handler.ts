import { type HttpResponse, json } from '../../shared/http/response.ts';
import { catalogue } from './catalogue.ts';
import { openApi } from './openapi.ts';

const documents: Readonly<Record<string, object>> = {
  '/v1/catalogue': catalogue(),
  '/v1/openapi.json': openApi(),
};

type Call = { readonly requestContext: { readonly http: { readonly path: string } } };

/**
 * The documents that describe the hub, each GET by a route of its own. A function apart, so that no other starts with
 * what writes them; they come from the schemas alone, so nothing is left to check or to log.
 */
export const handler = ({ requestContext }: Call): Promise<HttpResponse> =>
  Promise.resolve(json(200, documents[requestContext.http.path]));
