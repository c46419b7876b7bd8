import type * as z from 'zod/mini';
import type { Status } from './status.ts';

/** Everything the hub knows about one type of event; one file of this folder each. */
export type EventType<
  T extends string = string,
  S extends z.ZodMiniType = z.ZodMiniType,
  P extends readonly string[] = readonly string[],
> = {
  /** The CloudEvents `type`, with its version: `motcua.request.submitted.v1`. */
  readonly type: T;
  /** What the event reports, in a sentence. */
  readonly meaning: string;
  /** What it does to the clocks, in a phrase. */
  readonly effect: string;
  /** Where it leaves a request that was on its way; null where it leaves it as it is. */
  readonly leadsTo: Status | null;
  readonly data: S;
  readonly example: z.input<S>;
  /** Paths inside `data` that are personal: they stay in the log and never leave it. */
  readonly personal: P;
};

/** Declares an event type; only here to infer the types from the schema. */
export const eventType = <const T extends string, S extends z.ZodMiniType, const P extends readonly string[]>(
  definition: EventType<T, S, P>,
) => definition;
