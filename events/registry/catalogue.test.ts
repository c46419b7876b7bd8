import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { eventTypes, findEventType } from '../catalogue.ts';
import { requestId } from '../fields.ts';
import { parseEvent } from '../parse.ts';
import { registryCatalogue } from './catalogue.ts';
import {
  isRegistryKind,
  keyFields,
  kindOfPartition,
  partitionOf,
  registryKinds,
  registryTypes,
} from './kind.ts';

const isValid = (kind: keyof typeof registryCatalogue, change: object): boolean =>
  registryCatalogue[kind].data.safeParse({ ...registryCatalogue[kind].example, ...change }).success;

describe.each(registryKinds.map((kind) => [kind, registryCatalogue[kind]] as const))('%s', (kind, type) => {
  it('takes its example, and keeps it whole', () =>
    expect(type.data.parse(type.example)).toEqual(type.example));

  it('takes no field that it does not know', () => expect(isValid(kind, { surprise: 1 })).toBe(false));

  it('says what it means', () => expect(type.meaning).toMatch(/^[A-Z].*\.$/));

  it('has its key among its fields, in a closed JSON schema', () => {
    const schema = z.toJSONSchema(type.data, { io: 'input' });
    expect(schema.additionalProperties).toBe(false);
    expect(Object.keys(schema.properties ?? {})).toEqual(expect.arrayContaining([...keyFields[kind]]));
    expect(schema.required).toContain(keyFields[kind][0]);
  });

  it('has a type that no sender may post, and a partition that no request can have', () => {
    const type = registryTypes[kind];
    expect(type).toMatch(/^motcua\.[a-z]+\.registered\.v1$/);
    expect(findEventType(type)).toBeUndefined();
    expect(eventTypes.map(({ type }) => type)).not.toContain(type);
    expect(requestId.safeParse(partitionOf(kind)).success).toBe(false);
    expect(kindOfPartition(partitionOf(kind))).toBe(kind);
    const posted = {
      specversion: '1.0',
      source: '/desk',
      id: '1',
      subject: 'R',
      time: '2024-01-15T08:12:00+07:00',
    };
    expect(
      parseEvent({ ...posted, type, data: registryCatalogue[kind].example }, Date.UTC(2026, 0)),
    ).toMatchObject({
      ok: false,
      issues: [{ field: 'type', detail: expect.stringContaining(`PUT /v1/registry/${kind}`) as unknown }],
    });
  });
});

describe('the kinds', () => {
  it('are those alone', () => {
    expect(['agencies', 'toString', '', 'agency'].map(isRegistryKind)).toEqual([true, false, false, false]);
    expect(kindOfPartition('R-1')).toBeUndefined();
  });
});

describe('a source', () => {
  it.each([
    ['*', true],
    ['https://agency-07.example/*', true],
    ['urn:desk:7', true],
    ['', false],
    ['https://*.example/desk', false],
    ['**', false],
    ['two words', false],
  ])('%j: %s', (source, expected) => expect(isValid('sources', { sources: [source] })).toBe(expected));
});

describe('a calendar', () => {
  const { calendar } = registryCatalogue.calendars.example;
  const withCalendar = (change: object) => isValid('calendars', { calendar: { ...calendar, ...change } });

  it.each<[string, object, boolean]>([
    ['several spans a day', { weeks: [{ hours: { monday: ['07:00-11:30', '13:00-17:00'] } }] }, true],
    ['an hour up to midnight', { weeks: [{ hours: { monday: ['22:00-24:00'] } }] }, true],
    ['spans that overlap', { weeks: [{ hours: { monday: ['08:00-12:00', '11:00-17:00'] } }] }, false],
    ['a span that ends before it begins', { weeks: [{ hours: { monday: ['12:00-08:00'] } }] }, false],
    ['a second week without its day', { weeks: [{ hours: {} }, { hours: {} }] }, false],
    [
      'weeks out of order',
      {
        weeks: [
          { validFrom: '2024-02-01', hours: {} },
          { validFrom: '2024-01-01', hours: {} },
        ],
      },
      false,
    ],
    ['days off out of order', { daysOff: ['2024-05-01', '2024-04-30'] }, false],
    ['a day both off and special', { daysOff: ['2024-05-04'] }, false],
    ['a day that is none', { daysOff: ['2024-02-30'] }, false],
    ['a cut-off that is no time', { weeks: [{ hours: {}, cutOff: '25:00' }] }, false],
  ])('%s', (_what, change, expected) => expect(withCalendar(change)).toBe(expected));
});
