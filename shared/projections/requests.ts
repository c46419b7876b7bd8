import { foldVersion } from '../request/snapshot.ts';
import { statusOf } from '../request/state.ts';
import { dimensions } from '../segment/dimensions.ts';
import type { Projection } from './projection.ts';

const schema = {
  ...dimensions,
  accepted: 'instant',
  due: 'instant',
  status: 'code',
  unit: 'code',
  official: 'code',
  outcome: 'code',
} as const;
export type RequestsSchema = typeof schema;

/** Where requests stand: one line a request, from its submission on. Which request it is, the key of the line says. */
export const requests: Projection<RequestsSchema> = {
  name: 'requests',
  version: foldVersion + 1,
  schema,
  lines: (state) =>
    state.received === undefined
      ? []
      : [
          {
            received: state.received,
            ended: state.ended ?? null,
            procedure: state.procedure ?? null,
            channel: state.channel ?? null,
            accepted: state.accepted ?? null,
            due: state.due ?? null,
            status: statusOf(state),
            unit: state.unit ?? null,
            official: state.official ?? null,
            outcome: state.outcome ?? null,
          },
        ],
};
