import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entry, registryCatalogue } from '../../events/registry/catalogue.ts';
import { type RegistryKind, registryKinds } from '../../events/registry/kind.ts';
import { instantOf } from '../instant.ts';
import { version } from '../request/stream.ts';
import { decide } from './decide.ts';
import { type AllRegistrations, registryOf } from './fold.ts';
import { currentOf, noRegistrations, type Registrations } from './registration.ts';
import { emptyRegistry, isUnknownAgency, isUnknownProcedure, maySend } from './registry.ts';

const registrations = <K extends RegistryKind>(kind: K, entries: readonly Entry<K>[]): Registrations<K> => ({
  kind,
  version: version(entries.length),
  all: entries.map((entry, index) => ({
    entry,
    version: version(index + 1),
    recordedAt: instantOf('2026-11-24T03:00:00Z'),
    recordedBy: { client: 'operator' },
  })),
});

const none: AllRegistrations = {
  agencies: noRegistrations('agencies'),
  sources: noRegistrations('sources'),
  procedures: noRegistrations('procedures'),
  calendars: noRegistrations('calendars'),
};

const agency = (code: string, more: object = {}) => ({ code, name: code, ...more });
const procedure = (code: string, version: number, workingDays?: number) => ({
  code,
  version,
  name: 'A permit',
  ...(workingDays !== undefined && { workingDays }),
});

describe('the fold', () => {
  it('of nothing is the empty registry', () => expect(registryOf(none)).toEqual(emptyRegistry));

  it('knows an agency from when to when, as registered last', () => {
    const registry = registryOf({
      ...none,
      agencies: registrations('agencies', [
        agency('H29'),
        agency('H30'),
        agency('H29', { validFrom: '2024-01-01T00:00:00+07:00', validTo: '2025-07-01T00:00:00+07:00' }),
      ]),
    });
    const isUnknown = (code: string, at: string) => isUnknownAgency(registry, code, instantOf(at));
    expect(isUnknown('H29', '2023-12-31T16:59:59Z')).toBe(true);
    expect(isUnknown('H29', '2023-12-31T17:00:00Z')).toBe(false);
    expect(isUnknown('H29', '2025-06-30T17:00:00Z')).toBe(true);
    expect(isUnknown('H30', '1990-01-01T00:00:00Z')).toBe(false);
    expect(isUnknown('H31', '2024-06-01T00:00:00Z')).toBe(true);
  });

  it('knows the versions of a procedure, each with its limit', () => {
    const { procedures, ...registry } = registryOf({
      ...none,
      procedures: registrations('procedures', [
        procedure('1.004222', 1, 5),
        procedure('1.004222', 2),
        procedure('1.004222', 1, 3),
      ]),
    });
    expect(procedures.get('1.004222')?.get(1)?.limit).toEqual({ workingDays: 3 });
    expect(procedures.get('1.004222')?.get(2)).toEqual(procedure('1.004222', 2));
    expect(isUnknownProcedure({ ...registry, procedures }, '1.004222', 3)).toBe(true);
  });

  it('lets a client send what it was registered with last, and no other', () => {
    const registry = registryOf({
      ...none,
      sources: registrations('sources', [
        { client: 'desk', sources: ['https://old.example'] },
        { client: 'import', sources: ['https://a.example/*', 'urn:b'] },
        { client: 'desk', sources: ['https://new.example'] },
        { client: 'all', sources: ['*'] },
        { client: 'gone', sources: ['*'] },
        { client: 'gone', sources: [] },
      ]),
    });
    expect(maySend(registry, 'desk', 'https://new.example')).toBe(true);
    expect(maySend(registry, 'desk', 'https://old.example')).toBe(false);
    expect(maySend(registry, 'desk', 'https://new.example/more')).toBe(false);
    expect(maySend(registry, 'import', 'https://a.example/desk')).toBe(true);
    expect(maySend(registry, 'import', 'https://a.exampl')).toBe(false);
    expect(maySend(registry, 'import', 'urn:b')).toBe(true);
    expect(maySend(registry, 'all', 'anything')).toBe(true);
    expect(maySend(registry, 'gone', 'anything')).toBe(false);
    expect(maySend(registry, 'nobody', 'anything')).toBe(false);
  });

  it('keeps an agency’s calendars, one from each day on', () => {
    const first: Entry<'calendars'> = registryCatalogue.calendars.example;
    const second = { ...first, validFrom: '2025-01-01' };
    const mended = { ...second, calendar: { ...second.calendar, name: 'Mended' } };
    const calendars = currentOf(registrations('calendars', [first, second, mended]));
    expect(calendars.map(({ entry }) => entry)).toEqual([first, mended]);
  });
});

