import { describe, expect, it } from 'vitest';
import { instant } from '../instant.ts';
import { hadPart, isWithin, partiesOf, takesPart } from './participation.ts';

describe('who has part in a request', () => {
  const place = { agency: 'H31', received: instant(0) };
  it.each<[string, Parameters<typeof partiesOf>[0], string[], string[]]>([
    ['nobody at first', { state: { participants: [] }, reporters: [] }, [], []],
    [
      'who had it',
      { state: { participants: ['H29', 'H30'] }, reporters: [] },
      ['H29', 'H30'],
      ['H29', 'H30'],
    ],
    ['who reported is a party alone', { state: { participants: [] }, reporters: ['H30'] }, [], ['H30']],
    [
      'also after the submission',
      { state: { participants: ['H29'] }, reporters: ['H30'] },
      ['H29'],
      ['H29', 'H30'],
    ],
    [
      'whose submission was taken back',
      { state: { participants: [], retracted: { events: 1, place } }, reporters: [] },
      ['H31'],
      ['H31'],
    ],
    [
      'not what was taken back without one',
      { state: { participants: [], retracted: { events: 1 } }, reporters: [] },
      [],
      [],
    ],
  ])('%s', (_name, snapshot, part, parties) => {
    expect(hadPart(snapshot.state)).toEqual(part);
    expect(partiesOf(snapshot)).toEqual(parties);
  });

  it('agencies form a tree by their dots', () => {
    expect(isWithin('H29', 'H29')).toBe(true);
    expect(isWithin('H29.07.01', 'H29')).toBe(true);
    expect(isWithin('H290', 'H29')).toBe(false);
    expect(isWithin('H29', 'H29.07')).toBe(false);
  });
  it('an agency has part in what it, or one under it, has or had', () => {
    expect(takesPart(['H30', 'H29.07'], 'H29.07')).toBe(true);
    expect(takesPart(['H30', 'H29.07'], 'H29')).toBe(true);
    expect(takesPart(['H29'], 'H29.07')).toBe(false);
    expect(takesPart([], 'H29')).toBe(false);
  });
});
