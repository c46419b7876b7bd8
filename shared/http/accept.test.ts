import { describe, expect, it } from 'vitest';
import { negotiate } from './accept.ts';
import { Problem } from './problem.ts';

const offered = ['application/json', 'text/csv'] as const;

describe('what is answered to an Accept header', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['TEXT/CSV; charset=utf-8', 'text/csv'],
    ['text/*, application/json;q=0.5', 'text/csv'],
    ['text/csv;q=0.9, */*;q=0.1', 'text/csv'],
    ['text/csv, application/json', 'application/json'],
    ['text/html, application/xml;q=0.9, */*;q=0.8', 'application/json'],
    ['application/json;q=0, */*', 'text/csv'],
  ])('%s is %s', (accept, expected) => expect(negotiate(accept, offered)).toBe(expected));

  it.each([
    'text/html',
    'application/xml, image/*',
    '*/*;q=0',
    'application/json;q=0',
    'nonsense',
    'text/csv;q=x',
  ])('%s cannot be met', (accept) => {
    const act = () => negotiate(accept, offered);
    expect(act).toThrow(Problem);
    expect(act).toThrow('application/json or text/csv');
  });
});
