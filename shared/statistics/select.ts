const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

/**
 * Puts the value of a rank (from 0) in its place among those from `low` to `high`, no larger one before it and no
 * smaller one after it: Hoare's selection, which ends in a sort where its pivots keep turning out badly.
 */
export const select = (values: Float64Array, rank: number, low: number, high: number): void => {
  let rounds = 2 * Math.log2(high - low + 1);
  let [first, last] = [low, high];
  while (first < last) {
    if (rounds-- < 0) {
      values.subarray(first, last + 1).sort();
      return;
    }
    const pivot = middleOf(values[first] ?? 0, values[(first + last) >> 1] ?? 0, values[last] ?? 0);
    let left = first;
    let right = last;
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left++;
      while ((values[right] ?? 0) > pivot) right--;
      if (left > right) break;
      const swapped = values[left] ?? 0;
      values[left++] = values[right] ?? 0;
      values[right--] = swapped;
    }
    if (rank <= right) last = right;
    else if (rank >= left) first = left;
    else return;
  }
};
