import type { WakeUp } from '../bus/wake-up.ts';
import type { Zone } from '../calendar/zone.ts';
import { type EventLog, loadStream } from '../event-store/event-log.ts';
import type { Instant } from '../instant.ts';
import { type Projection, rowOf } from '../projections/projection.ts';
import type { Stream } from '../request/stream.ts';
import type { Schema } from '../segment/column.ts';
import { listAgency } from './directory.ts';
import type { View } from './view.ts';
import { writeRow } from './write-row.ts';

/** One projection at work: where it reads, where it writes, and the agencies that it knows to be listed. */
export type Projector<S extends Schema> = {
  readonly projection: Projection<S>;
  readonly log: EventLog;
  readonly view: View;
  readonly zone: Zone;
  readonly now: () => Instant;
  readonly listed: Set<string>;
};

/** The log does not hold the version that a message named: it must come again. */
export class VersionNotReached extends Error {
  override readonly name = 'VersionNotReached';
}

/** Reads a stream at half price; again with strong consistency where that does not reach the version. */
const loadUpTo = async (log: EventLog, { request, version }: WakeUp): Promise<Stream> => {
  const cheap = await loadStream(log, request, { consistent: false });
  if (cheap.version >= version) return cheap;
  const sure = await loadStream(log, request, { consistent: true, known: cheap });
  if (sure.version < version)
    throw new VersionNotReached(`${request} is at ${sure.version}, not at ${version}`);
  return sure;
};

/** Brings the row of one request up to the log: read the stream, fold it, write the row if it is newer. */
export const projectRequest = async <S extends Schema>(
  { projection, log, view, zone, now, listed }: Projector<S>,
  wakeUp: WakeUp,
): Promise<'written' | 'stale' | 'nothing'> => {
  const stream = await loadUpTo(log, wakeUp);
  const row = rowOf(projection, stream, zone);
  if (row === null) return 'nothing';
  if (!listed.has(row.agency)) {
    await listAgency(view, row.agency);
    listed.add(row.agency);
  }
  return writeRow(view, row, now);
};
