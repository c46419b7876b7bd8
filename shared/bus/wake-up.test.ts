import { describe, expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { answered, at, completed, submitted, withdrawn } from '../../test/builders.ts';
import type { Commit } from '../event-store/commit.ts';
import { version } from '../request/stream.ts';
import { detailOf, detailTypeOf, wakeUpOf } from './wake-up.ts';

const commitOf = (events: readonly MotcuaEvent[]): Commit => ({
  request: 'R-1',
  first: version(3),
  last: version(2 + events.length),
  recordedAt: at(0),
  recordedBy: { client: 'desk', agency: 'H29' },
  events,
  concerns: ['satisfaction'],
});

describe('what the bus says of a commit', () => {
  it('is the request, its version and the events', () =>
    expect(JSON.parse(detailOf(commitOf([completed(1), completed(2)])))).toEqual({
      request: 'R-1',
      first: 3,
      version: 4,
      recordedAt: '2024-01-15T08:00:00.000Z',
      concerns: ['satisfaction'],
      events: [completed(1), completed(2)],
    }));

  it('has nothing personal', () => {
    const secret = 'SECRET';
    const events = [
      submitted(0, {
        applicant: { kind: 'citizen', reference: secret },
        personal: { name: secret, email: secret },
      }),
      answered(1, { comment: secret }),
      withdrawn(2, { reason: secret }),
    ];
    expect(detailOf(commitOf(events))).not.toContain(secret);
  });

  it('wakes the projections for a request', () =>
    expect(detailTypeOf(commitOf([completed(1)]))).toBe('motcua.request.changed.v1'));

  it('wakes nobody for the registry, and says of it which codes were registered, no more', () => {
    const registered = (code: string) => ({ ...completed(1), subject: code });
    const commit = {
      ...commitOf(['H29', 'H29.07', 'H29'].map(registered)),
      request: '/registry/agencies',
    };
    expect(detailTypeOf(commit)).toBe('motcua.registry.changed.v1');
    expect(JSON.parse(detailOf(commit))).toEqual({
      kind: 'agencies',
      first: 3,
      version: 5,
      recordedAt: '2024-01-15T08:00:00.000Z',
      codes: ['H29', 'H29.07'],
    });
  });

  it('leaves the events out where they would not fit, counted in bytes', () => {
    const large = (letter: string) =>
      completed(1, { step: letter.repeat(128) }, { correlationid: letter.repeat(200) });
    const events = (letter: string) => Array.from({ length: 300 }, () => large(letter));
    expect(JSON.parse(detailOf(commitOf(events('a'))))).toHaveProperty('events');
    const detail = detailOf(commitOf(events('Ễ')));
    expect(JSON.parse(detail)).toEqual({
      request: 'R-1',
      first: 3,
      version: 302,
      recordedAt: '2024-01-15T08:00:00.000Z',
      concerns: ['satisfaction'],
    });
  });
});

describe('a wake-up', () => {
  it('is read back from an EventBridge event', () => {
    const text = `{"detail-type":"x","detail":${detailOf(commitOf([completed(1)]))}}`;
    expect(wakeUpOf(text)).toEqual({ request: 'R-1', first: 3, version: 3, recordedAt: at(0) });
  });

  it.each([
    '{}',
    '{"detail":{}}',
    '{"detail":{"request":"R-1","first":3,"version":"3","recordedAt":"x"}}',
    'null',
    'no JSON',
  ])('%s is none', (text) => expect(() => wakeUpOf(text)).toThrow());
});
