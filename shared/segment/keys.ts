import type { Reader, Writer } from './bytes.ts';

/** Which request a line belongs to, and the version that it is known at. */
export type Key = { readonly request: string; readonly version: number };

const commonPrefix = (a: string, b: string): number => {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
};

/** Writes keys in the order given, each as what differs from the one before. */
export const writeKeys = (out: Writer, keys: readonly Key[]): void => {
  out.unsigned(keys.length);
  let previous = '';
  for (const { request, version } of keys) {
    const shared = commonPrefix(previous, request);
    out.unsigned(shared);
    out.text(request.slice(shared));
    out.unsigned(version);
    previous = request;
  }
};

export const readKeys = (input: Reader): Key[] => {
  let previous = '';
  return Array.from({ length: input.unsigned() }, () => {
    const shared = input.unsigned();
    previous = previous.slice(0, shared) + input.text();
    return { request: previous, version: input.unsigned() };
  });
};
