import type { Instant } from '../instant.ts';

/**
 * Lists in a column of texts, for what few requests have: `0_1k;2s_` is two entries of instants, in milliseconds after the
 * receipt, to the base of 36; an entry's text stands as it is, and what it lacks is empty.
 */
const base = 36;

type Entry = readonly (Instant | string | undefined)[];

/** @returns null for an empty list, so that most requests share one code */
export const encodeList = (received: Instant, entries: readonly Entry[]): string | null =>
  entries.length === 0
    ? null
    : entries
        .map((entry) =>
          entry
            .map((part) => (typeof part === 'number' ? (part - received).toString(base) : (part ?? '')))
            .join('_'),
        )
        .join(';');

/** The entries of a list as they were written: texts, of which `instantIn` reads those that are instants. */
export const decodeList = (text: string | null): readonly (readonly string[])[] =>
  text === null ? [] : text.split(';').map((entry) => entry.split('_'));

/** Milliseconds since 1970; NaN where the entry lacks it. */
export const instantIn = (received: number, part: string | undefined): number =>
  part === undefined || part === '' ? Number.NaN : received + Number.parseInt(part, base);
