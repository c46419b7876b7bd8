import * as z from 'zod';

/** What the deployed functions answer to an operator, as far as the commands read it. */

const count = z.int().min(0);
const instant = z.iso.datetime({ offset: true });

const building = z.object({
  number: z.int(),
  version: z.int(),
  startedAt: instant,
  phase: z.enum(['filling', 'checking', 'compacting']),
});

export const statusAnswer = z.object({
  projections: z.array(
    z.object({
      name: z.string(),
      codeVersion: z.int(),
      current: z.object({ number: z.int(), version: z.int() }),
      building: building.nullable(),
      retired: z.array(z.object({ number: z.int(), retiredAt: instant })),
      sweeps: z.array(
        z.object({
          kind: z.enum(['reconcile', 'rebuild']),
          segment: count,
          seen: count,
          repaired: count,
          startedAt: instant,
          finishedAt: instant.nullable(),
        }),
      ),
    }),
  ),
});
export type StatusAnswer = z.infer<typeof statusAnswer>;

export const rebuildAnswer = z.object({ started: z.boolean(), building });

export const advanceAnswer = z.object({
  phase: z.enum(['filling', 'checking', 'compacting', 'done']),
  seen: count,
  written: count,
  segmentDone: z.boolean(),
  different: count.optional(),
});

const cursor = z.string().nullable();

export const repairAnswer = z.object({ cursor, seen: count, written: count });

export const reconcileAnswer = z.object({ cursor, seen: count, repaired: count });

export const verifyAnswer = z.object({
  cursor,
  requests: count,
  events: count,
  missing: count,
  behind: count,
  different: count,
  gaps: count,
  /** Some of the requests that are wrong. */
  examples: z.array(z.string()),
});

/** `GET /v1/health`. */
export const healthAnswer = z.object({
  status: z.string(),
  build: z.string(),
  projections: z.array(
    z.object({ name: z.string(), lagSeconds: z.number().nullable(), waiting: count, deadLetters: count }),
  ),
});
