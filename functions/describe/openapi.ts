import { createDocument } from 'zod-openapi';
import { dataQualityPaths } from './paths/data-quality.ts';
import { eventPaths } from './paths/events.ts';
import { publicPaths } from './paths/public.ts';
import { requestPaths } from './paths/requests.ts';
import { statisticPaths } from './paths/statistics.ts';

/** The API as OpenAPI 3.1, from the schemas that check it. */
export const openApi = () =>
  createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Motcua',
      version: '1.0.0',
      description: 'An event-sourced citizen service-request hub: post events, ask for statistics.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: { ...eventPaths, ...requestPaths, ...statisticPaths, ...dataQualityPaths, ...publicPaths },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  });
