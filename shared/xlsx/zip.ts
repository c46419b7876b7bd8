import { crc32, deflateRawSync } from 'node:zlib';

const bytesOf = (fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer => {
  const bytes = Buffer.alloc(fields.reduce((sum, [size]) => sum + size, 0));
  fields.reduce((at, [size, value]) => bytes.writeUIntLE(value, at, size), 0);
  return bytes;
};

/** 1 January 1980, the first day that an archive can name: equal files make equal archives. */
const noDate = 0x21;

/**
 * Texts as the files of a ZIP archive, deflated (PKWARE, APPNOTE 6.3.10, 4.3). Names are ASCII; for what fits into memory, far
 * below the 4 GB from which the format is another.
 */
export const zip = (files: Readonly<Record<string, string>>): Buffer => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const deflated = deflateRawSync(content);
    const path = Buffer.from(name);
    const description = bytesOf([
      [2, 20], // version needed
      [2, 0], // flags
      [2, 8], // deflated
      [2, 0], // time
      [2, noDate],
      [4, crc32(content)],
      [4, deflated.length],
      [4, content.length],
      [2, path.length],
      [2, 0], // no extra field
    ]);
    const file = [bytesOf([[4, 0x04034b50]]), description, path, deflated];
    const start = [
      [4, 0x02014b50],
      [2, 20], // version made by
    ] as const;
    const end = [
      [2, 0], // no comment
      [2, 0], // disk
      [2, 0], // internal attributes
      [4, 0], // external attributes
      [4, offset],
    ] as const;
    directory.push(bytesOf(start), description, bytesOf(end), path);
    parts.push(...file);
    offset += file.reduce((sum, { length }) => sum + length, 0);
  }
  const count = Object.keys(files).length;
  const ending = bytesOf([
    [4, 0x06054b50],
    [2, 0], // this disk
    [2, 0], // the directory's disk
    [2, count],
    [2, count],
    [4, directory.reduce((sum, { length }) => sum + length, 0)],
    [4, offset],
    [2, 0], // no comment
  ]);
  return Buffer.concat([...parts, ...directory, ending]);
};
