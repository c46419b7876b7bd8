/**
 * How a projection declares its columns. An `instant` is milliseconds since 1970, a `number` a small whole number,
 * a `code` one of few texts. Any value may be null.
 */
export type ColumnKind = 'instant' | 'number' | 'code';
export type Schema = Readonly<Record<string, ColumnKind>>;

type ValueOf<K extends ColumnKind> = K extends 'code' ? string | null : number | null;

/** One line as an object: what a projection computes. */
export type Line<S extends Schema = Schema> = { readonly [N in keyof S]: ValueOf<S[N]> };

/** A column of texts: `values[codes[i]]`; `values[0]` is null. */
export type Codes = { readonly codes: Uint32Array; readonly values: readonly (string | null)[] };

/** A column in memory: numbers (NaN for null) or codes. */
export type ColumnOf<K extends ColumnKind> = K extends 'code' ? Codes : Float64Array;

/** Lines as columns: what a statistic reads. */
export type Columns<S extends Schema = Schema> = {
  readonly count: number;
  readonly column: { readonly [N in keyof S]: ColumnOf<S[N]> };
};

const codesOf = (values: readonly (string | null)[]): Codes => {
  const dictionary = new Map<string | null, number>([[null, 0]]);
  const codes = Uint32Array.from(values, (value) => {
    const known = dictionary.get(value);
    if (known !== undefined) return known;
    dictionary.set(value, dictionary.size);
    return dictionary.size - 1;
  });
  return { codes, values: [...dictionary.keys()] };
};

/** A column that is null in every line. */
export const emptyColumn = (kind: ColumnKind, count: number): Codes | Float64Array =>
  kind === 'code'
    ? { codes: new Uint32Array(count), values: [null] }
    : new Float64Array(count).fill(Number.NaN);

/** Turns lines into columns, in the order given. */
export const columnsOf = <S extends Schema>(schema: S, lines: readonly Line<S>[]): Columns<S> => {
  const column = Object.fromEntries(
    Object.entries(schema).map(([name, kind]) => [
      name,
      kind === 'code'
        ? codesOf(lines.map((line) => (line[name] as string | null | undefined) ?? null))
        : Float64Array.from(lines, (line) => (line[name] as number | null) ?? Number.NaN),
    ]),
  );
  return { count: lines.length, column: column as Columns<S>['column'] };
};

/** The line at an index of the columns. */
export const lineAt = <S extends Schema>({ column }: Columns<S>, index: number): Line<S> => {
  const entries = Object.entries(column as Record<string, Codes | Float64Array>).map(([name, values]) => {
    if (!(values instanceof Float64Array)) return [name, values.values[values.codes[index] ?? 0] ?? null];
    const value = values[index] ?? Number.NaN;
    return [name, Number.isNaN(value) ? null : value];
  });
  return Object.fromEntries(entries) as Line<S>;
};
