import type * as z from 'zod/mini';
import type { curveLine, curveRow } from './curve-answers.ts';

/** Rows as CSV tells them: a line for each point. */
export const linesOf = (rows: readonly z.input<typeof curveRow>[]): z.input<typeof curveLine>[] =>
  rows.flatMap(({ points, thinned: _thinned, ...about }) => points.map((point) => ({ ...about, ...point })));
