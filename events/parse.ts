import { eventTypes, findEventType } from './catalogue.ts';
import { attributeName, envelope, type MotcuaEvent } from './envelope.ts';
import { formerTypes } from './former-types.ts';
import { type Issue, issuesOf } from './issues.ts';
import { kindOfType } from './registry/kind.ts';
import { upcast } from './upcast.ts';

/** Why an event cannot be taken, whatever the log holds; the reasons are the names of their problems. */
export type Unreadable = {
  readonly reason:
    | 'invalid-event'
    | 'event-too-large'
    | 'time-in-future'
    | 'unknown-event-type'
    | 'unknown-event-version';
  readonly issues: readonly Issue[];
  /** Of an unknown version: those of its type that are known. */
  readonly versions?: readonly string[];
};

export type Parsed =
  | { readonly ok: true; readonly event: MotcuaEvent }
  | ({ readonly ok: false } & Unreadable);

/** How far ahead of the hub's clock a sender's clock may run, in milliseconds. */
const allowedAheadMs = 5 * 60_000;

/** The most that one event may take as JSON, in bytes of UTF-8: extensions are many, and each is bounded alone. */
export const largestEventBytes = 64 * 1024;

const unreadable = (reason: Unreadable['reason'], ...issues: Issue[]): Parsed => ({
  ok: false,
  reason,
  issues,
});

/** The deepest that an event may nest: far more than any type needs, and little enough to write it as JSON in no time. */
const deepest = 32;

const isDeeper = (value: unknown): boolean => {
  let level = [value];
  for (let depth = 0; depth <= deepest && level.length > 0; depth++)
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  return level.length > 0;
};

/** The size as JSON, in bytes of UTF-8. What is no JSON at all is left to the schemas. */
const jsonBytes = (value: unknown): number => {
  try {
    return Buffer.byteLength(JSON.stringify(value) ?? '');
  } catch {
    return 0;
  }
};

/** The JSON that base64 text stands for; undefined where it is not that. */
const jsonOfBase64 = (text: string): unknown => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

/**
 * By the CloudEvents JSON format an attribute that is null is one left out, and `data_base64` holds the bytes of `data`
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md#31-handling-of-data).
 */
export const readFormat = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const set = Object.fromEntries(Object.entries(value).filter(([, attribute]) => attribute !== null));
  const { data_base64: bytes, ...attributes } = set;
  const data = typeof bytes === 'string' && !('data' in set) ? jsonOfBase64(bytes) : undefined;
  return data === undefined ? set : { ...attributes, data };
};

const misnamedDetail = (name: string): string =>
  name === 'data_base64'
    ? 'must be the base64 of JSON in UTF-8, in the place of data'
    : 'is not an attribute name: lower-case letters and digits, at most 64';

const allTypes = [...formerTypes, ...eventTypes].map(({ type }): string => type);
const stemOf = (type: string): string => type.replace(/\.v\d+$/, '');

const unknown = (type: string): Parsed => {
  const versions = allTypes.filter((known) => stemOf(known) === stemOf(type));
  if (versions.length > 0)
    return {
      ok: false,
      reason: 'unknown-event-version',
      issues: [{ field: 'type', detail: `is known as ${versions.join(', ')}` }],
      versions,
    };
  const kind = kindOfType(type);
  const detail = kind
    ? `is written by the hub itself: PUT /v1/registry/${kind} registers`
    : 'is not known; GET /v1/catalogue lists the types';
  return unreadable('unknown-event-type', { field: 'type', detail: `${type} ${detail}` });
};

/**
 * Checks a stranger's value against the envelope and the schema of its type, in the version in which it was sent.
 * @param now the hub's clock in milliseconds; `time` may lie in the past without limit and 5 minutes ahead
 * @returns the event in today's version of its type
 */
export const parseEvent = (value: unknown, now: number): Parsed => {
  if (isDeeper(value))
    return unreadable('invalid-event', { field: 'event', detail: `is nested more than ${deepest} deep` });
  const bytes = jsonBytes(value);
  if (bytes > largestEventBytes)
    return unreadable('event-too-large', {
      field: 'event',
      detail: `is ${bytes} bytes as JSON; an event has at most ${largestEventBytes}`,
    });
  const outer = envelope.safeParse(readFormat(value));
  if (!outer.success) return unreadable('invalid-event', ...issuesOf(outer.error, []));
  const misnamed = Object.keys(outer.data).find((name) => !attributeName.test(name));
  if (misnamed !== undefined)
    return unreadable('invalid-event', { field: misnamed, detail: misnamedDetail(misnamed) });

  const { type, time } = outer.data;
  const known = findEventType(type) ?? formerTypes.find((former) => former.type === type);
  if (known === undefined) return unknown(type);
  if (Date.parse(time) > now + allowedAheadMs)
    return unreadable('time-in-future', { field: 'time', detail: 'lies more than 5 minutes in the future' });

  const inner = known.data.safeParse(outer.data.data ?? {});
  if (!inner.success) return unreadable('invalid-event', ...issuesOf(inner.error, ['data']));
  return { ok: true, event: upcast({ ...outer.data, data: inner.data }) };
};
