import type * as z from 'zod/mini';
import type { projection } from './answers.ts';
import type { statedHeaders } from './statistic-answers.ts';

/** What every answer states of itself. */
export type Stated = {
  readonly asOf: string;
  readonly projection: z.output<typeof projection>;
  readonly definitions: Readonly<Record<string, string>>;
};

/** JSON that a header can hold: what is not ASCII is escaped. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The headers by which an answer of rows alone states the same as JSON, and what JSON has beside the rows. */
export const stated = (
  { asOf, projection: { name, version, lagSeconds }, definitions }: Stated,
  beside: Readonly<Record<string, unknown>>,
): Record<string, string> => {
  const headers: z.output<typeof statedHeaders> = {
    'motcua-as-of': asOf,
    'motcua-definitions': Object.entries(definitions)
      .map(([figure, definition]) => `${figure}=${definition}`)
      .join(', '),
    'motcua-projection': `${name}/${version}`,
    ...(lagSeconds !== null && { 'motcua-lag-seconds': String(lagSeconds) }),
  };
  const more = Object.entries(beside).map(([figure, value]) => [
    `motcua-${dashed(figure)}`,
    asciiJson(value),
  ]);
  return { ...(headers as Record<string, string>), ...Object.fromEntries(more) };
};
