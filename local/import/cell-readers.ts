import { readInstant } from './instant.ts';
import type { FieldMapping, Mapping } from './mapping.ts';
import { RowProblem } from './row-problem.ts';
import { UsageError } from './usage-error.ts';
import { wallClock } from './wall-time.ts';

/** Reads something from the cells of a row, or throws a RowProblem. */
export type Read<T> = (cells: readonly string[]) => T;

/** Makes readers for one file: columns are looked up in the header once, not for every row. */
export type CellReaders = {
  /** A cell's text without outer spaces; empty when the cell is. */
  text: (column: string) => Read<string>;
  /** A cell that must not be empty. */
  required: (column: string) => Read<string>;
  instant: (column: string) => Read<string>;
  /** A field of an event's data; undefined when it is left out. */
  field: (field: FieldMapping) => Read<unknown>;
};

const numberIn = (column: string, text: string): number => {
  const number = Number(text);
  if (!Number.isFinite(number)) throw new RowProblem(`column ${column}: "${text}" is not a number`);
  return number;
};

export const cellReaders = (mapping: Mapping, header: readonly string[]): CellReaders => {
  const wallOffset = wallClock(mapping.timeZone);

  const text: CellReaders['text'] = (column) => {
    const index = header.indexOf(column);
    if (index === -1)
      throw new UsageError(`the file has no column ${column}; it has ${header.join(', ').slice(0, 1_000)}`);
    return (cells) => {
      const cell = cells[index]?.trim() ?? '';
      if (cell.includes('\ufffd')) throw new RowProblem(`column ${column}: "${cell}" is not UTF-8`);
      return cell;
    };
  };

  const required: CellReaders['required'] = (column) => {
    const read = text(column);
    return (cells) => {
      const cell = read(cells);
      if (cell === '') throw new RowProblem(`column ${column} is empty`);
      return cell;
    };
  };

  const instantIn = (column: string, cell: string): string => {
    const instant = readInstant(cell, wallOffset);
    if (instant === undefined) throw new RowProblem(`column ${column}: "${cell}" is not a time`);
    return instant;
  };

  const instant: CellReaders['instant'] = (column) => {
    const read = required(column);
    return (cells) => instantIn(column, read(cells));
  };

  const field: CellReaders['field'] = ({
    constant,
    column: columns,
    table: tableName,
    as,
    fallback,
    optional,
  }) => {
    if (columns === undefined) return () => constant;
    const sources = columns.map((column) => ({ column, read: text(column) }));
    const table =
      tableName === undefined ? undefined : new Map(Object.entries(mapping.tables[tableName] ?? {}));

    return (cells) => {
      for (const { column, read } of sources) {
        const cell = read(cells);
        if (cell === '') continue;
        if (as === 'instant') return instantIn(column, cell);
        if (as === 'number') return numberIn(column, cell);
        const value = table === undefined ? cell : (table.get(cell) ?? fallback);
        if (value === undefined)
          throw new RowProblem(`column ${column}: "${cell}" is not in the table ${tableName}`);
        return value;
      }
      if (fallback === undefined && optional === undefined)
        throw new RowProblem(`column ${columns.join(' or ')} is empty`);
      return fallback;
    };
  };

  return { text, required, instant, field };
};
