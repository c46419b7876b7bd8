import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UsageError } from './usage-error.ts';

/** A text file being read: its text in pieces, and how far into the file (in its own bytes) the reading is. */
export type OpenText = {
  text: AsyncIterable<string>;
  totalBytes: number;
  bytesRead: () => number;
  close: () => void;
};

/** Opens a UTF-8 file, gunzipping it when its first bytes say so (whatever its name says). */
export const openText = async (file: string): Promise<OpenText> => {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read ${file}: ${error.code === 'ENOENT' ? 'no such file' : error.message}`);
  });
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    throw new UsageError(`cannot read ${file}: not a file`);
  }
  const start = Buffer.alloc(2);
  await handle.read(start, 0, 2, 0);
  const source = handle.createReadStream({ start: 0, highWaterMark: 16_384 });
  const gzipped = start[0] === 0x1f && start[1] === 0x8b;
  // An error of either stream reaches whoever reads `text`, so the callback has nothing to do.
  const text = gzipped ? pipeline(source, createGunzip(), () => undefined) : source;
  text.setEncoding('utf8');
  return { text, totalBytes: stat.size, bytesRead: () => source.bytesRead, close: () => text.destroy() };
};
