import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Reader, reader, type Writer, writer } from './bytes.ts';
import { type Columns, columnsOf, type Line, lineAt, type Schema } from './column.ts';
import { readCodes, readNumbers, writeCodes, writeNumbers } from './encode-column.ts';

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

const commonPrefix = (a: string, b: string): number => {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
};

const writeKeys = (out: Writer, keys: readonly { request: string; version: number }[]): void => {
  out.unsigned(keys.length);
  let previous = '';
  for (const { request, version } of keys) {
    const shared = commonPrefix(previous, request);
    out.unsigned(shared);
    out.text(request.slice(shared));
    out.unsigned(version);
    previous = request;
  }
};

const readKeys = (input: Reader): { request: string; version: number }[] => {
  let previous = '';
  return Array.from({ length: input.unsigned() }, () => {
    const shared = input.unsigned();
    previous = previous.slice(0, shared) + input.text();
    return { request: previous, version: input.unsigned() };
  });
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

  const { column, count } = columnsOf(
    schema,
    lines.map(({ line }) => line),
  );
  const columns = writer();
  columns.unsigned(count);
  let base: Float64Array | undefined;
  for (const values of Object.values(column as Record<string, Columns['column'][string]>)) {
    if (values instanceof Float64Array) {
      writeNumbers(columns, values, base);
      base ??= values;
    } else writeCodes(columns, values);
  }
  const keys = writer();
  writeKeys(keys, lines);
  writeKeys(keys, tombstones);
  return { columns: deflateRawSync(columns.bytes()), keys: deflateRawSync(keys.bytes()) };
};

/** The columns of a segment, without its keys: all that a question needs. */
export const unpackColumns = <S extends Schema>(schema: S, packed: Packed): Columns<S> => {
  const input = reader(inflateRawSync(packed.columns));
  const count = input.unsigned();
  const column: Record<string, Columns['column'][string]> = {};
  let base: Float64Array | undefined;
  for (const [name, kind] of Object.entries(schema)) {
    if (kind === 'code') column[name] = readCodes(input, count);
    else {
      const values = readNumbers(input, count, base);
      base ??= values;
      column[name] = values;
    }
  }
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
