import { SaxesParser } from 'saxes';
import type { FileRow } from './file-row.ts';
import { UsageError } from './usage-error.ts';

/** The column with an event's place in its trace; the first event is 1. */
const numberColumn = 'event:number';
/** What stands before the key of a trace's attribute in the name of its column, as pm4py writes it. */
const tracePrefix = 'case:';

/** The attributes of XES that are one value; lists, containers and what is nested in an attribute are left out. */
const attributes = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);

type Attributes = Map<string, string>;
type Trace = { attributes: Attributes; events: { line: number; attributes: Attributes }[] };

/** Tags may have a namespace's prefix: `xes:event`. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const rowsOf = ({ attributes: ofTrace, events }: Trace, columns: readonly string[]): FileRow[] =>
  events.map(({ line, attributes: ofEvent }, index) => {
    const cell = (column: string): string => {
      if (column === numberColumn) return String(index + 1);
      if (!column.startsWith(tracePrefix)) return ofEvent.get(column) ?? '';
      return ofTrace.get(column.slice(tracePrefix.length)) ?? '';
    };
    return { line, cells: columns.map(cell) };
  });

/** A parser that hands over a trace when it is closed. @throws UsageError, from `write` and `close`, where the file is no log */
const traceParser = (onTrace: (trace: Trace) => void) => {
  const parser = new SaxesParser({ position: false, xmlns: false });
  const path: string[] = [];
  let trace: Trace | undefined;
  let line = 1;

  parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
    if (!/^(utf-8|us-ascii)$/i.test(encoding))
      throw new UsageError(`the file says that it is ${encoding}: only UTF-8 is read`);
  });
  parser.on('opentagstart', () => {
    ({ line } = parser);
  });
  parser.on('opentag', (tag) => {
    const name = localName(tag.name);
    if (path.length === 0 && name !== 'log')
      throw new UsageError(`the file holds ${tag.name} and not log: is this an XES file?`);
    const parent = path.at(-1);
    path.push(name);
    if (name === 'trace' && path.length === 2) trace = { attributes: new Map(), events: [] };
    if (trace === undefined) return;
    if (name === 'event' && path.length === 3) trace.events.push({ line, attributes: new Map() });
    const { key, value } = tag.attributes;
    if (!attributes.has(name) || key === undefined || value === undefined) return;
    if (path.length === 3) trace.attributes.set(key, value);
    if (path.length === 4 && parent === 'event') trace.events.at(-1)?.attributes.set(key, value);
  });
  parser.on('closetag', () => {
    path.pop();
    if (trace === undefined || path.length !== 1) return;
    onTrace(trace);
    trace = undefined;
  });
  return parser;
};

/**
 * Reads an XES log (IEEE 1849-2016) event by event, as rows of the columns asked for: an event's attributes by their
 * keys, those of its trace with `case:` before them, and `event:number`. An attribute that is not there is an empty
 * cell; the log's global ones are no defaults, since their values stand for what is not known. No more than a trace is
 * held at once.
 * @throws UsageError naming the line where the XML is not well-formed; the traces before it have been given out
 */
export const xesRows = async function* (
  text: AsyncIterable<string>,
  columns: readonly string[],
): AsyncGenerator<FileRow> {
  let rows: FileRow[] = [];
  const parser = traceParser((trace) => rows.push(...rowsOf(trace, columns)));
  const parse = (step: () => void): UsageError | undefined => {
    try {
      step();
      return undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return new UsageError(`line ${parser.line}: ${reason}`, { cause: error });
    }
  };
  const taken = () => {
    const complete = rows;
    rows = [];
    return complete;
  };

  for await (const piece of text) {
    const fault = parse(() => parser.write(piece));
    yield* taken();
    if (fault !== undefined) throw fault;
  }
  const fault = parse(() => parser.close());
  yield* taken();
  if (fault !== undefined) throw fault;
};
