import type { Engine } from '../../test/engine.ts';
import { castore } from '../contestants/castore.ts';
import { type Contestant, type Entrant, enter } from '../contestants/contestant.ts';
import { equinox } from '../contestants/equinox.ts';
import { floor } from '../contestants/floor.ts';
import { motcua } from '../contestants/motcua.ts';
import type { Figure, Row } from '../report.ts';

/** In the order in which they take turns. */
export const contestants: readonly Contestant[] = [floor, motcua, equinox(), castore()];

/** Puts what each contestant measured into a row: ours first, the others beside it. */
export const rowOf = (
  { id, what, unit, bar }: Omit<Row, 'ours' | 'beside'>,
  figures: ReadonlyMap<string, Figure>,
): Row => {
  const { [motcua.name]: ours = { value: Number.NaN }, ...beside } = Object.fromEntries(figures);
  return { id, what, unit, ours, beside, ...(bar && { bar }) };
};

/** Every contestant with a fresh table on one engine. */
export const enterAll = (engine: Engine): Promise<Entrant[]> =>
  Promise.all(contestants.map((contestant) => enter(engine, contestant)));
