import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEvent } from './parse.ts';

const now = Date.parse('2024-02-01T00:00:00Z');
const minute = 60_000;
const valid = {
  specversion: '1.0',
  type: 'motcua.request.accepted.v1',
  source: 'https://desk.example',
  id: '7f3c-1',
  subject: '000.00.01.H29-240115-0001',
  time: '2024-01-15T08:12:00+07:00',
  data: {},
};
const feedback = { ...valid, type: 'motcua.feedback.given.v1' };
const parse = (changes: object) => parseEvent({ ...valid, ...changes }, now);
const fieldsOf = (value: unknown) => {
  const parsed = parseEvent(value, now);
  return parsed.ok ? [] : [...new Set(parsed.issues.map(({ field }) => field))];
};
const without = (name: string) => Object.fromEntries(Object.entries(valid).filter(([key]) => key !== name));

describe('the envelope', () => {
  it.each(['specversion', 'type', 'source', 'id', 'subject', 'time'])('needs %s', (name) =>
    expect(fieldsOf(without(name))).toEqual([name]),
  );

  it.each([
    ['specversion', '0.3'],
    ['type', ''],
    ['source', 'two words'],
    ['source', ''],
    ['id', ''],
    ['id', 7],
    ['id', 'x'.repeat(257)],
    ['subject', 'a/b'],
    ['subject', ''],
    ['subject', '.hidden'],
    ['subject', 'x'.repeat(129)],
    ['datacontenttype', 'text/xml'],
    ['datacontenttype', 'application/jsonp'],
    ['expectedversion', -1],
    ['expectedversion', 1.5],
    ['expectedversion', '3'],
    ['correlationid', ''],
    ['tenant', { nested: true }],
    ['Tenant', 'upper case'],
    ['data_base64', 'e30='],
    ['x'.repeat(65), 'x'],
  ])('refuses %s %o by name', (name, value) => expect(fieldsOf({ ...valid, [name]: value })).toEqual([name]));

  it('refuses an event of more than 64 kB, and takes one that just fits', () => {
    const extensions = (last: number) => ({
      ...Object.fromEntries(Array.from({ length: 62 }, (_, n) => [`extension${n}`, 'x'.repeat(1_024)])),
      last: 'ơ'.repeat(last),
    });
    const bytes = (event: object) => Buffer.byteLength(JSON.stringify(event));
    const free = 64 * 1024 - bytes({ ...valid, ...extensions(0) });
    expect(parse(extensions(Math.floor(free / 2)))).toMatchObject({ ok: true });
    expect(parse(extensions(Math.floor(free / 2) + 1))).toMatchObject({
      ok: false,
      reason: 'event-too-large',
      issues: [{ field: 'event' }],
    });
    const comment = { survey: 's', surveyVersion: 1, overall: 4, comment: 'x'.repeat(70_000) };
    expect(parseEvent({ ...feedback, data: comment }, now)).toMatchObject({ reason: 'event-too-large' });
  });

  it('keeps extension attributes as they came', () => {
    const extensions = {
      expectedversion: 0,
      correlationid: 'c',
      traceparent: '00-1',
      sequence: 3,
      sampled: true,
    };
    expect(parse(extensions)).toMatchObject({ ok: true, event: extensions });
  });

  it('takes an attribute that is null as left out, by the CloudEvents JSON format', () => {
    const parsed = parse({ correlationid: null, tenant: null, data: null });
    expect(parsed).toEqual({ ok: true, event: valid });
    expect(fieldsOf({ ...valid, id: null })).toEqual(['id']);
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON'])(
    'takes the content type %s',
    (datacontenttype) =>
      expect(parse({ datacontenttype })).toMatchObject({ ok: true, event: { datacontenttype } }),
  );

  it('takes data_base64 as the bytes of the data', () => {
    const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes).toString('base64');
    const { data: _none, ...bare } = valid;
    const due = '2024-01-26T17:00:00+07:00';
    const of = (data_base64: unknown) => parseEvent({ ...bare, data_base64 }, now);
    expect(of(base64(JSON.stringify({ due })))).toEqual({ ok: true, event: { ...bare, data: { due } } });
    expect(of(null)).toEqual({ ok: true, event: valid });
    for (const wrong of ['e30', '***', base64('{'), base64(Uint8Array.of(0x22, 0xff, 0x22)), { x: 1 }])
      expect(of(wrong)).toMatchObject({ ok: false, issues: [{ field: 'data_base64' }] });
  });

  it('nested ten thousand deep is refused for that, before anything is made of it', () => {
    const deep = JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`) as unknown;
    for (const value of [{ ...valid, data: deep }, { ...valid, extension: deep }, deep])
      expect(parseEvent(value, now)).toMatchObject({
        reason: 'invalid-event',
        issues: [{ field: 'event', detail: 'is nested more than 32 deep' }],
      });
  });

  it.each([null, undefined, 1, 'text', [], [valid]])('refuses %o', (value) =>
    expect(fieldsOf(value)).toEqual(['event']),
  );

  it('takes an event without data where the type asks for none', () =>
    expect(parseEvent(without('data'), now)).toMatchObject({ ok: true, event: { data: {} } }));

  it('is no way into a prototype', () => {
    const text = JSON.stringify(valid).replace('{', '{"__proto__":{"polluted":1},');
    const parsed = parseEvent(JSON.parse(text), now);
    if (parsed.ok) expect(Object.hasOwn(parsed.event, '__proto__')).toBe(false);
    expect(fieldsOf(JSON.parse(JSON.stringify(valid).replace('"data":{', '"data":{"__proto__":1')))).toEqual([
      'data.__proto__',
    ]);
  });
});

describe('the type', () => {
  it.each(['motcua.request.vanished.v1', 'other.v1', 'constructor'])('%s is not known', (type) =>
    expect(parse({ type })).toMatchObject({
      ok: false,
      reason: 'unknown-event-type',
      issues: [{ field: 'type' }],
    }),
  );

  it.each(['motcua.request.accepted.v2', 'motcua.request.accepted.v0', 'motcua.request.accepted'])(
    '%s is a version that is not known, and those known are named',
    (type) =>
      expect(parse({ type })).toMatchObject({
        ok: false,
        reason: 'unknown-event-version',
        versions: ['motcua.request.accepted.v1'],
      }),
  );

  it('of the registry is not sent here, and says where it is changed', () => {
    const parsed = parse({ type: 'motcua.agency.registered.v1' });
    expect(parsed).toMatchObject({ ok: false, reason: 'unknown-event-type' });
    expect(JSON.stringify(parsed)).toContain('PUT /v1/registry');
  });
});

describe('the time', () => {
  it.each([
    ['five minutes ahead', 5 * minute, true],
    ['more than five minutes ahead', 5 * minute + 1, false],
    ['a century ago', -36_525 * 24 * 60 * minute, true],
  ])('%s', (_name, ahead, ok) => {
    const parsed = parse({ time: new Date(now + ahead).toISOString() });
    expect(parsed.ok || parsed.reason).toBe(ok || 'time-in-future');
  });

  it('is compared as an instant, not as text', () => {
    expect(parse({ time: '2024-02-01T07:04:00+07:00' }).ok).toBe(true);
    expect(fieldsOf({ ...valid, time: '2024-01-31T23:59:00-07:00' })).toEqual(['time']);
  });

  it.each([
    '2024-01-15T08:12:00',
    '2024-01-15T08:12Z',
    '2024-01-15T08:12:00+0700',
    '2024-01-15T08:12:00+07',
    '2024-01-15T08:12:00+24:00',
    '2024-01-15 08:12:00Z',
    '2024-01-15T24:00:00Z',
    '2024-01-15T23:59:60Z',
    '2023-02-29T00:00:00Z',
    '2024-01-15',
    '1705306320000',
    1_705_306_320_000,
  ])('%s is not an RFC 3339 date-time with an offset', (time) =>
    expect(fieldsOf({ ...valid, time })).toEqual(['time']),
  );

  it('every time taken is an instant', () => {
    const digits = (min: number, max: number, length = 2) =>
      fc.integer({ min, max }).map((value) => String(value).padStart(length, '0'));
    const text = fc
      .tuple(
        digits(0, 2023, 4),
        digits(1, 12),
        digits(1, 31),
        digits(0, 24),
        digits(0, 60),
        digits(0, 60),
        fc.constantFrom('', '.5', '.123456789'),
        fc.constantFrom('Z', '+07:00', '-00:00', '-12:45', '+14:00', '+23:59'),
      )
      .map(([y, m, d, h, min, s, part, zone]) => `${y}-${m}-${d}T${h}:${min}:${s}${part}${zone}`);
    fc.assert(
      fc.property(text, (time) => {
        const parsed = parse({ time });
        if (parsed.ok) expect(Date.parse(parsed.event.time)).not.toBeNaN();
        else expect(parsed.issues.map(({ field }) => field)).toEqual(['time']);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the data', () => {
  it.each<[string, object, string[]]>([
    ['a missing field', { survey: 'sipas', surveyVersion: 1 }, ['data.overall']],
    ['a score out of range', { survey: 'sipas', surveyVersion: 1, overall: 6 }, ['data.overall']],
    ['a half score', { survey: 'sipas', surveyVersion: 1, overall: 4.5 }, ['data.overall']],
    [
      'an unknown factor',
      { survey: 'sipas', surveyVersion: 1, overall: 4, factors: { speed: 1 } },
      ['data.factors.speed'],
    ],
    [
      'a factor out of range',
      { survey: 'sipas', surveyVersion: 1, overall: 4, factors: { access: 0 } },
      ['data.factors.access'],
    ],
    [
      'several at once',
      { survey: ' sipas', surveyVersion: 0, overall: 4, mood: 1, tone: 2 },
      ['data.survey', 'data.surveyVersion', 'data.mood', 'data.tone'],
    ],
  ])('%s is named', (_name, data, fields) => expect(fieldsOf({ ...feedback, data })).toEqual(fields));

  it.each([[[]], ['text'], [1]])('is an object, not %o', (data) =>
    expect(fieldsOf({ ...valid, data })).toEqual(['data']),
  );

  it('whatever a stranger sends is answered, never thrown at', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (value) => {
        expect(parseEvent(value, now).ok).toBe(false);
        expect(typeof parse({ data: value }).ok).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });
});
