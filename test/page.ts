import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/** Pages whose worked examples are counted by the code, between marks such as `<!-- worked -->` and `<!-- /worked -->`. */

const pathOf = (name: string): string => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));

export const readPage = (name: string): string => readFileSync(pathOf(name), 'utf8');

/** A table in Markdown, as wide as the formatter makes it. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((cell, column) =>
    Math.max(3, cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
};

/** Fails where the page shows something else between its marks; with `vitest -u` it is written anew. */
export const expectShown = async (
  name: string,
  examples: Readonly<Record<string, string>>,
): Promise<void> => {
  let written = readPage(name);
  for (const [mark, text] of Object.entries(examples))
    written = written.replace(
      new RegExp(`(<!-- ${mark} -->\n)[\\s\\S]*(<!-- /${mark} -->)`),
      (_all, before: string, after: string) => `${before}\n${text}\n\n${after}`,
    );
  for (const text of Object.values(examples)) expect(written).toContain(text);
  await expect(written).toMatchFileSnapshot(pathOf(name));
};
