/** A dimension: a small number for each of what is counted, below its size. */
type Axis<T> = { readonly size: number; readonly at: (counted: T) => number };

/**
 * The places on every axis in one key: a number while every number is exact, else a text, since two places that were
 * rounded to one number would be counted as one.
 */
export const placeOn = <T>(axes: readonly Axis<T>[]): ((counted: T) => number | string) => {
  if (axes.reduce((product, { size }) => product * size, 1) > Number.MAX_SAFE_INTEGER)
    return (counted) => axes.map((axis) => axis.at(counted)).join();
  return (counted) => {
    let place = 0;
    for (const axis of axes) place = place * axis.size + axis.at(counted);
    return place;
  };
};
