import { describe, expect, test } from 'vitest';
import { parseMapping } from './load-mapping.ts';

const submitted = {
  type: 'motcua.request.submitted.v1',
  id: '{case}-submitted',
  time: 'start',
  data: {
    agency: { column: 'office' },
    procedure: { constant: 'permit' },
    procedureVersion: { constant: 1 },
    channel: { column: 'way', table: 'channel' },
    'applicant.kind': { constant: 'citizen' },
  },
};
const good = {
  format: 'csv',
  timeZone: 'Asia/Ho_Chi_Minh',
  source: 'urn:test',
  request: { column: 'case' },
  tables: { channel: { web: 'online' } },
  events: [submitted],
};
const withEvent = (change: object) => ({ ...good, events: [{ ...submitted, ...change }] });
const withData = (change: object) => withEvent({ data: { ...submitted.data, ...change } });
const { agency: _, ...withoutAgency } = submitted.data;

describe('a mapping', () => {
  test('that is right is taken, with its defaults', () => {
    expect(parseMapping(good, 'good')).toMatchObject({
      events: [{ data: { agency: { column: ['office'] } } }],
    });
  });

  test.each<[string, unknown, string]>([
    ['another format', { ...good, format: 'xml' }, 'format: '],
    ['a zone that is none', { ...good, timeZone: 'Hanoi' }, 'timeZone: must be a time zone'],
    ['a source with spaces', { ...good, source: 'the desk' }, 'source: must be a URI'],
    ['no events', { ...good, events: [] }, 'events: '],
    ['a slip of the pen', { ...good, timezone: 'UTC' }, 'mapping: Unrecognized key: "timezone"'],
    [
      'an unknown type',
      withEvent({ type: 'motcua.request.sent.v1' }),
      'events[0].type: motcua.request.sent.v1 is not',
    ],
    [
      'an id that is the same for all rows',
      withEvent({ id: 'submitted' }),
      'events[0].id: must name at least one column',
    ],
    ['two events with one id', { ...good, events: [submitted, submitted] }, 'events[1].id: another event'],
    [
      'an unknown field',
      withData({ office: { column: 'office' } }),
      'events[0].data.office: motcua.request.submitted.v1 has no such field',
    ],
    ['a path that is none', withData({ 'a..b': { column: 'office' } }), 'has no such field'],
    [
      'a required field left out',
      withEvent({ data: withoutAgency }),
      'events[0].data: motcua.request.submitted.v1 needs agency',
    ],
    [
      'no data at all',
      withEvent({ data: {} }),
      'needs agency, procedure, procedureVersion, channel, applicant.kind',
    ],
    [
      'a field with fields',
      withData({ applicant: { column: 'who' } }),
      'events[0].data.applicant: holds other fields',
    ],
    ['no value', withData({ agency: {} }), 'needs either "constant" or "column"'],
    [
      'two values',
      withData({ agency: { constant: 'A', column: 'office' } }),
      'needs either "constant" or "column"',
    ],
    [
      'a constant with a table',
      withData({ agency: { constant: 'A', table: 'channel' } }),
      'a constant stands alone',
    ],
    [
      'a table read as a number',
      withData({ channel: { column: 'way', table: 'channel', as: 'number' } }),
      'exclude each other',
    ],
    [
      'a fallback that is optional',
      withData({ agency: { column: 'office', fallback: 'A', optional: true } }),
      'exclude each other',
    ],
    [
      'an unknown table',
      withData({ channel: { column: 'way', table: 'ways' } }),
      'events[0].data.channel: there is no table ways',
    ],
    [
      'a constant of the wrong kind',
      withData({ procedureVersion: { constant: '1' } }),
      'events[0].data.procedureVersion: constant: "1": Invalid input',
    ],
    [
      'a fallback that is no channel',
      withData({ channel: { column: 'way', table: 'channel', fallback: 'fax' } }),
      'fallback: "fax": Invalid option',
    ],
    [
      'a table that gives no channel',
      { ...good, tables: { channel: { web: 'onlin' } } },
      'table channel, web: "onlin": Invalid option',
    ],
  ])('with %s is refused', (_name, mapping, expected) => {
    expect(() => parseMapping(mapping, 'test')).toThrow(expected);
    expect(() => parseMapping(mapping, 'test')).toThrow('mapping test is not valid');
  });

  test('may name fields that are records and objects by their path', () => {
    const given = (data: object) => ({
      ...good,
      events: [{ type: 'motcua.feedback.given.v1', id: '{case}', time: 't', data }],
    });
    const data = {
      survey: { constant: 's' },
      surveyVersion: { constant: 1 },
      overall: { column: 'x', as: 'number' },
    };
    expect(() =>
      parseMapping(given({ ...data, 'factors.access': { column: 'y', as: 'number' } }), 'm'),
    ).not.toThrow();
    expect(() => parseMapping(given({ ...data, 'factors.weather': { column: 'y' } }), 'm')).toThrow(
      'has no such field',
    );
  });
});
