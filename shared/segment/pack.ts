import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { reader, writer } from './bytes.ts';
import {
  type Codes,
  type Columns,
  columnsOf,
  emptyColumn,
  type Line,
  lineAt,
  type Schema,
} from './column.ts';
import {
  type Input,
  type Output,
  readCodes,
  readNumbers,
  writeCodes,
  writeNumbers,
} from './encode-column.ts';
import { type Key, readKeys, writeKeys } from './keys.ts';

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

/** The planes that are stored as they are; then, deflated, what the columns are and how each is encoded, and the other planes. */
const writeColumns = <S extends Schema>(schema: S, { count, column }: Columns<S>): Uint8Array => {
  const out: Output = { head: writer(), deflated: [], plain: [] };
  out.head.unsigned(count);
  out.head.unsigned(Object.keys(schema).length);
  let base: Float64Array | undefined;
  for (const [name, kind] of Object.entries(schema)) {
    out.head.text(name);
    out.head.unsigned(kinds.indexOf(kind));
    const values: Columns['column'][string] = column[name as keyof S];
    if (values instanceof Float64Array) {
      writeNumbers(out, values, base);
      base ??= values;
    } else writeCodes(out, values);
  }
  const plain = Buffer.concat(out.plain);
  const rest = Buffer.concat([out.head.bytes(), ...out.deflated]);
  const lengths = writer();
  lengths.unsigned(plain.length);
  lengths.unsigned(rest.length);
  return Buffer.concat([lengths.bytes(), plain, deflateRawSync(rest)]);
};

const inputOf = (columns: Uint8Array): Input => {
  const input = reader(columns);
  const plainLength = input.unsigned();
  const restLength = input.unsigned();
  const plain = reader(input.bytes(plainLength));
  // One buffer holds all, with a byte to spare: a full one would be taken for too small.
  const rest = inflateRawSync(input.rest(), { chunkSize: Math.max(restLength + 1, constants.Z_MIN_CHUNK) });
  return { deflated: reader(rest), plain };
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
  const input = inputOf(packed.columns);
  const head = input.deflated;
  const count = head.unsigned();
  const stored = Array.from({ length: head.unsigned() }, () => {
    const name = head.text();
    const kind = kinds[head.unsigned()];
    return kind === 'code'
      ? { name, kind, read: readCodes(input) }
      : { name, kind, readInto: readNumbers(input) };
  });
  // One array for all numbers of a segment: a question over thousands of small ones would spend its time on memory.
  const numbers = new Float64Array(count * stored.filter(({ kind }) => kind !== 'code').length);
  let used = 0;
  const found = new Map<string, Columns['column'][string]>();
  let base: Float64Array | undefined;
  for (const { name, kind, read, readInto } of stored) {
    let values: Codes | Float64Array;
    if (read) values = read(count);
    else {
      values = readInto(numbers.subarray(used, used + count), base);
      used += count;
      base ??= values;
    }
    if (Object.hasOwn(schema, name) && schema[name] === kind) found.set(name, values);
  }
  const column = Object.fromEntries(
    Object.entries(schema).map(([name, kind]) => [name, found.get(name) ?? emptyColumn(kind, count)]),
  );
  return { count, column: column as Columns<S>['column'] };
};

/** Which request each line of a segment's columns belongs to, in their order. */
export const unpackKeys = ({ keys }: Pick<Packed, 'keys'>): Key[] => readKeys(reader(inflateRawSync(keys)));

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
