import { type CellReaders, cellReaders, type Read } from './cell-readers.ts';
import { idParts } from './columns.ts';
import type { EventMapping, Mapping } from './mapping.ts';

/** An event as it is sent. */
export type OutgoingEvent = {
  specversion: '1.0';
  type: string;
  source: string;
  id: string;
  subject: string;
  time: string;
  data: Record<string, unknown>;
};

const idReader = (template: string, { required }: CellReaders): Read<string> => {
  const parts = idParts(template).map(
    (part, index): Read<string> => (index % 2 === 0 ? () => part : required(part)),
  );
  return (cells) => parts.map((read) => read(cells)).join('');
};

/** Sets a value at a path, making the objects on the way. */
const put = (data: Record<string, unknown>, path: readonly string[], value: unknown) => {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    data[name] = value;
    return;
  }
  const inner = (data[name] ?? {}) as Record<string, unknown>;
  data[name] = inner;
  put(inner, rest, value);
};

const eventReader = (
  { type, id, time, when, data }: EventMapping,
  source: string,
  readers: CellReaders,
): Read<Omit<OutgoingEvent, 'subject'> | undefined> => {
  const readWhen = when === undefined ? undefined : readers.text(when);
  const readId = idReader(id, readers);
  const readTime = readers.instant(time);
  const fields = Object.entries(data).map(([path, field]) => ({
    path: path.split('.'),
    read: readers.field(field),
  }));

  return (cells) => {
    if (readWhen?.(cells) === '') return undefined;
    const filled: OutgoingEvent['data'] = {};
    for (const { path, read } of fields) {
      const value = read(cells);
      if (value !== undefined) put(filled, path, value);
    }
    return { specversion: '1.0', type, source, id: readId(cells), time: readTime(cells), data: filled };
  };
};

/**
 * Makes the reader of one file's rows: from the cells to the events that the mapping finds in them.
 * Making it throws a UsageError when the file lacks a column; reading throws a RowProblem.
 */
export const rowEvents = (mapping: Mapping, header: readonly string[]): Read<OutgoingEvent[]> => {
  const readers = cellReaders(mapping, header);
  const { column, prefix = '' } = mapping.request;
  const readRequest = readers.required(column);
  const events = mapping.events.map((event) => eventReader(event, mapping.source, readers));

  return (cells) => {
    const subject = prefix + readRequest(cells);
    return events.flatMap((read) => {
      const event = read(cells);
      return event === undefined ? [] : [{ ...event, subject }];
    });
  };
};
