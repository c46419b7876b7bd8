import type * as z from 'zod/mini';
import type { EventType } from './event-type.ts';

/** A version of a type that was succeeded by a breaking change: it is taken and read for ever. */
export type FormerType = Pick<EventType<string, z.ZodMiniType<object>>, 'type' | 'data' | 'example'>;

/** Each with its way to the next version in upcasters.ts; see docs/decisions/versions.md. */
export const formerTypes: readonly FormerType[] = [];
