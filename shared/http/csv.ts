type Cell = string | number | boolean | null | undefined;

/** One cell by RFC 4180; a leading sign that a spreadsheet would run as a formula is quoted with an apostrophe. */
const cell = (value: Cell): string => {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** `{ a: { b: 1 } }` as `[['a.b', 1]]`; a list is one cell, as JSON. */
const flatten = (value: object, prefix = ''): [string, Cell][] =>
  Object.entries(value).flatMap(([name, inner]: [string, unknown]): [string, Cell][] => {
    if (Array.isArray(inner)) return [[`${prefix}${name}`, JSON.stringify(inner)]];
    return typeof inner === 'object' && inner !== null
      ? flatten(inner, `${prefix}${name}.`)
      : [[`${prefix}${name}`, inner as Cell]];
  });

/** Rows as CSV below a header of these columns; nested names are joined with dots. What is null or not there is an empty cell. */
export const csv = (columns: readonly string[], rows: readonly object[]): string => {
  const flat = rows.map((row) => new Map(flatten(row)));
  const lines = [columns, ...flat.map((row) => columns.map((name) => row.get(name)))];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
};
