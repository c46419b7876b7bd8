/** Exact chances, for checking what is computed in doubles. */
export type Rational = { readonly over: bigint; readonly under: bigint };

const digits = 10n ** 20n;
export const toNumber = ({ over, under }: Rational): number =>
  Number((over * digits) / under) / Number(digits);

/** A chance of `over` in `under`. */
export type Chance = readonly [over: number, under: number];

/**
 * How likely each number from 0 of `n` events is, each event with a chance of its own: the coefficients of the product of
 * (1 − p + p·x), all over one denominator.
 */
export const exactCounts = (chances: readonly Chance[]): { masses: bigint[]; under: bigint } => {
  let masses = [1n];
  let under = 1n;
  for (const [over, of] of chances) {
    const yes = BigInt(over);
    const no = BigInt(of) - yes;
    const before = masses;
    masses = Array.from(
      { length: before.length + 1 },
      (_, k) => (before[k] ?? 0n) * no + (before[k - 1] ?? 0n) * yes,
    );
    under *= BigInt(of);
  }
  return { masses, under };
};

/** The smallest r with P(R ≤ r) ≥ p, and r − (F(r) − p) / (F(r) − F(r − 1)). */
export const exactQuantile = (
  { masses, under }: ReturnType<typeof exactCounts>,
  [over, of]: Chance,
): { count: number; interpolated: number } => {
  let sum = 0n;
  for (const [count, mass] of masses.entries()) {
    sum += mass;
    if (sum * BigInt(of) < BigInt(over) * under) continue;
    const beyond = { over: sum * BigInt(of) - BigInt(over) * under, under: mass * BigInt(of) };
    return { count, interpolated: count - toNumber(beyond) };
  }
  throw new Error('the chances add up to less than 1');
};
