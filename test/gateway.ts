/** Calls as API Gateway hands them to a function (payload format 2.0), and functions called as Lambda calls them. */

export type Answer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Given = {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  /** The claims of a verified token; left out where the call brought none. */
  readonly claims?: Readonly<Record<string, unknown>>;
};

const gatewayCall = ({
  method = 'GET',
  path = '/',
  query,
  parameters,
  headers = {},
  body,
  isBase64Encoded = false,
  claims,
}: Given) => ({
  version: '2.0',
  routeKey: `${method} ${path}`,
  rawPath: path,
  rawQueryString: new URLSearchParams(query).toString(),
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  ...(query && { queryStringParameters: query }),
  ...(parameters && { pathParameters: parameters }),
  requestContext: {
    requestId: 'test-call',
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'tests' },
    ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
  },
  ...(body !== undefined && { body }),
  isBase64Encoded,
});

/** Calls a handler as Lambda does: what goes in and comes out is JSON. */
export const invoke = async <R>(handler: unknown, event: object): Promise<R> => {
  const call = handler as (event: unknown, context: object) => Promise<unknown>;
  const context = { getRemainingTimeInMillis: () => 29_000, functionName: 'test', awsRequestId: 'test' };
  const answer = await call(JSON.parse(JSON.stringify(event)), context);
  return JSON.parse(JSON.stringify(answer ?? null)) as R;
};

export const ask = (handler: unknown, given: Given): Promise<Answer> =>
  invoke<Answer>(handler, gatewayCall(given));

/** What every function finds in its environment here. */
export const functionEnvironment = (endpoint: string): Record<string, string> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_DEV: 'false',
  TIME_ZONE: 'Asia/Ho_Chi_Minh',
  CALENDAR: 'vietnam',
  // For what may read the log, in tests of what does not.
  EVENTS_TABLE: 'none',
});
