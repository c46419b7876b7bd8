import type { Anomaly } from '../request/anomalies.ts';
import type { FoldedRequest } from '../request/fold.ts';
import { foldVersion } from '../request/snapshot.ts';
import type { Line } from '../segment/column.ts';
import { type Dimensions, dimensions } from '../segment/dimensions.ts';
import type { Projection } from './projection.ts';

const schema = {
  ...dimensions,
  rule: 'code',
  source: 'code',
  /** When the event happened that showed the anomaly. */
  at: 'instant',
  /** How many anomalies the line stands for. */
  anomalies: 'number',
  /** Which request it is. Anomalies are rare, so that the ids may lie with the columns. */
  request: 'code',
} as const;
export type DataQualitySchema = typeof schema;

/** Where a request lies of which no agency is known; no agency's code looks so. */
export const nowhere = '-';

/** A request that goes on going wrong must still fit into a row: what comes after so many is one line for each rule. */
const singleLines = 200;

const lineOf = (
  { received, ended, procedure, channel, request }: FoldedRequest,
  { rule, source, at }: Anomaly,
  anomalies: number,
): Line<DataQualitySchema & Dimensions> => ({
  received: received ?? null,
  ended: ended ?? null,
  procedure: procedure ?? null,
  channel: channel ?? null,
  rule,
  source,
  at,
  anomalies,
  request,
});

/** What is odd about requests: a line for each anomaly. */
export const dataQuality: Projection<DataQualitySchema> = {
  name: 'data-quality',
  version: foldVersion + 1,
  schema,
  isForFew: true,
  lines: (state) => {
    const further = Map.groupBy(state.anomalies.slice(singleLines), ({ rule }) => rule);
    return [
      ...state.anomalies.slice(0, singleLines).map((anomaly) => lineOf(state, anomaly, 1)),
      ...[...further.values()].flatMap((same) => (same[0] ? lineOf(state, same[0], same.length) : [])),
    ];
  },
  // What is odd while an earlier event has not come yet is so no longer: then there is a row without lines.
  place: ({ state, last, reporters, isRevised }) => {
    const [first] = state.anomalies;
    const at = state.received ?? first?.at ?? last?.at;
    if (at === undefined || (first === undefined && !isRevised)) return null;
    return { agency: state.holder ?? reporters[0] ?? nowhere, at };
  },
};
