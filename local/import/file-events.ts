import { parseEvent } from '../../events/parse.ts';
import { columnsOf } from './columns.ts';
import { csvRows } from './csv-rows.ts';
import { createEventMemory } from './event-memory.ts';
import type { FileRow } from './file-row.ts';
import { linesOf } from './lines.ts';
import type { Mapping } from './mapping.ts';
import { type OutgoingEvent, rowEvents } from './row-events.ts';
import { RowProblem } from './row-problem.ts';
import { UsageError } from './usage-error.ts';
import { xesRows } from './xes-rows.ts';

/** The events of one row that no earlier row had, or why the row is not taken. */
export type RowResult = { line: number; events: OutgoingEvent[] } | { line: number; problem: string };

/** The hub would refuse the event, and may refuse others of its request that come in the same call: find it first. */
const check = (event: OutgoingEvent, now: number) => {
  const parsed = parseEvent(event, now);
  if (parsed.ok) return;
  const issues = parsed.issues.map(({ field, detail }) => `${field} ${detail}`).join('; ');
  throw new RowProblem(`${event.type}: ${issues}`);
};

const headerOf = (row: FileRow | undefined): readonly string[] => {
  if (row === undefined) throw new UsageError('the file is empty');
  if ('problem' in row) throw new UsageError(`the header cannot be read: ${row.problem}`);
  const names = row.cells.map((name) => name.trim());
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`the file has two columns ${twice}`);
  return names;
};

/** The rows of a file, and the column that each of their cells stands in. */
type Table = { header: readonly string[]; rows: AsyncIterable<FileRow> };

const openTable = async (text: AsyncIterable<string>, mapping: Mapping): Promise<Table> => {
  switch (mapping.format) {
    case 'csv': {
      const rows = csvRows(linesOf(text));
      const first = await rows.next();
      return { header: headerOf(first.done ? undefined : first.value), rows };
    }
    case 'xes': {
      const header = columnsOf(mapping);
      return { header, rows: xesRows(text, header) };
    }
    default:
      return mapping.format satisfies never;
  }
};

/**
 * Reads a file's text row by row as the mapping says; bad rows are given out with the reason, and reading goes on.
 * @param fromLine rows that begin on an earlier line are left out
 * @param now the clock that events must not be ahead of
 */
export const fileEvents = async function* (
  text: AsyncIterable<string>,
  mapping: Mapping,
  fromLine: number,
  now: () => number,
): AsyncGenerator<RowResult> {
  const { header, rows } = await openTable(text, mapping);
  const read = rowEvents(mapping, header);
  const memory = createEventMemory();

  const eventsOf = (cells: readonly string[]) => {
    if (cells.length !== header.length)
      throw new RowProblem(`has ${cells.length} cells, the header has ${header.length}`);
    const events = read(cells);
    for (const event of events) check(event, now());
    return memory.addNew(events);
  };

  for await (const row of rows) {
    if (row.line < fromLine) continue;
    if ('problem' in row) {
      yield row;
      continue;
    }
    try {
      yield { line: row.line, events: eventsOf(row.cells) };
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      yield { line: row.line, problem: error.message };
    }
  }
};
