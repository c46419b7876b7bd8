import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AgencyLines } from '../projections/projection.ts';
import type { Line } from '../segment/column.ts';

/** Lines up to this length are stored as they are, to be read in the console: they take one write unit anyway. */
const plainLength = 512;

type Value = string | number | null;
/** By column, numbers as the difference from the one before: what dozens of lines have in common takes next to nothing. */
type Columns = Readonly<Record<string, readonly Value[]>>;

const mapNumbers = (values: readonly Value[], change: (value: number, before: number) => [Value, number]) => {
  let before = 0;
  return values.map((value) => {
    if (typeof value !== 'number') return value;
    const [changed, next] = change(value, before);
    before = next;
    return changed;
  });
};

const columnsOf = (lines: readonly Line[]): Columns => {
  const names = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  return Object.fromEntries(
    names.map((name) => {
      const values = lines.map((line) => line[name] ?? null);
      return [name, mapNumbers(values, (value, before) => [value - before, value])];
    }),
  );
};

const linesOf = (columns: Columns): Line[] => {
  const lines: Record<string, Value>[] = [];
  for (const [name, stored] of Object.entries(columns)) {
    const values = mapNumbers(stored, (step, before) => [before + step, before + step]);
    for (const [index, value] of values.entries()) lines[index] = { ...lines[index], [name]: value };
  }
  return lines;
};

const encode = (plain: unknown, columns: () => unknown): AttributeValue => {
  const text = JSON.stringify(plain);
  return text.length <= plainLength ? { S: text } : { B: deflateRawSync(JSON.stringify(columns())) };
};

/** What was deflated; undefined where it is stored as JSON: what is short, or was written before long lines were deflated. */
const deflated = (stored: AttributeValue | undefined): unknown =>
  stored?.B && JSON.parse(inflateRawSync(stored.B).toString('utf8'));

/** The lines of a row as an attribute: JSON, or where they are long their columns, deflated. */
export const encodeLines = (lines: readonly Line[]): AttributeValue => encode(lines, () => columnsOf(lines));

export const decodeLines = (stored: AttributeValue | undefined): Line[] => {
  const columns = deflated(stored) as Columns | undefined;
  return columns ? linesOf(columns) : (JSON.parse(stored?.S ?? '[]') as Line[]);
};

type AgencyColumns = { readonly agency: string; readonly columns: Columns };

/** The same of the lines that other agencies have. */
export const encodeElsewhere = (elsewhere: readonly AgencyLines[]): AttributeValue =>
  encode(elsewhere, () =>
    elsewhere.map(({ agency, lines }): AgencyColumns => ({ agency, columns: columnsOf(lines) })),
  );

export const decodeElsewhere = (stored: AttributeValue | undefined): AgencyLines[] => {
  const all = deflated(stored) as readonly AgencyColumns[] | undefined;
  return all
    ? all.map(({ agency, columns }) => ({ agency, lines: linesOf(columns) }))
    : (JSON.parse(stored?.S ?? '[]') as AgencyLines[]);
};
