import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { reader, writer } from './bytes.ts';
import { type Columns, columnsOf, emptyColumn, type Line, lineAt, type Schema } from './column.ts';
import { readCodes, readNumbers, writeCodes, writeNumbers } from './encode-column.ts';
import { readKeys, writeKeys } from './keys.ts';

/**
 * What a projection knows of one request at a version: usually one line, several where it counts finer things than
 * requests, none where the request has left this segment (a tombstone, kept so that an older row cannot come back).
 */
export type SegmentRow<S extends Schema = Schema> = {
  readonly request: string;
  readonly version: number;
  readonly lines: readonly Line<S>[];
};

/** The rows of one agency and month of receipt, packed: the columns alone answer a question, the keys serve a merge. */
export type Packed = { readonly columns: Uint8Array; readonly keys: Uint8Array };

/** How a column's kind is written. An instant and a number are written alike, yet do not stand for each other. */
const kinds = ['instant', 'number', 'code'] as const;

/**
 * Deflates parts one after another, each by what its own bytes have in common, unless all of them together take less.
 * Either is one deflated stream.
 */
const deflateParts = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = deflateRawSync(Buffer.concat(parts));
  const apart = parts.map((part, index) =>
    deflateRawSync(part, {
      finishFlush: index < parts.length - 1 ? constants.Z_SYNC_FLUSH : constants.Z_FINISH,
    }),
  );
  const joined = Buffer.concat(apart);
  return joined.length < whole.length ? joined : whole;
};

/** First what the columns are and how each is encoded, then the planes of each. */
const writeColumns = <S extends Schema>(schema: S, { count, column }: Columns<S>): Uint8Array => {
  const head = writer();
  head.unsigned(count);
  head.unsigned(Object.keys(schema).length);
  const planes: Uint8Array[] = [];
  let base: Float64Array | undefined;
  for (const [name, kind] of Object.entries(schema)) {
    head.text(name);
    head.unsigned(kinds.indexOf(kind));
    const values: Columns['column'][string] = column[name as keyof S];
    if (values instanceof Float64Array) {
      planes.push(...writeNumbers(head, values, base));
      base ??= values;
    } else planes.push(...writeCodes(head, values));
  }
  return deflateParts([head.bytes(), ...planes]);
};

/** Packs rows: sorted by the first column, then request; delta-encoded; deflated. The order given does not matter. */
export const pack = <S extends Schema>(schema: S, rows: readonly SegmentRow<S>[]): Packed => {
  const [first = ''] = Object.keys(schema);
  const sortKey = ({ line }: { line: Line<S> }) => Number(line[first] ?? 0);
  const lines = rows
    .flatMap(({ request, version, lines }) => lines.map((line) => ({ request, version, line })))
    .sort((a, b) => sortKey(a) - sortKey(b) || (a.request < b.request ? -1 : Number(a.request > b.request)));
  const tombstones = rows
    .filter((row) => row.lines.length === 0)
    .toSorted((a, b) => (a.request < b.request ? -1 : 1));
  const columns = columnsOf(
    schema,
    lines.map(({ line }) => line),
  );
  const keys = writer();
  writeKeys(keys, lines);
  writeKeys(keys, tombstones);
  return { columns: writeColumns(schema, columns), keys: deflateRawSync(keys.bytes()) };
};

/**
 * The columns of a segment, without its keys: all that a question needs. They are found by name and kind, so that code
 * with a newer schema reads an older segment: what the segment lacks is null, what the code no longer knows is left out.
 */
export const unpackColumns = <S extends Schema>(schema: S, packed: Pick<Packed, 'columns'>): Columns<S> => {
  const input = reader(inflateRawSync(packed.columns));
  const count = input.unsigned();
  const stored = Array.from({ length: input.unsigned() }, () => {
    const name = input.text();
    const kind = kinds[input.unsigned()];
    return { name, kind, read: kind === 'code' ? readCodes(input) : readNumbers(input) };
  });
  const found = new Map<string, Columns['column'][string]>();
  let base: Float64Array | undefined;
  for (const { name, kind, read } of stored) {
    const values = read(count, base);
    if (values instanceof Float64Array) base ??= values;
    if (Object.hasOwn(schema, name) && schema[name] === kind) found.set(name, values);
  }
  const column = Object.fromEntries(
    Object.entries(schema).map(([name, kind]) => [name, found.get(name) ?? emptyColumn(kind, count)]),
  );
  return { count, column: column as Columns<S>['column'] };
};

/** The rows of a segment, tombstones included. */
export const unpackRows = <S extends Schema>(schema: S, packed: Packed): SegmentRow<S>[] => {
  const columns = unpackColumns(schema, packed);
  const input = reader(inflateRawSync(packed.keys));
  const rows = new Map<string, { request: string; version: number; lines: Line<S>[] }>();
  for (const [index, key] of readKeys(input).entries()) {
    const row = rows.get(key.request) ?? { ...key, lines: [] };
    row.lines.push(lineAt(columns, index));
    rows.set(key.request, row);
  }
  return [...rows.values(), ...readKeys(input).map((key) => ({ ...key, lines: [] }))];
};
