import type { Snapshot } from '../request/snapshot.ts';
import { dataQuality } from './data-quality.ts';
import { processingTimes } from './processing-times.ts';
import { type Projection, rowOf } from './projection.ts';
import { requests } from './requests.ts';
import { satisfaction } from './satisfaction.ts';
import { steps } from './steps.ts';

/**
 * Every projection of a hub: what is compacted, swept and shown by health. A projection's own function imports only
 * that projection, so that its bundle stays small.
 */
export const projections: readonly Projection[] = [
  processingTimes,
  satisfaction,
  dataQuality,
  requests,
  steps,
];

/** Of the projections that are for few requests, those that this one has a row in: a commit to it concerns them. */
export const concernedBy = (after: Snapshot): string[] =>
  projections.flatMap((projection) =>
    projection.isForFew && rowOf(projection, after, 'UTC') !== null ? projection.name : [],
  );
