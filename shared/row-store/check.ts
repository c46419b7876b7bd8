import { isDeepStrictEqual } from 'node:util';
import { type EventLog, loadStream } from '../event-store/event-log.ts';
import { type Scanned, versionBy, wholeStream } from '../event-store/scan.ts';
import type { Instant } from '../instant.ts';
import { agencyLinesOf, type PlacedRow, rowOf } from '../projections/projection.ts';
import { snapshotOf } from '../request/snapshot.ts';
import { type Stream, version } from '../request/stream.ts';
import { type Generation, viewOf } from './generations.ts';
import { readRows, type StoredRow } from './read-rows.ts';
import type { Sweeper } from './sweep.ts';

export type Fault = 'missing' | 'behind' | 'different';

/** What a check found of one request: its row as the log has it, and what is wrong with the stored one. */
export type Checked = {
  readonly request: string;
  readonly events: number;
  /** The versions of its stream do not run 1, 2, 3 … */
  readonly hasGap: boolean;
  /** The row that it should have, null where it should have none. */
  readonly row: PlacedRow | null;
  readonly stored: StoredRow | undefined;
  readonly fault: Fault | null;
};

const upTo = (stream: Stream, head: number): Stream =>
  head >= stream.version
    ? stream
    : {
        request: stream.request,
        version: version(head),
        events: stream.events.filter((event) => event.version <= head),
      };

const load = (log: EventLog, request: string): Promise<Stream> =>
  loadStream(log, request, { consistent: true });

/** Whether a stored row says what the fold says; a row without lines says that there is nothing. */
export const isSame = (row: PlacedRow | null, stored: StoredRow): boolean =>
  row === null
    ? stored.lines.length === 0 && stored.elsewhere.length === 0
    : isDeepStrictEqual([row.month, agencyLinesOf(row)], [stored.month, agencyLinesOf(stored)]);

/**
 * Folds every request of a page and compares its row in a generation, at the version that the row has.
 * @param before commits since then are on their way: a row need not have them yet
 */
export const check = async (
  { projection, log, view, zone, surroundings, onProblem }: Sweeper,
  requests: readonly Scanned[],
  generation: Generation,
  before: Instant,
): Promise<Checked[]> => {
  const rows = await readRows(
    viewOf(view, generation),
    requests.map(({ request }) => request),
    { consistent: true, surroundings },
  );
  const checkOne = (scanned: Scanned, stream: Stream): Checked => {
    const { request } = scanned;
    const stored = rows.get(request);
    const rowAt = (head: number) => rowOf(projection, snapshotOf(upTo(stream, head)), zone);
    const faultOf = (): Fault | null => {
      const due = versionBy(scanned, before);
      if (stored === undefined) return rowAt(due) === null ? null : 'missing';
      if (stored.version < due || stored.by < generation.version) return 'behind';
      const isRight = stored.version <= stream.version && isSame(rowAt(stored.version), stored);
      return isRight ? null : 'different';
    };
    const hasGap = stream.events.some((event, index) => event.version !== index + 1);
    return {
      request,
      events: stream.events.length,
      hasGap,
      row: rowAt(stream.version),
      stored,
      fault: faultOf(),
    };
  };

  const checked: Checked[] = [];
  for (const scanned of requests) {
    const { request } = scanned;
    const isReadable = !('unreadable' in scanned);
    let stream = wholeStream(scanned);
    // What fails here is no fault of the request: the page comes again.
    if (isReadable && (stream === undefined || stream.version < (rows.get(request)?.version ?? 0)))
      stream = await load(log, request);
    try {
      if (stream === undefined) throw scanned.unreadable;
      checked.push(checkOne(scanned, stream));
    } catch (error) {
      onProblem('not checked', { request, error });
    }
  }
  return checked;
};
