/** The names of columns out of a text with one after the other; `group` stands for a column for each grouping asked for. */
export const columnsFor = (text: string, groupBy: readonly string[]): string[] =>
  text
    .trim()
    .split(/\s+/)
    .flatMap((name) => (name === 'group' ? groupBy.map((grouping) => `group.${grouping}`) : [name]));
