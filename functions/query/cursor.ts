import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import { Problem } from '../../shared/http/problem.ts';
import type { Position } from './work-list.ts';

/** What binds a cursor to its filters: a few bytes of their hash. */
const markOf = (filters: readonly unknown[]): string =>
  hash('sha256', JSON.stringify(filters), 'base64url').slice(0, 12);

const content = z.tuple([z.string(), z.nullable(z.number()), z.string()]);

/** A cursor says where a page ends, and by which filters it was made. */
export const encodeCursor = ({ due, id }: Position, filters: readonly unknown[]): string =>
  Buffer.from(JSON.stringify([markOf(filters), due, id] satisfies z.input<typeof content>)).toString(
    'base64url',
  );

const refuse = (detail: string): never => {
  throw new Problem('invalid-parameter', `cursor: ${detail}`, { errors: [{ field: 'cursor', detail }] });
};

const parse = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

/** @throws Problem (400) where it is no cursor, or one of other filters */
export const decodeCursor = (cursor: string, filters: readonly unknown[]): Position => {
  const { data } = content.safeParse(parse(cursor));
  if (data === undefined) return refuse('is none that a page gave');
  const [mark, due, id] = data;
  return mark === markOf(filters) ? { due, id } : refuse('is of a list with other filters');
};
