import * as z from 'zod/mini';
import type { ZodOpenApiPathItemObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { registryCatalogue } from '../../../events/registry/catalogue.ts';
import { keyFields, type RegistryKind, registryKinds } from '../../../events/registry/kind.ts';
import { registryAnswer } from '../../registry/answers.ts';
import { largestCall } from '../../registry/limits.ts';
import { registryParameters } from '../../registry/parameters.ts';
import { etag, ifNoneMatch, preconditions, unchanged } from '../conditional.ts';
import { problems, token } from '../describing.ts';

const named: Record<RegistryKind, string> = {
  agencies: 'Agency',
  sources: 'Source',
  procedures: 'Procedure',
  calendars: 'Calendar',
};

const pathsOf = (kind: RegistryKind): Record<string, ZodOpenApiPathItemObject> => {
  const { meaning, data, example } = registryCatalogue[kind];
  const [codeField] = keyFields[kind];
  const name = named[kind];
  // A schema of its own: with an id the catalogue would only refer to it.
  const entry = z
    .extend(data, {})
    .register(z.globalRegistry, { id: `Registered${name}`, description: meaning });
  const answer = registryAnswer(kind).register(z.globalRegistry, { id: `${name}Registrations` });
  const shape: Record<string, z.ZodMiniType> = data.shape;
  const code = shape[codeField];
  if (code === undefined) throw new Error(`${kind} have no field ${codeField}`);
  const { [codeField]: _inPath, ...body } = example as Record<string, unknown>;
  const path = z.object({ [codeField]: code });
  const ok = (description: string) => ({
    description,
    headers: etag,
    content: {
      'application/json': {
        schema: answer,
        example: {
          kind,
          version: 1,
          entries: [
            {
              version: 1,
              recordedAt: '2026-11-24T03:00:00.000Z',
              recordedBy: 'city-registrar',
              entry: example,
            },
          ],
          next: null,
        },
      },
    },
  });
  const get = (operationId: string, summary: string, isOfCode: boolean) => ({
    operationId,
    summary,
    security: token,
    requestParams: { query: registryParameters, header: ifNoneMatch, ...(isOfCode && { path }) },
    responses: {
      '200': ok('By version, a page at a time'),
      ...unchanged,
      ...problems(
        'invalid-parameter',
        'missing-scope',
        'unclear-agency',
        ...(isOfCode ? (['not-found'] as const) : []),
      ),
    },
  });
  const refused = problems(
    'malformed-body',
    'malformed-header',
    'missing-scope',
    'unclear-agency',
    'foreign-agency',
    'precondition-failed',
    'call-too-large',
    'batch-too-large',
    'commit-too-large',
    'unsupported-media-type',
    'invalid-entry',
    'unavailable',
  );
  return {
    [`/v1/registry/${kind}`]: {
      get: get(`list${name}Entries`, `All ${kind} that are registered`, false),
      put: {
        operationId: `putMany${name}Entries`,
        summary: `Register ${kind}, all or none`,
        description: 'What is registered already, just so, is not registered again. Sending again is safe.',
        security: token,
        requestParams: { header: z.object(preconditions) },
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: z.array(entry).check(z.maxLength(largestCall.entries)),
              example: [example],
            },
          },
        },
        responses: { '200': ok('They are registered'), ...refused },
      },
    },
    [`/v1/registry/${kind}/{${codeField}}`]: {
      get: get(`get${name}Entries`, 'What is registered under a code', true),
      put: {
        operationId: `put${name}Entry`,
        summary: meaning,
        description: `The whole entry; \`${codeField}\` stands in the path and may be left out of the body.`,
        security: token,
        requestParams: { path, header: z.object(preconditions) },
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: z.safeExtend(data, { [codeField]: z.optional(code) }),
              example: body,
            },
          },
        },
        responses: { '200': ok('It is registered'), ...refused, ...problems('not-found') },
      },
    },
    [`/v1/registry/${kind}/{${codeField}}/history`]: {
      get: get(`get${name}History`, 'Every registration under a code', true),
    },
  };
};

/** What operators register. */
export const registryPaths: ZodOpenApiPathsObject = Object.assign(
  {},
  ...registryKinds.map(pathsOf),
) as ZodOpenApiPathsObject;
