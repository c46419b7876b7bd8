import { describe, expect, inject, test } from 'vitest';
import { call } from './ask.ts';
import {
  checkerOf,
  type Described,
  type Document,
  examplesOf,
  operationsOf,
  type Parameter,
  parameterExamples,
} from './openapi.ts';

const read = async (): Promise<Document> =>
  (await (await fetch(`${inject('apiUrl')}/v1/openapi.json`)).json()) as Document;

const document = await read();
const check = checkerOf(document);

type Example = { readonly name: string; readonly path: string; readonly init: RequestInit };

const first = (parameter: Parameter): string => String(parameterExamples(document, parameter)[0]);

const kindOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'type' in body ? String(body.type) : '';

/** Every way to make a call with the values that the document gives: each optional parameter alone, each body. */
const callsOf = ({ path, method, operation }: Described): Example[] => {
  const { parameters = [], requestBody } = operation;
  const filled = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce(
      (text, parameter) => text.replace(`{${parameter.name}}`, encodeURIComponent(first(parameter))),
      path,
    );
  const headers = parameters
    // A precondition holds for one version only, which nobody knows here.
    .filter((parameter) => parameter.in === 'header' && !parameter.name.startsWith('if-'))
    .map((parameter): [string, string] => [parameter.name, first(parameter)]);
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const needed = inQuery.filter(({ required }) => required === true);
  const optional = inQuery.filter(({ required }) => required !== true);
  const withQuery = (chosen: readonly Parameter[]) => {
    const query = new URLSearchParams(
      chosen.map((parameter): [string, string] => [parameter.name, first(parameter)]),
    );
    return query.size === 0 ? filled : `${filled}?${query.toString()}`;
  };
  const bodies = Object.entries(requestBody?.content ?? {}).flatMap(([type, media]) =>
    examplesOf(media).map((body) => ({ type, kind: kindOf(body), body: JSON.stringify(body) })),
  );
  if (bodies.length > 0)
    return bodies.map(({ type, kind, body }) => ({
      name: `${type} ${kind}`,
      path: withQuery(needed),
      init: { method, body, headers: [...headers, ['content-type', type]] },
    }));
  return [[], ...optional.map((parameter) => [parameter])].map((chosen) => ({
    name: chosen.map(({ name }) => name).join() || 'plain',
    path: withQuery([...needed, ...chosen]),
    init: { method, headers },
  }));
};

const contentOf = (response: Response, mediaType: string): Promise<unknown> =>
  mediaType.endsWith('json') ? response.json() : response.text();

/** What writes comes first, so that what reads finds something. */
const writingFirst = operationsOf(document).toSorted(
  (one, other) => Number(one.method === 'GET') - Number(other.method === 'GET'),
);

describe.each(writingFirst.map((described) => [`${described.method} ${described.path}`, described] as const))(
  'the examples of %s',
  (_name, described) => {
    test.each(callsOf(described).map((example) => [example.name, example] as const))(
      '%s',
      async (_call, { path, init }) => {
        const response = await call(path, { role: 'operator', ...init });
        const mediaType = response.headers.get('content-type')?.split(';')[0] ?? '';
        const answer = await contentOf(response, mediaType);
        expect(response.status, JSON.stringify(answer)).toBeLessThan(300);
        const documented = described.operation.responses[response.status];
        const media = documented?.content?.[mediaType];
        expect(media, `${response.status} ${mediaType}`).toBeDefined();
        expect(check(media?.schema ?? false, answer)).toBeUndefined();
        for (const [name, { required = false }] of Object.entries(documented?.headers ?? {}))
          if (required) expect(response.headers.get(name), name).not.toBeNull();
      },
    );
  },
);
