import { instant } from '../instant.ts';
import type { Anomaly, AnomalyRule } from '../request/anomalies.ts';
import { version } from '../request/stream.ts';
import { coded, stepsOf, sumsOf } from './columns.ts';

/** By column, versions and instants as steps from the one before: thousands of anomalies deflate to a few bytes each. */
export type StoredAnomalies = {
  readonly rules: readonly AnomalyRule[];
  readonly sources: readonly string[];
  /** Places among `rules` and `sources`. */
  readonly rule: readonly number[];
  readonly source: readonly number[];
  readonly version: readonly number[];
  readonly at: readonly number[];
};

export const encodeAnomalies = (anomalies: readonly Anomaly[]): StoredAnomalies => {
  const [rules, sources] = [
    coded(anomalies.map(({ rule }) => rule)),
    coded(anomalies.map(({ source }) => source)),
  ];
  return {
    rules: rules.codes,
    sources: sources.codes,
    rule: rules.places,
    source: sources.places,
    version: stepsOf(anomalies.map((anomaly) => anomaly.version)),
    at: stepsOf(anomalies.map(({ at }) => at)),
  };
};

export const decodeAnomalies = ({ rules, sources, ...stored }: StoredAnomalies): Anomaly[] => {
  const [versions, instants] = [sumsOf(stored.version), sumsOf(stored.at)];
  return stored.rule.flatMap((code, index) => {
    const [rule, source] = [rules[code], sources[stored.source[index] ?? 0]];
    if (rule === undefined || source === undefined) return [];
    return [{ rule, version: version(versions[index] ?? 0), at: instant(instants[index] ?? 0), source }];
  });
};
