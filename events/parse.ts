import type * as z from 'zod/mini';
import { findEventType } from './catalogue.ts';
import { attributeName, envelope, type MotcuaEvent } from './envelope.ts';
import { kindOfType } from './registry/kind.ts';

/** One thing that is wrong with an event: the field as a path (`data.outcome`) and what it must be. */
export type Issue = { field: string; detail: string };

export type Parsed =
  | { ok: true; event: MotcuaEvent }
  | { ok: false; reason: 'invalid' | 'unknown-type'; issues: readonly Issue[] };

/** How far ahead of the hub's clock a sender's clock may run, in milliseconds. */
const allowedAheadMs = 5 * 60_000;

/** The most that one event may take as JSON, in bytes of UTF-8: extensions are many, and each is bounded alone. */
const largestEventBytes = 64 * 1024;

const issuesOf = (error: z.core.$ZodError, prefix: readonly string[]): Issue[] =>
  error.issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path.map(String)];
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: [...path, key].join('.'), detail: 'is not a field of this type' }))
      : [{ field: path.join('.') || 'event', detail: issue.message }];
  });

/** By the CloudEvents JSON format an attribute that is null is one left out. */
const withoutUnset = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([, attribute]) => attribute !== null))
    : value;

const invalid = (...issues: Issue[]): Parsed => ({ ok: false, reason: 'invalid', issues });

/**
 * Checks a stranger's value against the envelope and the schema of its type.
 * @param now the hub's clock in milliseconds; `time` may lie in the past without limit and 5 minutes ahead
 */
export const parseEvent = (value: unknown, now: number): Parsed => {
  const outer = envelope.safeParse(withoutUnset(value));
  if (!outer.success) return invalid(...issuesOf(outer.error, []));
  const misnamed = Object.keys(outer.data).find((name) => !attributeName.test(name));
  if (misnamed !== undefined)
    return invalid({
      field: misnamed,
      detail: 'is not an attribute name: lower-case letters and digits, at most 20',
    });

  const known = findEventType(outer.data.type);
  if (known === undefined) {
    const kind = kindOfType(outer.data.type);
    const hint = kind
      ? `is written by the hub: PUT /v1/registry/${kind} registers`
      : 'is not known; GET /v1/catalogue lists the types';
    return {
      ok: false,
      reason: 'unknown-type',
      issues: [{ field: 'type', detail: `${outer.data.type} ${hint}` }],
    };
  }
  if (Date.parse(outer.data.time) > now + allowedAheadMs)
    return invalid({ field: 'time', detail: 'lies more than 5 minutes in the future' });

  const inner = known.data.safeParse(outer.data.data ?? {});
  if (!inner.success) return invalid(...issuesOf(inner.error, ['data']));
  const event = { ...outer.data, data: inner.data } as MotcuaEvent;
  if (Buffer.byteLength(JSON.stringify(event)) > largestEventBytes)
    return invalid({ field: 'event', detail: 'is larger than 64 kB as JSON' });
  return { ok: true, event };
};
