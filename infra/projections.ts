import { variableOf } from '../shared/environment.ts';

/** Every projection of a deployment. A new one is one line here, next to its folders in shared/ and functions/. */
export const projections = ['processing-times', 'satisfaction', 'data-quality', 'requests'] as const;

export type ProjectionName = (typeof projections)[number];

/** One environment variable per projection, so that a function is told about a new one without a change. */
export const variablesOf = (
  prefix: string,
  value: (projection: ProjectionName) => string,
): Record<string, string> =>
  Object.fromEntries(projections.map((projection) => [variableOf(prefix, projection), value(projection)]));
