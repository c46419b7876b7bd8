import * as z from 'zod/mini';
import type { FormerType } from '../events/former-types.ts';
import type { Upcaster } from '../events/upcasters.ts';

/**
 * A history that the catalogue does not have yet, under the names of the modules that hold the real one, for
 * `vi.mock`: a request was `closed` in two versions before it was `resolved`.
 */

const closedV1 = z.strictObject({ result: z.enum(['yes', 'no']) });
const closedV2 = z.strictObject({ decision: z.enum(['granted', 'denied']), clerk: z.string() });

export const formerTypes: readonly FormerType[] = [
  { type: 'motcua.request.closed.v1', data: closedV1, example: { result: 'yes' } },
  { type: 'motcua.request.closed.v2', data: closedV2, example: { decision: 'denied', clerk: '12' } },
];

export const upcasters: ReadonlyMap<string, Upcaster> = new Map<string, Upcaster>([
  [
    'motcua.request.closed.v1',
    {
      to: 'motcua.request.closed.v2',
      data: ({ result }: z.output<typeof closedV1>): z.output<typeof closedV2> => ({
        decision: result === 'yes' ? 'granted' : 'denied',
        clerk: '',
      }),
    },
  ],
  [
    'motcua.request.closed.v2',
    {
      to: 'motcua.request.resolved.v1',
      data: ({ decision }: z.output<typeof closedV2>) => ({ outcome: decision }),
    },
  ],
]);
