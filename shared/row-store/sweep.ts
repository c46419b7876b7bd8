import type { Zone } from '../calendar/zone.ts';
import type { EventLog } from '../event-store/event-log.ts';
import { type Scanned, type ScanPage, scanRequests } from '../event-store/scan.ts';
import type { Instant } from '../instant.ts';
import type { Projection } from '../projections/projection.ts';
import type { Surroundings } from '../surroundings.ts';
import { segments } from './sweep-segments.ts';
import {
  type Counts,
  keepSegment,
  leaveSegment,
  type SweepState,
  sumOf,
  takeSegment,
} from './sweep-state.ts';
import type { ViewTable } from './view.ts';
import type { Listed } from './write-rows.ts';

/** What goes over the whole log for one projection, page by page, and never holds more than a page and a stream. */
export type Sweeper = {
  readonly projection: Projection;
  readonly log: EventLog;
  readonly view: ViewTable;
  readonly zone: Zone;
  readonly surroundings: Surroundings;
  readonly listed: Listed;
  /** Requests a second at most, over all segments. */
  readonly requestsPerSecond: number;
  /** Told of every request that cannot be read, folded or written, and of rows found wrong. */
  readonly onProblem: (message: string, about: { request: string; error?: unknown }) => void;
};

export type Walk = {
  readonly segment: number;
  readonly cursor: string | null;
  readonly consistent: boolean;
  readonly deadline: Instant;
};

/** A page holds what may be done in about ten seconds. */
const pageSeconds = 10;

/**
 * Walks a segment of the log until its end or the deadline, one page at least, no faster than it may.
 * @param onPage works on a page and says whether to go on; the cursor is where the next page begins
 */
export const walk = async (
  { log, surroundings, requestsPerSecond }: Sweeper,
  { segment, cursor, consistent, deadline }: Walk,
  onPage: (requests: readonly Scanned[], cursor: string | null) => Promise<boolean>,
): Promise<void> => {
  const rate = requestsPerSecond / segments;
  const limit = Math.max(10, Math.ceil(rate * pageSeconds));
  let next = cursor;
  do {
    const started = surroundings.now();
    const page: ScanPage = await scanRequests(
      log,
      { segment, total: segments },
      { cursor: next, consistent, limit },
    );
    if (!(await onPage(page.requests, page.cursor))) return;
    next = page.cursor;
    const early = started + (page.requests.length / rate) * 1000 - surroundings.now();
    if (next !== null && early > 0) await surroundings.sleep(early);
  } while (next !== null && surroundings.now() < deadline);
};

/** Works on a page; `isAgain` where a worker died in it or before it, so that rows may lack their changes. */
export type OnPage = (requests: readonly Scanned[], isAgain: boolean) => Promise<Counts>;

/**
 * Goes on with one segment of a sweep whose state is in the table, where no other worker has it. Two workers do no
 * harm: each notes its page on the state it read, and the one that comes second stops.
 * @returns whether there was anything to do for this worker
 */
export const sweepSegment = async (
  sweeper: Sweeper,
  which: Pick<SweepState, 'kind' | 'segment' | 'run'>,
  { consistent, deadline }: Pick<Walk, 'consistent' | 'deadline'>,
  onPage: OnPage,
): Promise<boolean> => {
  const { view, surroundings } = sweeper;
  let state = await takeSegment(view, which, surroundings.now());
  if (state === undefined) return false;
  const { segment, cursor, isReindexing } = state;
  await walk(sweeper, { segment, cursor, consistent, deadline }, async (requests, next) => {
    if (state === undefined) return false;
    const counts = sumOf([state.counts, await onPage(requests, isReindexing)]);
    const now = surroundings.now();
    const finishedAt = next === null ? now : null;
    state = await keepSegment(view, { ...state, counts, cursor: next, finishedAt }, now);
    return state !== undefined;
  });
  if (state !== undefined) await leaveSegment(view, state, surroundings.now());
  return true;
};
