import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { answered, anyEvents, submitted, withdrawn } from '../test/builders.ts';
import { eventTypes } from './catalogue.ts';
import type { MotcuaEvent } from './envelope.ts';
import { withoutPersonal } from './personal.ts';

describe('personal fields are taken off', () => {
  it('a submission keeps only the kind of its applicant', () => {
    const event = submitted(0, {
      applicant: { kind: 'citizen', reference: 'c-81' },
      personal: { name: 'Lê', phone: '1', email: 'le@example.org', address: 'Huế' },
      location: { latitude: 16.46, longitude: 107.59 },
      onlineLevel: 4,
    });
    expect(withoutPersonal(event)).toEqual(submitted(0, { applicant: { kind: 'citizen' }, onlineLevel: 4 }));
  });

  it('feedback loses its comment', () =>
    expect(withoutPersonal(answered(0, { comment: 'Mr Lê was kind' }))).toEqual(answered(0)));

  it('a withdrawal loses its reason', () =>
    expect(withoutPersonal(withdrawn(0, { reason: 'my divorce' }))).toEqual(withdrawn(0)));
});

describe('the event itself', () => {
  it('is not changed', () => {
    const event = Object.freeze(submitted(0, { personal: Object.freeze({ name: 'Lê' }) }));
    Object.freeze(event.data);
    expect(withoutPersonal(event)).not.toHaveProperty('data.personal');
    expect(event).toHaveProperty('data.personal.name', 'Lê');
  });

  it('without personal fields stays what it is', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const bare = events.map(withoutPersonal);
        expect(bare.map(withoutPersonal)).toEqual(bare);
      }),
    );
  });
});

type Schema = z.core.JSONSchema.BaseSchema;

/** Whether a path is personal, or lies in something that is. */
const isPersonal = (personal: readonly string[], path: string): boolean =>
  personal.some((marked) => path === marked || path.startsWith(`${marked}.`));

/** Every optional field present or not, each leaf a text that tells its path; not valid data, but the same shape. */
const anyData = (schema: Schema, path: string): fc.Arbitrary<unknown> => {
  if (schema.type !== 'object') return fc.constant(`<${path}>`);
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, inner]) => [name, anyData(inner as Schema, path === '' ? name : `${path}.${name}`)] as const,
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
};

describe.each(eventTypes.map((known) => [known.type, known] as const))('%s', (type, { data, personal }) => {
  const schema = z.toJSONSchema(data, { io: 'input', reused: 'inline' });

  it('nothing personal survives, and nothing else is lost', () => {
    fc.assert(
      fc.property(anyData(schema, ''), (value) => {
        const sent = JSON.stringify(value).match(/<[^>]+>/g) ?? [];
        const left = JSON.stringify(withoutPersonal({ ...withdrawn(0), type, data: value } as MotcuaEvent));
        for (const leaf of sent) {
          const path = leaf.slice(1, -1);
          expect(left.includes(leaf), path).toBe(!isPersonal(personal, path));
        }
      }),
    );
  });
});
