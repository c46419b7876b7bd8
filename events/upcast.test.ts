import { expect, test, vi } from 'vitest';
import { formerTypes } from '../test/former-versions.ts';
import { parseEvent } from './parse.ts';
import { type StoredEvent, storedForm, upcast } from './upcast.ts';

vi.mock('./upcasters.ts', () => import('../test/former-versions.ts'));
vi.mock('./former-types.ts', () => import('../test/former-versions.ts'));

const of = (type: string, data: object): StoredEvent => ({
  specversion: '1.0',
  type,
  source: 'https://desk.example',
  id: '1',
  subject: 'R-1',
  time: '2024-01-15T08:12:00+07:00',
  data,
});
const now = Date.parse('2024-02-01T00:00:00Z');
const resolved = of('motcua.request.resolved.v1', { outcome: 'granted' });

test('an event of a former version reads as one of today, version after version', () => {
  expect(JSON.parse(JSON.stringify(upcast(of('motcua.request.closed.v1', { result: 'yes' }))))).toEqual(
    resolved,
  );
  expect(upcast(of('motcua.request.closed.v2', { decision: 'denied', clerk: '7' }))).toMatchObject({
    type: 'motcua.request.resolved.v1',
    data: { outcome: 'denied' },
  });
});

test('it is kept as it was sent, but not in its JSON', () => {
  const sent = of('motcua.request.closed.v1', { result: 'yes' });
  expect(storedForm(upcast(sent))).toEqual(sent);
  expect(storedForm({ ...upcast(sent), source: 'x' })).toEqual(sent);
  expect(JSON.stringify(upcast(sent))).not.toContain('closed');
});

test('one of today stays what it is', () => {
  const event = upcast(resolved);
  expect(event).toBe(resolved);
  expect(storedForm(event)).toBe(event);
});

test.each(formerTypes.map((former) => [former.type, former] as const))(
  '%s is checked by its own schema',
  (type, { example }) => {
    const sent = of(type, example as object);
    const parsed = parseEvent(sent, now);
    expect(parsed.ok && parsed.event.type).toBe('motcua.request.resolved.v1');
    expect(parsed.ok && storedForm(parsed.event)).toEqual(sent);
    expect(parseEvent(of(type, { outcome: 'granted' }), now)).toMatchObject({ reason: 'invalid-event' });
  },
);

test('a version that is not known names those that are, the former ones too', () =>
  expect(parseEvent(of('motcua.request.closed.v3', {}), now)).toMatchObject({
    reason: 'unknown-event-version',
    versions: ['motcua.request.closed.v1', 'motcua.request.closed.v2'],
  }));
