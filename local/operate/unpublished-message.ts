import * as z from 'zod';
import type { UnpublishedCommit } from '../../shared/bus/unpublished.ts';
import { type Instant, instantOf } from '../../shared/instant.ts';

/** The name of a commit, as the publisher leaves it. */
const named = z.object({ request: z.string().min(1), version: z.int().min(1), reason: z.string() });

/** What Lambda says of records that it gave up on: where they were in the stream, and when they came. */
const position = z.object({
  DDBStreamBatchInfo: z.object({
    approximateArrivalOfFirstRecord: z.iso.datetime({ offset: true }),
    approximateArrivalOfLastRecord: z.iso.datetime({ offset: true }),
  }),
});

/** When commits were written, both ends included. */
export type Period = { readonly from: Instant; readonly to: Instant };

export type UnpublishedMessage =
  | { readonly kind: 'commit'; readonly commit: UnpublishedCommit }
  | { readonly kind: 'period'; readonly period: Period };

/** A commit is stamped before it is written; the stream rounds down to the second. */
const earlierMs = 5 * 60_000;
const laterMs = 60_000;

/**
 * Reads a message of the unpublished queue. A place in the stream is read as the time in which its commits were written: the
 * stream has forgotten them by the time Lambda gives up, the log has not.
 * @throws Error where it is neither
 */
export const unpublishedOf = (body: string): UnpublishedMessage => {
  const message = z.union([named, position]).parse(JSON.parse(body));
  if ('request' in message) return { kind: 'commit', commit: message };
  const { approximateArrivalOfFirstRecord: first, approximateArrivalOfLastRecord: last } =
    message.DDBStreamBatchInfo;
  const from = (instantOf(first) - earlierMs) as Instant;
  return { kind: 'period', period: { from, to: (instantOf(last) + laterMs) as Instant } };
};
