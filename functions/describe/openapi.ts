import { createDocument } from 'zod-openapi';
import { largestBatch, largestCallBytes } from '../../shared/http/cloudevents.ts';
import { rateLimit } from '../../shared/http/limits.ts';
import { complete } from './complete.ts';
import { comparisonPaths } from './paths/comparison.ts';
import { curvePaths } from './paths/curve.ts';
import { dataQualityPaths } from './paths/data-quality.ts';
import { eventPaths } from './paths/events.ts';
import { flowPaths } from './paths/flow.ts';
import { formPaths } from './paths/form-ii-06a.ts';
import { officesPaths } from './paths/offices.ts';
import { publicPaths } from './paths/public.ts';
import { registryPaths } from './paths/registry.ts';
import { requestPaths } from './paths/requests.ts';
import { statisticPaths } from './paths/statistics.ts';
import { stepsPaths } from './paths/steps.ts';

const description = `An event-sourced citizen service-request hub: post events, ask for statistics.

**Limits.** A call holds at most ${largestBatch} events and ${largestCallBytes / 1024 / 1024} MB. Unless the deployment says otherwise the gateway
lets ${rateLimit.callsPerSecond} calls a second through, over all callers, and bursts of ${rateLimit.burst}; what is more is answered 429: send it again, later each time.

**Failures** are problem documents (RFC 9457) with a stable \`type\`; what each means and what to do about it is in
\`docs/problems.md\`. What the gateway in front of the hub answers by itself is JSON with a \`message\`.

**Ids.** Every answer carries \`x-request-id\`, a problem as its \`instance\` too; the logs have it with every line of the call.
`;

/** The API as OpenAPI 3.1, from the schemas that check it. */
export const openApi = () =>
  createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: 'Motcua',
        version: '1.0.0',
        description,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      paths: complete({
        ...eventPaths,
        ...requestPaths,
        ...statisticPaths,
        ...curvePaths,
        ...comparisonPaths,
        ...flowPaths,
        ...formPaths,
        ...officesPaths,
        ...dataQualityPaths,
        ...stepsPaths,
        ...registryPaths,
        ...publicPaths,
      }),
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
    },
    {
      // A format says it all; its pattern, of hundreds of characters, would only say it again.
      override: ({ jsonSchema }) => {
        if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      },
    },
  );
