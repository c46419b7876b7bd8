import { type AtRisk, stretchOf } from './at-risk.ts';

/** Multiplied in pairs, so that the factors stay of like length. */
const product = (factors: readonly bigint[]): bigint => {
  if (factors.length <= 1) return factors[0] ?? 1n;
  const middle = factors.length >> 1;
  return product(factors.slice(0, middle)) * product(factors.slice(middle));
};

/** Whether the share that is left after so many ends is at most one in `parts`, without rounding. */
export const isAtMostOneIn = (risk: AtRisk, count: number, parts: number): boolean => {
  const begun: bigint[] = [];
  const left: bigint[] = [BigInt(parts)];
  for (let k = 0; k <= stretchOf(risk, count); k++) {
    const n = risk.atRisk[k] ?? 0;
    const ended = Math.min(count, risk.before[k + 1] ?? 0) - (risk.before[k] ?? 0);
    begun.push(BigInt(n));
    left.push(BigInt(n - ended));
  }
  return product(left) <= product(begun);
};
