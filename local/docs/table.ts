const longest = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length));
const padded = (text: string, width: number): string => text.padEnd(width);

/** A table in Markdown, its columns as wide as their longest cell. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = heads.map((head, column) => longest([head, ...rows.map((row) => row[column] ?? '')]));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => padded(cells[column] ?? '', width)).join(' | ')} |\n`;
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('');
};
