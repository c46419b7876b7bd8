import { variableOf } from '../shared/environment.ts';
import { projections as all } from '../shared/projections/projections.ts';

/** Every projection of a deployment. A new one is one line here, next to its folders in shared/ and functions/. */
export const projections = ['processing-times', 'satisfaction', 'data-quality', 'requests', 'steps'] as const;

export type ProjectionName = (typeof projections)[number];

/** Whether the projection is told only of commits that concern it. */
export const isForFew = (projection: ProjectionName): boolean =>
  all.some(({ name, isForFew }) => name === projection && isForFew);

/** One environment variable per projection, so that a function is told about a new one without a change. */
export const variablesOf = (
  prefix: string,
  value: (projection: ProjectionName) => string,
): Record<string, string> =>
  Object.fromEntries(projections.map((projection) => [variableOf(prefix, projection), value(projection)]));
