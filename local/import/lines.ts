import { UsageError } from './usage-error.ts';

const longestLine = 1_000_000;

/** Cuts text that comes in pieces into lines, without their line feed and without a byte order mark. */
export const linesOf = async function* (text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let first = true;
  for await (const piece of text) {
    const lines = (rest + (first ? piece.replace(/^\ufeff/, '') : piece)).split('\n');
    first = false;
    rest = lines.pop() ?? '';
    if (rest.length > longestLine)
      throw new UsageError(`a line is longer than ${longestLine} characters: is this a CSV file?`);
    yield* lines;
  }
  if (rest !== '') yield rest;
};
