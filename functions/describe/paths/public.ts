import * as z from 'zod/mini';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import * as answers from '../../query/answers.ts';
import { ok } from '../describing.ts';

/** What anyone may read. */
export const publicPaths: ZodOpenApiPathsObject = {
  '/v1/catalogue': {
    get: {
      operationId: 'getCatalogue',
      summary: 'Event types with schemas and examples; measures with versions',
      security: [],
      responses: { '200': ok('The catalogue', answers.catalogueAnswer) },
    },
  },
  '/v1/openapi.json': {
    get: {
      operationId: 'getOpenApi',
      summary: 'This document',
      security: [],
      responses: { '200': ok('OpenAPI 3.1', z.record(z.string(), z.unknown())) },
    },
  },
  '/v1/health': {
    get: {
      operationId: 'getHealth',
      summary: 'The build, and how far the projections are',
      security: [],
      responses: { '200': ok('The state of the hub', answers.healthAnswer) },
    },
  },
};
