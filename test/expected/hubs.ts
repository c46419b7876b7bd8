import { fileEvents } from '../../local/import/file-events.ts';
import { loadMapping } from '../../local/import/load-mapping.ts';
import type { Mapping } from '../../local/import/mapping.ts';
import { openText } from '../../local/import/open-text.ts';
import type { OutgoingEvent } from '../../local/import/row-events.ts';
import type { Engine } from '../engine.ts';
import { dataFile } from '../expected.ts';
import { startHubInProcess } from '../in-process-hub.ts';

/** Real records in hubs in their own zone, read as the importer reads them. */

const files = {
  'wabo-receipt': dataFile('wabo-receipt', 'receipt-first-400-cases.csv.gz'),
  boston311: dataFile('boston311', 'boston311-2013-2015.csv.gz'),
  bpic15: dataFile('bpic15', 'BPIC15_1.xes.gz'),
} as const;

/** @throws Error where a row is bad */
const readEvents = async (file: string, mapping: Mapping): Promise<OutgoingEvent[]> => {
  const { text } = await openText(file);
  const events: OutgoingEvent[] = [];
  for await (const row of fileEvents(text, mapping, 1, Date.now)) {
    if ('problem' in row) throw new Error(`line ${row.line}: ${row.problem}`);
    events.push(...row.events);
  }
  return events;
};

/**
 * Starts a hub into which a file's records were posted.
 * @param change what to read otherwise than the shipped mapping says
 */
export const importInProcess = async (
  engine: Engine,
  name: keyof typeof files,
  timeZone: string,
  change: (mapping: Mapping) => Mapping = (mapping) => mapping,
) => {
  const hub = await startHubInProcess(engine, { timeZone, calendar: 'mon-fri' });
  const events = await readEvents(files[name], change(await loadMapping(name)));
  await hub.post(events);
  return { hub, ids: [...new Set(events.map(({ subject }) => subject))] };
};

/** The WABO log told otherwise: the case's group is its agency, and the planned end its due date. */
export const byGroupAndPlannedEnd = (mapping: Mapping): Mapping => ({
  ...mapping,
  events: mapping.events.map((event) => {
    if (event.type === 'motcua.request.submitted.v1')
      return { ...event, data: { ...event.data, agency: { column: ['case:group'], fallback: 'none' } } };
    if (event.type === 'motcua.request.accepted.v1')
      return { ...event, data: { due: { column: ['case:enddate_planned'], as: 'instant' } } };
    return event;
  }),
});
