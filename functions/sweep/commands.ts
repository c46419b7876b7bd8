import * as z from 'zod/mini';
import { agencyCode, whole } from '../../events/fields.ts';
import { segments } from '../../shared/row-store/sweep-segments.ts';

/** What the schedule and the operator's command line ask of the sweeping function, and what it answers. */

const projection = z.string();
const segment = whole(0, segments - 1);
/** Below the function's timeout of five minutes. */
const budgetSeconds = z._default(z.number().check(z.minimum(0), z.maximum(240)), 45);
const cursor = z.optional(z.string());
const month = z.string().check(z.regex(/^\d{4}-\d{2}$/, 'must be a month such as 2026-10'));
const part = { projection, segment, cursor, budgetSeconds };

/** A tick of the schedule names a segment; one that names none is for all of them. */
export const tick = z.looseObject({ command: z.optional(z.undefined()), segment: z.optional(segment) });

export const command = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('status') }),
  z.strictObject({ command: z.literal('rebuild'), projection }),
  z.strictObject({ command: z.literal('advance'), projection, segment, budgetSeconds }),
  z.strictObject({
    command: z.literal('repair'),
    ...part,
    agency: z.optional(agencyCode),
    fromMonth: z.optional(month),
    toMonth: z.optional(month),
  }),
  z.strictObject({ command: z.literal('verify'), ...part }),
  z.strictObject({ command: z.literal('reconcile'), ...part }),
]);
export type Command = z.output<typeof command>;

const count = z.int().check(z.minimum(0));
const at = z.iso.datetime();
const phase = z.enum(['filling', 'checking', 'compacting']);
/** Where the next call goes on; null at the end of the segment. */
const next = z.nullable(z.string());

const building = z.object({ number: z.int(), version: z.int(), startedAt: at, phase });

export const answers = {
  status: z.object({
    projections: z.array(
      z.object({
        name: z.string(),
        codeVersion: z.int(),
        current: z.object({ number: z.int(), version: z.int() }),
        building: z.nullable(building),
        retired: z.array(z.object({ number: z.int(), retiredAt: at })),
        sweeps: z.array(
          z.object({
            kind: z.enum(['reconcile', 'rebuild']),
            segment,
            seen: count,
            repaired: count,
            startedAt: at,
            finishedAt: z.nullable(at),
          }),
        ),
      }),
    ),
  }),
  rebuild: z.object({ started: z.boolean(), building }),
  advance: z.object({
    phase: z.union([phase, z.literal('done')]),
    seen: count,
    written: count,
    segmentDone: z.boolean(),
    different: z.optional(count),
  }),
  repair: z.object({ cursor: next, seen: count, written: count }),
  verify: z.object({
    cursor: next,
    requests: count,
    events: count,
    missing: count,
    behind: count,
    different: count,
    gaps: count,
    examples: z.array(z.string()).check(z.maxLength(10)),
  }),
  reconcile: z.object({ cursor: next, seen: count, repaired: count }),
};
export type Answer<C extends keyof typeof answers> = z.input<(typeof answers)[C]>;
