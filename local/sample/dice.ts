import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws in a row that the seed alone decides. */
export type Dice = {
  /** Between 0 and 1, 1 left out. */
  readonly share: () => number;
  /** A whole number, both ends included. */
  readonly whole: (from: number, to: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly normal: (sigma: number) => number;
  readonly logNormal: (median: number, sigma: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  /** One of the values, each as likely as its weight against the others. */
  readonly weighted: <T>(entries: readonly (readonly [T, number])[]) => T;
};

export const dice = (seed: number): Dice => {
  const generator = xoroshiro128plus(seed);
  const share = () => uniformFloat64(generator);
  const normal = (sigma: number) =>
    sigma * Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share());
  const weighted = <T>(entries: readonly (readonly [T, number])[]): T => {
    let left = share() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of entries) {
      left -= weight;
      if (left < 0) return value;
    }
    throw new Error('nothing to pick from');
  };
  return {
    share,
    whole: (from, to) => uniformInt(generator, from, to),
    chance: (probability) => share() < probability,
    normal,
    logNormal: (median, sigma) => median * Math.exp(normal(sigma)),
    pick: (from) => weighted(from.map((value) => [value, 1])),
    weighted,
  };
};
