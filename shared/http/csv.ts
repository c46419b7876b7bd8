type Cell = string | number | boolean | null | undefined;

/** One cell by RFC 4180; a leading sign that a spreadsheet would run as a formula is quoted with an apostrophe. */
const cell = (value: Cell): string => {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** `{ a: { b: 1 } }` as `[['a.b', 1]]`. */
const flatten = (value: object, prefix = ''): [string, Cell][] =>
  Object.entries(value).flatMap(([name, inner]: [string, unknown]): [string, Cell][] =>
    typeof inner === 'object' && inner !== null
      ? flatten(inner, `${prefix}${name}.`)
      : [[`${prefix}${name}`, inner as Cell]],
  );

/** Rows as CSV with a header; nested names are joined with dots. Null is an empty cell, no rows an empty text. */
export const csv = (rows: readonly object[]): string => {
  if (rows.length === 0) return '';
  const flat = rows.map((row) => new Map(flatten(row)));
  const names = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  const lines = [names, ...flat.map((row) => names.map((name) => row.get(name)))];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
};
