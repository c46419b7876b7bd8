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

/**
 * The row of a request, or null while the stream has nothing for this projection. Since a stream only grows, a
 * request that once had a row keeps having one.
 */
export const rowOf = <S extends Schema>(
  projection: Projection<S>,
  { request, version, state }: Snapshot,
  zone: Zone,
): PlacedRow<S & Dimensions> | null => {
  if (state.received === undefined || state.holder === undefined) return null;
  const lines = projection.lines(state);
  if (lines.length === 0) return null;
  return { request, version, lines, agency: state.holder, month: monthOf(state.received, zone) };
};
