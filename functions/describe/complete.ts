import * as z from 'zod/mini';
import type {
  ZodOpenApiOperationObject,
  ZodOpenApiPathsObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { problems } from './describing.ts';
import { answerExamples } from './examples.ts';

const gatewayAnswer = z.object({ message: z.string() }).register(z.globalRegistry, {
  id: 'GatewayMessage',
  description: 'What the gateway in front of the hub says',
});

/** An answer of the gateway in front of the functions, which knows no problem documents. */
const gateway = (description: string, message: string): ZodOpenApiResponseObject => ({
  description,
  content: { 'application/json': { schema: gatewayAnswer, example: { message } } },
});

const callId = z
  .string()
  .check(
    z.describe(
      'The id of this call in the logs; what the gateway answers by itself has it as `apigw-requestid`',
    ),
  );

/** The headers of an answer; the gateway's own answers lack the id. */
const headersOf = (response: ZodOpenApiResponseObject | undefined, isByHubAlone: boolean) => {
  const header = { 'x-request-id': isByHubAlone ? callId : z.optional(callId) };
  const { headers } = response ?? {};
  return headers instanceof z.ZodMiniObject ? z.extend(headers, header) : z.object(header);
};

const byGateway: Record<string, ZodOpenApiResponseObject> = {
  '401': gateway('The token is missing, expired, or of another issuer or audience', 'Unauthorized'),
  '429': gateway('Too many calls at once; send again, later each time', 'Too Many Requests'),
  '500': gateway('The function broke down; the call may be sent again', 'Internal Server Error'),
  '503': gateway('No function could take the call in time; send it again', 'Service Unavailable'),
};

/** Two descriptions of one status: the hub's own and the gateway's. */
const either = (
  one: ZodOpenApiResponseObject | undefined,
  other: ZodOpenApiResponseObject | undefined,
): ZodOpenApiResponseObject => {
  const content = { ...one?.content, ...other?.content };
  return {
    description: [one, other].flatMap((each) => each?.description ?? []).join('; '),
    ...(Object.keys(content).length > 0 && { content }),
  };
};

const withExample = (response: ZodOpenApiResponseObject, operationId: string): ZodOpenApiResponseObject => ({
  ...response,
  content: Object.fromEntries(
    Object.entries(response.content ?? {}).map(([mediaType, content]) => {
      const example = answerExamples[operationId]?.[mediaType];
      return [mediaType, { ...content, ...(example !== undefined && { example }) }];
    }),
  ),
});

const completeOperation = (operation: ZodOpenApiOperationObject): ZodOpenApiOperationObject => {
  const hasToken = (operation.security ?? []).length > 0;
  const own = operation.responses as Record<string, ZodOpenApiResponseObject>;
  const common: Record<string, ZodOpenApiResponseObject> = {
    ...problems('not-acceptable', 'internal', ...(hasToken ? (['unauthenticated'] as const) : [])),
  };
  const fromGateway = Object.entries(byGateway).filter(([status]) => hasToken || status !== '401');
  const statuses = [
    ...new Set([...Object.keys(own), ...Object.keys(common), ...fromGateway.map(([s]) => s)]),
  ];
  const responses = statuses.sort().map((status) => {
    const response = own[status] ?? common[status];
    const gatewayResponse = Object.fromEntries(fromGateway)[status];
    const whole = { ...response, ...either(response, gatewayResponse) };
    const headers = headersOf(response, gatewayResponse === undefined);
    const isGood = status.startsWith('2') && operation.operationId !== undefined;
    return [status, { ...(isGood ? withExample(whole, operation.operationId ?? '') : whole), headers }];
  });
  return { ...operation, responses: Object.fromEntries(responses) as ZodOpenApiResponsesObject };
};

/**
 * Adds to every operation what is the same for all: the answers that the gateway gives by itself, those to a bad `Accept`
 * or a missing token, the header with the call's id, and the examples.
 */
export const complete = (paths: ZodOpenApiPathsObject): ZodOpenApiPathsObject =>
  Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item as Record<string, ZodOpenApiOperationObject>).map(([method, operation]) => [
          method,
          completeOperation(operation),
        ]),
      ),
    ]),
  );
