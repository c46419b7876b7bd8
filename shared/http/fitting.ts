/** What a page holds at most, in bytes of JSON: a function may answer 6 MB. */
export const mostPageBytes = 4_000_000;

/** As many of the first items as fit, as JSON, in so many bytes; at least one. */
export const fitting = <T>(items: readonly T[], bytes: number): readonly T[] => {
  let left = bytes;
  const tooMany = items.findIndex((item, index) => {
    left -= Buffer.byteLength(JSON.stringify(item));
    return index > 0 && left < 0;
  });
  return tooMany === -1 ? items : items.slice(0, tooMany);
};
