import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doorRules, type Noted } from '../request/noted.ts';
import { decodeNotes, encodeNotes } from './stored-notes.ts';

const noted: fc.Arbitrary<Noted | undefined> = fc.option(
  fc
    .record(
      {
        findings: fc.subarray([...doorRules], { minLength: 1 }),
        due: fc.constantFrom('2024-01-26T10:00:00.000Z', '2024-02-02T10:00:00.000Z'),
      },
      { requiredKeys: [] },
    )
    .filter((note) => Object.keys(note).length > 0),
  { nil: undefined },
);

describe('notes of a commit', () => {
  it('come back as they were, in their order', () => {
    fc.assert(
      fc.property(fc.array(noted, { maxLength: 20 }), (notes) => {
        const stored = encodeNotes(notes);
        if (notes.every((note) => note === undefined)) expect(stored).toBeUndefined();
        else {
          const read = decodeNotes(stored ?? '');
          expect(notes.map((_note, place) => read[place])).toEqual(notes);
        }
      }),
    );
  });

  it('of 500 events in disorder take four bytes each', () => {
    const notes = Array.from({ length: 500 }, (): Noted => ({ findings: ['out-of-order'] }));
    expect(encodeNotes(notes)?.length).toBeLessThan(500 * 4);
  });

  it('by a rule that this code does not know are left out', () =>
    expect(decodeNotes('{"findings":{"of-newer-code":[0],"out-of-order":[1]}}')).toEqual([
      undefined,
      { findings: ['out-of-order'] },
    ]));
});
