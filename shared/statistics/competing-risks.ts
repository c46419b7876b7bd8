import { atRiskOf, stretchOf } from './at-risk.ts';
import { countUpTo, merged } from './sorting.ts';

/** The share that ended in each way by some time, and that which is still open; together 1. */
export type Incidence<Way extends string> = Readonly<Record<Way | 'open', number>>;

/**
 * Cumulative incidence of ends that exclude each other (Aalen and Johansen 1978): Σ S(t−)·d/n over the times up to t, with S the
 * product limit over ends of every kind. Between censorings S(t−)/n stays the same, so that each stretch is one product.
 * @param ends ascending times of each way to end
 * @param open ascending times of those that had not ended, which are at risk at that time
 */
export const cumulativeIncidence = <Way extends string>(
  ends: Readonly<Record<Way, Float64Array>>,
  open: Float64Array,
): ((time: number) => Incidence<Way>) => {
  const ways = Object.keys(ends) as Way[];
  const all = merged(Object.values<Float64Array>(ends));
  const risk = atRiskOf(all, open);
  const { before, atRisk, survival } = risk;
  /** How many had ended in a way, and their share, when each stretch began. */
  const begun = ways.map((way) => {
    const counts = [0];
    const shares = [0];
    for (const [k, n] of atRisk.entries()) {
      const ended = countUpTo(ends[way], all[(before[k + 1] ?? 0) - 1] ?? 0);
      counts.push(ended);
      shares.push((shares[k] ?? 0) + ((survival[k] ?? 0) * (ended - (counts[k] ?? 0))) / n);
    }
    return { way, counts, shares };
  });
  return (time) => {
    const ended = countUpTo(all, time);
    const k = ended === 0 ? 0 : stretchOf(risk, ended);
    const weight = ended === 0 ? 0 : (survival[k] ?? 0) / (atRisk[k] ?? 0);
    const shares = begun.map(({ way, counts, shares }) => [
      way,
      (shares[k] ?? 0) + weight * (countUpTo(ends[way], time) - (counts[k] ?? 0)),
    ]);
    const left = ended === 0 ? 1 : weight * ((atRisk[k] ?? 0) - (ended - (before[k] ?? 0)));
    return { ...(Object.fromEntries(shares) as Record<Way, number>), open: left };
  };
};
