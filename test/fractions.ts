/** A ratio of whole numbers, for accounts that must not round. */
export type Fraction = readonly [over: bigint, under: bigint];

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
export const fraction = (over: bigint, under: bigint): Fraction => {
  const common = gcd(over, under);
  return common === 0n ? [over, under] : [over / common, under / common];
};
export const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => fraction(a * c, b * d);
export const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => fraction(a * d + c * b, b * d);
export const isAtMost = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d <= c * b;
export const numberOf = ([a, b]: Fraction): number => Number(a) / Number(b);

export const zero: Fraction = [0n, 1n];
export const one: Fraction = [1n, 1n];