describe('what a call registers', () => {
  const decided = (known: readonly Entry<'agencies'>[], entries: readonly Entry<'agencies'>[]) =>
    decide(registrations('agencies', known), entries, (index) => `${index}.`);

  it('is what is new or different', () => {
    const entries = [agency('H29'), agency('H30', { name: 'New' }), agency('H31')];
    expect(decided([agency('H29'), agency('H30')], entries)).toEqual({ ok: true, append: entries.slice(1) });
    expect(decided(entries, entries)).toEqual({ ok: true, append: [] });
  });

  it('is new again where it was changed in between', () =>
    expect(decided([agency('H29'), agency('H29', { name: 'New' })], [agency('H29')])).toMatchObject({
      append: [agency('H29')],
    }));

  it.each<[string, readonly Entry<'agencies'>[], readonly object[]]>([
    ['under an agency of the same call', [agency('H30.01.02'), agency('H30.01'), agency('H30')], []],
    ['under one that is registered', [agency('H29.07')], []],
    [
      'under none',
      [agency('H29'), agency('H30.01')],
      [{ field: '1.code', detail: 'lies under H30, which is not registered' }],
    ],
    [
      'that ends before it begins',
      [agency('H30', { validFrom: '2025-01-01T00:00:00Z', validTo: '2025-01-01T07:00:00+07:00' })],
      [{ field: '0.validTo', detail: 'must lie after validFrom' }],
    ],
    ['twice', [agency('H30'), agency('H30')], [{ field: '1.entry', detail: 'comes twice in the call' }]],
  ])('an agency %s', (_what, entries, issues) => {
    const decision = decided([agency('H29')], entries);
    expect(decision.ok ? [] : decision.issues).toEqual(issues);
  });

  it('of versions of a procedure is each by itself', () =>
    expect(
      decide(
        registrations('procedures', [procedure('p', 1), procedure('p', 2)]),
        [procedure('p', 1), procedure('p', 2, 5), procedure('p', 3)],
        () => '',
      ),
    ).toEqual({ ok: true, append: [procedure('p', 2, 5), procedure('p', 3)] }));

  it('leaves the same behind however calls are cut and repeated', () => {
    const anyEntry = fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 3 }))
      .map(([code, version, days]) => procedure(code, version, days));
    const states = fc.array(
      fc.uniqueArray(anyEntry, { selector: ({ code, version }) => `${code} ${version}` }),
    );
    fc.assert(
      fc.property(states, (calls) => {
        const play = (all: typeof calls) => {
          const known: Entry<'procedures'>[] = [];
          for (const call of all) {
            const decision = decide(registrations('procedures', known), call, () => '');
            if (decision.ok) known.push(...decision.append);
          }
          return known;
        };
        const twice = play(calls.flatMap((call) => [call, call]));
        const oneByOne = play(calls.flatMap((call) => call.map((entry) => [entry])));
        expect(twice).toEqual(play(calls));
        expect(oneByOne).toEqual(play(calls));
        const shown = (entries: readonly Entry<'procedures'>[]) =>
          registryOf({ ...none, procedures: registrations('procedures', entries) });
        expect(shown(play(calls))).toEqual(shown(calls.flat()));
      }),
    );
  });
});

it('the current registrations are in the order of their versions, whatever the kind', () => {
  for (const kind of registryKinds) {
    const entry: Entry = registryCatalogue[kind].example;
    const some = currentOf(registrations<RegistryKind>(kind, [entry, entry]));
    expect(some.map(({ version }) => version)).toEqual([2]);
  }
});
