import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import { Problem } from '../../shared/http/problem.ts';
import type { Position, WorkQuestion } from './work-list.ts';

/** The question of a list, and the agency whose list it is; undefined for that of all. */
type Asked = { readonly within?: string | undefined; readonly question: WorkQuestion };

/** What binds a cursor to its filters: a few bytes of their hash. */
const markOf = ({ within, question }: Asked): string => {
  const { status, procedure, unit, overdue, dueBefore, from, until } = question;
  const filters = [within, status, procedure, unit, overdue, dueBefore, from, until];
  return hash('sha256', JSON.stringify(filters), 'base64url').slice(0, 12);
};

const content = z.tuple([z.string(), z.nullable(z.number()), z.string()]);

/** A cursor says where a page ends, and by which filters it was made. */
export const encodeCursor = ({ due, id }: Position, asked: Asked): string =>
  Buffer.from(JSON.stringify([markOf(asked), due, id] satisfies z.input<typeof content>)).toString(
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
export const decodeCursor = (cursor: string, asked: Asked): Position => {
  const { data } = content.safeParse(parse(cursor));
  if (data === undefined) return refuse('is none that a page gave');
  const [mark, due, id] = data;
  return mark === markOf(asked) ? { due, id } : refuse('is of a list with other filters');
};
