import { decodeCommit, recordedEvents } from '../../shared/event-store/commit.ts';
import type { Projection } from '../../shared/projections/projection.ts';
import { agencyLinesOf, type PlacedRow, rowOf } from '../../shared/projections/projection.ts';
import { snapshotOf } from '../../shared/request/snapshot.ts';
import { type Stream, version } from '../../shared/request/stream.ts';
import type { Block } from '../../shared/row-store/read-blocks.ts';
import { columnsOf, type Schema } from '../../shared/segment/column.ts';
import { answersFrom } from '../questions.ts';
import { zone } from '../rows.ts';
import type { Item } from './expressions.ts';

/** The log as it is, read plainly: every stream, and what is wrong with its versions. */
export const streamsOf = (items: readonly Item[]): { streams: Stream[]; problems: string[] } => {
  const problems: string[] = [];
  const byRequest = Map.groupBy(
    items.map((item) => decodeCommit(item)),
    ({ request }) => request,
  );
  const streams = [...byRequest].map(([request, commits]): Stream => {
    const ordered = commits.toSorted((a, b) => a.first - b.first);
    let head = 0;
    for (const { first, last, events } of ordered) {
      if (first !== head + 1) problems.push(`${request}: version ${first} follows ${head}`);
      if (last - first + 1 !== events.length)
        problems.push(`${request}: ${events.length} events from ${first} to ${last}`);
      head = last;
    }
    return { request, version: version(head), events: ordered.flatMap(recordedEvents) };
  });
  return { streams, problems };
};

/** The rows that the log calls for: each stream folded, nothing else. */
export const rowsOf = <S extends Schema>(projection: Projection<S>, streams: readonly Stream[]) =>
  streams.map((stream) => rowOf(projection, snapshotOf(stream), zone)).filter((row) => row !== null);

/** The answers to every question from those rows, without segments, changes or directory. */
export const referenceAnswers = (streams: readonly Stream[]): Promise<unknown[]> =>
  answersFrom(<S extends Schema>(projection: Projection<S>) => {
    const held = rowsOf(projection, streams).flatMap((row) => agencyLinesOf(row));
    const byAgency = Map.groupBy(held, ({ agency }) => agency);
    const blocks = [...byAgency].map(([agency, parts]): Block<S> => {
      const lines = parts.flatMap((part) => part.lines);
      return { agency, columns: columnsOf(projection.schema, lines) };
    });
    return Promise.resolve(blocks);
  });

/** A row's lines with their agency, as text: what a view must show of a request. */
export const shownBy = (row: PlacedRow): string[] =>
  agencyLinesOf(row)
    .flatMap(({ agency, lines }) => lines.map((line) => JSON.stringify([agency, line])))
    .sort();
