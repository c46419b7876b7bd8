import { variableOf } from '../shared/environment.ts';
import type { Projection } from '../shared/projections/projection.ts';
import { projections } from '../shared/projections/projections.ts';
import type { View } from '../shared/row-store/view.ts';
import type { Engine } from './engine.ts';

/** An empty view for every projection, and the variables that tell a function where they lie. */
export const createViews = async ({ createView }: Engine) => {
  const views = new Map<string, View>();
  for (const { name } of projections) views.set(name, await createView());
  const viewOf = ({ name }: Pick<Projection, 'name'>): View => {
    const view = views.get(name);
    if (view === undefined) throw new Error(`${name} is not among the projections`);
    return view;
  };
  const environment = Object.fromEntries(
    [...views].map(([name, { table }]) => [variableOf('VIEW_TABLE', name), table]),
  );
  return { viewOf, environment, all: [...views.values()] };
};
