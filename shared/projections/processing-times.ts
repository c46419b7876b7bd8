import { foldVersion } from '../request/snapshot.ts';
import { dimensions } from '../segment/dimensions.ts';
import type { Projection } from './projection.ts';

const schema = { ...dimensions, accepted: 'instant', due: 'instant', outcome: 'code' } as const;
export type ProcessingTimesSchema = typeof schema;

/** How long requests take: one line a request, from its submission on. */
export const processingTimes: Projection<ProcessingTimesSchema> = {
  name: 'processing-times',
  version: foldVersion + 1,
  schema,
  lines: ({ received, ended, procedure, channel, accepted, due, outcome }) =>
    received === undefined
      ? []
      : [
          {
            received,
            ended: ended ?? null,
            procedure: procedure ?? null,
            channel: channel ?? null,
            accepted: accepted ?? null,
            due: due ?? null,
            outcome: outcome ?? null,
          },
        ],
};
