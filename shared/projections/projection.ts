import { type Month, monthOf, type Zone } from '../calendar/zone.ts';
import type { Instant } from '../instant.ts';
import type { FoldedRequest } from '../request/fold.ts';
import type { Snapshot } from '../request/snapshot.ts';
import type { Line, Schema } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import type { SegmentRow } from '../segment/pack.ts';

/** A read model: a pure function from a request's state to lines of facts, never anything that depends on today. */
export type Projection<S extends Schema = Schema> = {
  readonly name: string;
  /**
   * `foldVersion` and a number of the projection's own, raised with every change of the lines: whether the fold or the
   * lines change, it grows, and the view is rebuilt from the log.
   */
  readonly version: number;
  readonly schema: S & Dimensions;
  /** The lines, or none while the stream has nothing to say here. */
  readonly lines: (state: FoldedRequest) => readonly Line<S & Dimensions>[];
  /**
   * Where the row lies, with lines or without; null while none is needed. Left out: with the request's holder, in its
   * month of receipt, while there are lines.
   */
  readonly place?: (snapshot: Snapshot) => Place | null;
  /** Lines with agencies that had the request before; none where only its holder has lines. */
  readonly elsewhere?: (state: FoldedRequest) => readonly AgencyLines<S & Dimensions>[];
  /** Whether most requests have no row here. It is then told only of commits to one that has, and costs the others nothing. */
  readonly isForFew?: true;
};

/** The agency and the instant by whose month a row is placed. */
type Place = { readonly agency: string; readonly at: Instant };

/** The lines that one agency has of a request. */
export type AgencyLines<S extends Schema = Schema> = {
  readonly agency: string;
  readonly lines: readonly Line<S>[];
};

/** A row with its place: the segment it belongs to, and the lines that other agencies have of the same month of receipt. */
export type PlacedRow<S extends Schema = Schema> = SegmentRow<S> &
  AgencyLines<S> & { readonly month: Month; readonly elsewhere?: readonly AgencyLines<S>[] };

/** All that a row says, agency by agency: where it lies first. */
export const agencyLinesOf = <S extends Schema>({
  agency,
  lines,
  elsewhere = [],
}: PlacedRow<S>): AgencyLines<S>[] => [{ agency, lines }, ...elsewhere];

/** Where a request lies, or lay before its submission was taken back; nowhere before it is submitted. */
const placeOf = ({ received, holder, retracted }: FoldedRequest): Place | undefined => {
  if (received !== undefined && holder !== undefined) return { agency: holder, at: received };
  return retracted?.place && { agency: retracted.place.agency, at: retracted.place.received };
};

/** Of a request of which something was taken back the row has no lines then, so that those it had before do not stay. */
const besideSubmission = <S extends Schema>({ lines: linesOf }: Projection<S>, state: FoldedRequest) => {
  const lines = state.received === undefined ? [] : linesOf(state);
  return { lines, place: lines.length === 0 && state.retracted === undefined ? null : placeOf(state) };
};

/** The row of a request, or null while the stream has nothing for this projection. One that once had a row keeps having one. */
export const rowOf = <S extends Schema>(
  projection: Projection<S>,
  snapshot: Snapshot,
  zone: Zone,
): PlacedRow<S & Dimensions> | null => {
  const { request, version, state } = snapshot;
  const { lines, place } = projection.place
    ? { lines: projection.lines(state), place: projection.place(snapshot) }
    : besideSubmission(projection, state);
  if (!place) return null;
  const elsewhere = lines.length === 0 ? [] : (projection.elsewhere?.(state) ?? []);
  const row = { request, version, lines, agency: place.agency, month: monthOf(place.at, zone) };
  return elsewhere.length === 0 ? row : { ...row, elsewhere };
};
