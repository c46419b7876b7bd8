import type { WriteStream } from 'node:tty';
import { MultiBar } from 'cli-progress';
import type { Progress } from './import-file.ts';

const lineEveryMs = 5_000;

/** Shows how far an import is, and messages without breaking the show. */
export type Display = {
  update: (progress: Progress) => void;
  message: (text: string) => void;
  stop: () => void;
};

const percent = ({ bytesRead, totalBytes }: Progress) =>
  Math.floor((100 * bytesRead) / Math.max(1, totalBytes));

const bar = (stream: WriteStream): Display => {
  const bars = new MultiBar({
    stream,
    format: '{bar} {percentage}% | {rows} rows | {events} events sent | {duration_formatted}',
    hideCursor: true,
    clearOnComplete: true,
  });
  const file = bars.create(1, 0, { rows: 0, events: 0 });
  return {
    update: ({ bytesRead, totalBytes, rows, events }) => {
      file.setTotal(totalBytes);
      file.update(bytesRead, { rows, events });
    },
    message: (text) => bars.log(`${text}\n`),
    stop: () => bars.stop(),
  };
};

const lines = (stream: NodeJS.WritableStream): Display => {
  let last = Date.now();
  return {
    update: (progress) => {
      if (Date.now() - last < lineEveryMs) return;
      last = Date.now();
      stream.write(`${percent(progress)}% read, ${progress.rows} rows, ${progress.events} events sent\n`);
    },
    message: (text) => stream.write(`${text}\n`),
    stop: () => undefined,
  };
};

/** A bar on a terminal, else a line every few seconds. */
export const createDisplay = (stream: WriteStream): Display => (stream.isTTY ? bar(stream) : lines(stream));
