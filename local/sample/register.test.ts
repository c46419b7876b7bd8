import { expect, test } from 'vitest';
import { registryCatalogue } from '../../events/registry/catalogue.ts';
import { instantOf } from '../../shared/instant.ts';
import { decide } from '../../shared/registry/decide.ts';
import { registryOf } from '../../shared/registry/fold.ts';
import { noRegistrations, type Registrations } from '../../shared/registry/registration.ts';
import { isUnknownAgency, isUnknownProcedure } from '../../shared/registry/registry.ts';
import { version } from '../../shared/request/stream.ts';
import { cityRegistry } from './register.ts';
import { simulateCity } from './simulate.ts';

const registered = <K extends 'agencies' | 'procedures'>(kind: K): Registrations<K> => {
  const entries = cityRegistry[kind] as Registrations<K>['all'][number]['entry'][];
  const at = { recordedAt: instantOf('2026-11-24T03:00:00Z'), recordedBy: { client: 'operator' } };
  const all = entries.map((entry, index) => ({ entry, version: version(index + 1), ...at }));
  return { kind, version: version(all.length), all };
};

test('the hub takes what the city registers', () => {
  for (const kind of ['agencies', 'procedures'] as const) {
    for (const entry of cityRegistry[kind]) expect(registryCatalogue[kind].data.parse(entry)).toEqual(entry);
    expect(decide(noRegistrations(kind), cityRegistry[kind], () => '')).toMatchObject({ ok: true });
  }
});

test('no request of the city is about an agency or a procedure that is not registered', () => {
  const registry = registryOf({
    agencies: registered('agencies'),
    procedures: registered('procedures'),
    sources: noRegistrations('sources'),
  });
  const { events } = simulateCity({ seed: 29 });
  const submissions = events.filter((event) => event.type === 'motcua.request.submitted.v1');
  expect(submissions.length).toBeGreaterThan(1_000);
  for (const { data, time } of submissions) {
    expect(isUnknownAgency(registry, data.agency, instantOf(time))).toBe(false);
    expect(isUnknownProcedure(registry, data.procedure, data.procedureVersion)).toBe(false);
  }
});
