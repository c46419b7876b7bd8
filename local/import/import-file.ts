import { setTimeout as sleep } from 'node:timers/promises';
import { problemText } from '../client/client.ts';
import { fileEvents } from './file-events.ts';
import { createLanes, type Item } from './lanes.ts';
import { loadMapping } from './load-mapping.ts';
import { openText } from './open-text.ts';
import { createSend } from './send.ts';
import { StoppedError } from './stopped-error.ts';
import { UsageError } from './usage-error.ts';

/** A row or an event that was not taken, with the line of the file it stands on. */
export type Problem = { line: number; kind: 'bad row' | 'rejected'; reason: string };

export type Progress = {
  bytesRead: number;
  totalBytes: number;
  rows: number;
  events: number;
  /** Everything before this line is done with: where to go on if the run breaks off now. */
  nextLine: number;
};

/** `rows` counts all rows read, bad ones too; the three counts of events are the hub's answers. */
export type Summary = {
  rows: number;
  badRows: number;
  appended: number;
  duplicate: number;
  rejected: number;
};

export type ImportOptions = {
  /** A shipped mapping's name, or the path of a mapping file. */
  mapping: string;
  file: string;
  apiUrl: string;
  token: string;
  fromLine?: number;
  onProgress?: (progress: Progress) => void;
  onProblem?: (problem: Problem) => void;
};

/**
 * Sends the records of a file to the hub as events. Doing it again changes nothing.
 * Throws a UsageError before anything is sent, or a StoppedError that says where to go on.
 */
export const importFile = async (options: ImportOptions): Promise<Summary> => {
  const { apiUrl, token, fromLine = 1, onProgress, onProblem } = options;
  if (!/^https?:/.test(apiUrl) || !URL.canParse(apiUrl))
    throw new UsageError(`${apiUrl} is not an HTTP address`);
  const mapping = await loadMapping(options.mapping);
  const { text, totalBytes, bytesRead, close } = await openText(options.file);
  const send = createSend({ apiUrl, token, random: Math.random, sleep });

  const summary: Summary = { rows: 0, badRows: 0, appended: 0, duplicate: 0, rejected: 0 };
  let lastLine = fromLine - 1;

  const lanes = createLanes(async (batch: readonly Item[]) => {
    const answers = await send(batch.map(({ event }) => event));
    for (const [index, answer] of answers.entries()) {
      summary[answer.status] += 1;
      const item = batch[index];
      if (answer.status === 'rejected' && item !== undefined) {
        const reason = `event ${item.event.id}: ${problemText(answer.problem)}`;
        onProblem?.({ line: item.line, kind: 'rejected', reason });
      }
    }
    report();
  });

  const nextLine = () => lanes.firstOpenLine() ?? lastLine + 1;
  const report = () => {
    const events = summary.appended + summary.duplicate + summary.rejected;
    onProgress?.({ bytesRead: bytesRead(), totalBytes, rows: summary.rows, events, nextLine: nextLine() });
  };

  try {
    for await (const row of fileEvents(text, mapping, fromLine, Date.now)) {
      summary.rows += 1;
      if ('problem' in row) {
        summary.badRows += 1;
        onProblem?.({ line: row.line, kind: 'bad row', reason: row.problem });
      } else if (row.events[0] !== undefined) {
        const { line } = row;
        await lanes.add(
          row.events[0].subject,
          row.events.map((event) => ({ event, line })),
        );
      }
      lastLine = row.line;
      report();
    }
    await lanes.finish();
    report();
    return summary;
  } catch (error) {
    await lanes.settle();
    if (error instanceof UsageError && summary.rows === 0) throw error;
    throw new StoppedError(error, nextLine());
  } finally {
    close();
  }
};
