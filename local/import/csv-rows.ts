import { parse } from 'csv-parse/sync';
import type { FileRow } from './file-row.ts';

/** A row with line breaks in its cells may have this many lines; more means that a quotation mark is missing. */
const longestRow = 1_000;

/** A line that may be part of a row; `odd` when a quoted cell begins or ends in it and goes on past it. */
type Line = { text: string; odd: boolean };

const asLine = (text: string): Line => ({ text, odd: text.split('"').length % 2 === 0 });

/** How many of the lines the first row takes: as far as its quoted cells are closed, undefined if they never are. */
const firstRowLength = (lines: readonly Line[]): number | undefined => {
  let inQuotes = false;
  for (const [index, { odd }] of lines.entries()) {
    inQuotes = inQuotes !== odd;
    if (!inQuotes) return index + 1;
  }
  return undefined;
};

const cellsOf = (row: string): { cells: readonly string[] } | { problem: string } => {
  const text = row.replace(/\r$/, '');
  if (!text.includes('"')) return { cells: text.split(',') };
  try {
    const rows: string[][] = parse(text, { relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
    return rows[0] !== undefined && rows.length === 1
      ? { cells: rows[0] }
      : { problem: 'a quotation mark is missing or stray' };
  } catch (error) {
    // csv-parse counts lines from the row's own first.
    return { problem: error instanceof Error ? error.message.replace(/ at line \d+/, '') : String(error) };
  }
};

/**
 * Reads CSV (RFC 4180) row by row and goes on after a row that breaks its rules: only the line it begins on is lost.
 * csv-parse takes each row apart but does not find where rows begin: after a stray quotation mark its own stream
 * reads the rest of the file as one cell, and it counts a CRLF inside a cell as two lines.
 */
export const csvRows = async function* (lines: AsyncIterable<string>): AsyncGenerator<FileRow> {
  const waiting: Line[] = [];
  let line = 1;

  const take = (count: number) => {
    waiting.splice(0, count);
    line += count;
  };

  const completeRows = function* (ended: boolean): Generator<FileRow> {
    while (waiting[0] !== undefined) {
      const length = firstRowLength(waiting);
      if (length === undefined && !ended && waiting.length < longestRow) return;
      if (length === 1 && /^\r?$/.test(waiting[0].text)) {
        take(1);
        continue;
      }
      const read =
        length === undefined
          ? { problem: 'a quotation mark is opened and never closed' }
          : cellsOf(
              waiting
                .slice(0, length)
                .map(({ text }) => text)
                .join('\n'),
            );
      yield { line, ...read };
      take('cells' in read && length !== undefined ? length : 1);
    }
  };

  for await (const text of lines) {
    waiting.push(asLine(text));
    yield* completeRows(false);
  }
  yield* completeRows(true);
};
