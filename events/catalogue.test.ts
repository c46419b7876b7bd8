import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { eventTypes, findEventType } from './catalogue.ts';
import { envelope } from './envelope.ts';
import { outline } from './outline.ts';
import { parseEvent } from './parse.ts';

const now = Date.parse('2026-01-01T00:00:00Z');
const attributes = {
  specversion: '1.0',
  source: 'https://desk.example',
  id: '1',
  subject: 'R-1',
  time: '2024-01-15T08:12:00+07:00',
};

describe('the catalogue', () => {
  it('has each type once, named motcua.<what>.<happened>.v<n>', () => {
    const names = eventTypes.map(({ type }) => type);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^motcua\.[a-z-]+\.[a-z-]+\.v[1-9]\d*$/);
  });

  it('stands in its outline, type by type', () => {
    expect(outline).toEqual(eventTypes.map(({ type, personal }) => [type, personal]));
  });

  it('knows its own types and no other', () => {
    for (const known of eventTypes) expect(findEventType(known.type)).toBe(known);
    expect(findEventType('motcua.request.submitted.v0')).toBeUndefined();
    expect(findEventType('toString')).toBeUndefined();
  });

  it('gives a JSON schema of the envelope', () => {
    const schema = z.toJSONSchema(envelope, { io: 'input' });
    expect(schema.$defs?.['CloudEvent']?.required).toEqual(
      expect.arrayContaining(['specversion', 'type', 'source', 'id', 'subject', 'time']),
    );
  });
});

describe.each(eventTypes.map((known) => [known.type, known] as const))('%s', (_type, known) => {
  it('parses its example, and keeps it whole', () => {
    const parsed = parseEvent({ ...attributes, type: known.type, data: known.example }, now);
    expect(parsed).toEqual({ ok: true, event: { ...attributes, type: known.type, data: known.example } });
  });

  it('names a field it does not know', () => {
    const data = { ...known.example, surprise: 1 };
    const parsed = parseEvent({ ...attributes, type: known.type, data }, now);
    expect(parsed).toMatchObject({
      ok: false,
      reason: 'invalid-event',
      issues: [{ field: 'data.surprise' }],
    });
  });

  it('says what it means', () => {
    expect(known.meaning).toMatch(/^[A-Z].*\.$/);
    expect(known.effect).toMatch(/^[A-Z].*\.$/);
  });

  it('gives a JSON schema that is closed and that its personal paths lead into', () => {
    const schema = z.toJSONSchema(known.data, { io: 'input' });
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    for (const path of known.personal) {
      let inner: z.core.JSONSchema.BaseSchema | undefined = schema;
      for (const name of path.split('.')) inner = inner?.properties?.[name] as typeof inner;
      expect(inner, path).toBeDefined();
    }
  });
});
