import { type Month, monthOf, type Zone } from '../calendar/zone.ts';
import type { Snapshot } from '../request/snapshot.ts';
import type { RequestState } from '../request/state.ts';
import type { Line, Schema } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import type { SegmentRow } from '../segment/pack.ts';

/** A read model: a pure function from a request's state to lines of facts, never anything that depends on today. */
export type Projection<S extends Schema = Schema> = {
  readonly name: string;
  /** Raised with every change of the lines; the view is then rebuilt from the log. */
  readonly version: number;
  readonly schema: S & Dimensions;
  /** The lines, or none while the stream has nothing to say here. */
  readonly lines: (state: RequestState) => readonly Line<S & Dimensions>[];
};

/** A row with its place: the segment it belongs to. */
export type PlacedRow<S extends Schema = Schema> = SegmentRow<S> & {
  readonly agency: string;
  readonly month: Month;
};

/** Where a request lies, or lay before its submission was taken back; nowhere before it is submitted. */
const placeOf = ({ received, holder, retracted }: RequestState) =>
  received !== undefined && holder !== undefined ? { agency: holder, received } : retracted?.place;

/**
 * The row of a request, or null while the stream has nothing for this projection. Of a request of which something was
 * taken back it has no lines then, so that lines it had before do not stay: one that once had a row keeps having one.
 */
export const rowOf = <S extends Schema>(
  projection: Projection<S>,
  { request, version, state }: Snapshot,
  zone: Zone,
): PlacedRow<S & Dimensions> | null => {
  const place = placeOf(state);
  if (place === undefined) return null;
  const lines = state.received === undefined ? [] : projection.lines(state);
  if (lines.length === 0 && state.retracted === undefined) return null;
  return { request, version, lines, agency: place.agency, month: monthOf(place.received, zone) };
};
