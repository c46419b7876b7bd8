import type { Instant } from '../instant.ts';
import type { Surroundings } from '../surroundings.ts';

/** Something that a function's instance reads now and then, and keeps. */
export type Current<T> = {
  /** What was read at most half a minute ago, or last where reading fails. @throws what the first reading throws */
  (): Promise<T>;
  /** What is there now. */
  readonly now: () => Promise<T>;
};

const freshMs = 30_000;

/**
 * Keeps what is read. Callers that meet share one reading.
 * @param read is told whether it must be consistent
 */
export const keepCurrent = <T>(
  read: (consistent: boolean) => Promise<T>,
  { now }: Pick<Surroundings, 'now'>,
): Current<T> => {
  let kept: { readonly value: T } | undefined;
  let readAt: Instant | undefined;
  let reading: Promise<T> | undefined;
  const readAnew = async (consistent: boolean): Promise<T> => {
    readAt = now();
    const value = await read(consistent);
    kept = { value };
    return value;
  };
  const current = async (): Promise<T> => {
    if (kept !== undefined && readAt !== undefined && now() - readAt < freshMs) return kept.value;
    reading ??= readAnew(false).finally(() => {
      reading = undefined;
    });
    const last = kept;
    return last === undefined ? reading : reading.catch(() => last.value);
  };
  return Object.assign(current, { now: () => readAnew(true) });
};
