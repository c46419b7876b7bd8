import type { MotcuaEvent } from '../events/envelope.ts';
import type { Zone } from '../shared/calendar/zone.ts';
import { instantOf } from '../shared/instant.ts';
import { agencyLinesOf, type Projection, rowOf } from '../shared/projections/projection.ts';
import { snapshotOf } from '../shared/request/snapshot.ts';
import { columnsOf, type Schema } from '../shared/segment/column.ts';
import type { Dimensions } from '../shared/segment/dimensions.ts';
import type { Block } from '../shared/statistics/cohort.ts';
import { streamOf } from './builders.ts';

/** Histories of requests as the blocks that a projection makes of them: one a request and agency. */
export const blocksOfHistories = <S extends Schema>(
  projection: Projection<S>,
  histories: readonly (readonly MotcuaEvent[])[],
  zone: Zone,
): Block<S>[] =>
  histories.flatMap((events) => {
    const row = rowOf(projection, snapshotOf(streamOf(events)), zone);
    if (row === null) return [];
    return agencyLinesOf(row).map(({ agency, lines }) => ({
      agency,
      columns: columnsOf<S & Dimensions>(projection.schema, lines),
    }));
  });

/** What had happened of a history by an instant. */
export const happenedBy = (events: readonly MotcuaEvent[], at: number): MotcuaEvent[] =>
  events.filter(({ time }) => instantOf(time) <= at);

/** A history in which nothing is taken back: what comes later changes nothing of what was. */
export const withoutRetractions = (events: readonly MotcuaEvent[]): MotcuaEvent[] =>
  events.filter(({ type }) => type !== 'motcua.event.retracted.v1');
