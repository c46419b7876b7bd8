import type { MotcuaEvent } from '../events/envelope.ts';
import { type Instant, instantOf, instantText } from '../shared/instant.ts';
import { fold } from '../shared/request/fold.ts';
import type { RequestState } from '../shared/request/state.ts';
import { at, start, streamOf } from './builders.ts';
import { happenedBy } from './lines.ts';

/** A plain account of what came, went and was open: it folds the history up to every instant that it is asked about. */

export type Histories = readonly (readonly MotcuaEvent[])[];

/** Histories of two hours over two months, no two events of a request at one instant. */
export const spread = (events: readonly MotcuaEvent[]): MotcuaEvent[] =>
  events.map((event, n) => {
    const minutes = (instantOf(event.time) - start) / 60_000;
    return { ...event, time: instantText(at(minutes * 720 + n)) };
  });

/** The same over two months, with those that happen at one instant left together. */
export const spreadWithTies = (events: readonly MotcuaEvent[]): MotcuaEvent[] =>
  events.map((event) => ({
    ...event,
    time: instantText(at(((instantOf(event.time) - start) / 60_000) * 720)),
  }));

export type GroupOf = (state: RequestState) => string | null;

const stateBy = (events: readonly MotcuaEvent[], instant: number): RequestState =>
  fold(streamOf(happenedBy(events, instant)));

/** The group in which a request is open, or null where it is in none. */
const openIn = (state: RequestState, groupOf: GroupOf): string | null =>
  state.received === undefined || state.ended !== undefined ? null : groupOf(state);

/** How many requests of each group were open at an instant. */
export const openAt = (histories: Histories, groupOf: GroupOf, instant: number): Map<string, number> => {
  const open = new Map<string, number>();
  for (const events of histories) {
    const group = openIn(stateBy(events, instant), groupOf);
    if (group !== null) open.set(group, (open.get(group) ?? 0) + 1);
  }
  return open;
};

export type Happened = { readonly group: string; readonly what: string; readonly at: Instant };

const isUnresolved = ({ outcome }: RequestState) =>
  outcome === 'withdrawn' || outcome === 'stopped' || outcome === 'refused';

/** What happened between two states that follow each other. */
const between = (
  before: RequestState,
  after: RequestState,
  groupOf: GroupOf,
): (readonly [string | null, string])[] => {
  const [was, is] = [groupOf(before), groupOf(after)];
  const ending = isUnresolved(after) ? 'otherEnds' : 'closed';
  if (after.received === undefined) return [];
  if (before.received === undefined)
    return after.ended === undefined
      ? [[is, 'received']]
      : [
          [is, 'received'],
          [is, ending],
        ];
  if (before.ended === undefined && after.ended !== undefined) return [[was, ending]];
  if (before.ended !== undefined && after.ended === undefined) return [[is, 'reopened']];
  if (before.ended === undefined && was !== is)
    return [
      [was, 'transferredOut'],
      [is, 'transferredIn'],
    ];
  return [];
};

/** All that came and went of histories without two events of one request at one instant. */
export const happenedIn = (histories: Histories, groupOf: GroupOf, asOf: Instant): Happened[] =>
  histories.flatMap((events) =>
    [...new Set(happenedBy(events, asOf).map(({ time }) => instantOf(time)))].flatMap((instant) =>
      between(stateBy(events, instant - 1), stateBy(events, instant), groupOf).flatMap(([group, what]) =>
        group === null ? [] : [{ group, what, at: instant }],
      ),
    ),
  );
