/** The chances of a count: `masses[i]` is that of `first + i`. What is too rare for a double beside the commonest is left out. */
export type Distribution = { readonly first: number; readonly masses: Float64Array };

/** Rarer than this, measured by the commonest count, is left out: all of it together is less than a double can tell from 1. */
const negligible = 1e-18;

/**
 * The binomial distribution: how many of `n` happen, each with the same chance. By recurrence from the mode outwards, which
 * needs no factorials: some 18 standard deviations of counts, 9,000 of a million.
 */
export const binomial = (n: number, chance: number): Distribution => {
  if (chance <= 0 || n === 0) return { first: 0, masses: Float64Array.of(1) };
  if (chance >= 1) return { first: n, masses: Float64Array.of(1) };
  const odds = chance / (1 - chance);
  const mode = Math.min(n, Math.floor((n + 1) * chance));
  const above: number[] = [];
  const below: number[] = [];
  for (let k = mode, mass = 1; k < n; k++) {
    mass *= (odds * (n - k)) / (k + 1);
    if (mass < negligible) break;
    above.push(mass);
  }
  for (let k = mode, mass = 1; k > 0; k--) {
    mass *= k / (odds * (n - k + 1));
    if (mass < negligible) break;
    below.push(mass);
  }
  const masses = Float64Array.from([...below.toReversed(), 1, ...above]);
  let sum = 0;
  for (const mass of masses) sum += mass;
  return { first: mode - below.length, masses: masses.map((mass) => mass / sum) };
};

const withoutRare = ({ first, masses }: Distribution): Distribution => {
  const least = negligible * masses.reduce((a, b) => Math.max(a, b));
  const start = masses.findIndex((mass) => mass >= least);
  const end = masses.findLastIndex((mass) => mass >= least);
  return { first: first + start, masses: masses.subarray(start, end + 1) };
};

/** The distribution of the sum of two counts that do not hang on each other. */
const convolve = (a: Distribution, b: Distribution): Distribution => {
  const masses = new Float64Array(a.masses.length + b.masses.length - 1);
  const [longer, shorter] = a.masses.length > b.masses.length ? [a.masses, b.masses] : [b.masses, a.masses];
  for (let i = 0; i < shorter.length; i++) {
    const mass = shorter[i] ?? 0;
    for (let j = 0; j < longer.length; j++) masses[i + j] = (masses[i + j] ?? 0) + mass * (longer[j] ?? 0);
  }
  return withoutRare({ first: a.first + b.first, masses });
};

/**
 * The distribution of a sum of independent counts: of binomials with chances of their own it is the Poisson binomial.
 * Exact but for rounding. By pairs, so that none is convolved with one much wider for nothing.
 */
export const sumOf = (parts: readonly Distribution[]): Distribution => {
  let sums = parts.toSorted((a, b) => a.masses.length - b.masses.length);
  while (sums.length > 1) {
    const halved: Distribution[] = [];
    for (let i = 0; i < sums.length; i += 2) {
      const [a, b] = [sums[i], sums[i + 1]];
      if (a) halved.push(b ? convolve(a, b) : a);
    }
    sums = halved;
  }
  return sums[0] ?? { first: 0, masses: Float64Array.of(1) };
};
