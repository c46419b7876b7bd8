import { describe, expect, it } from 'vitest';
import { eventTypes } from '../../events/catalogue.ts';
import { formerTypes } from '../../events/former-types.ts';
import { parseEvent } from '../../events/parse.ts';
import { registryCatalogue } from '../../events/registry/catalogue.ts';
import { kindOfType } from '../../events/registry/kind.ts';
import { upcasters } from '../../events/upcasters.ts';
import { decodeCommit, encodeCommit, recordedEvents } from '../../shared/event-store/commit.ts';
import { instant } from '../../shared/instant.ts';
import { decide } from '../../shared/registry/decide.ts';
import { noRegistrations } from '../../shared/registry/registration.ts';
import { fold } from '../../shared/request/fold.ts';
import * as stream from '../../shared/request/stream.ts';
import { broken } from './compare.ts';
import { contractNow, envelopeName } from './contract.ts';
import { contractOf, inOrder, packageVersion, releases } from './releases.ts';

const version = packageVersion();
const now = instant(Date.parse('2026-01-01T00:00:00Z'));
const attributes = {
  specversion: '1.0',
  source: 'https://desk.example',
  id: '1',
  subject: 'R-1',
  time: '2024-01-15T08:12:00+07:00',
};

describe.each(releases())('release %s', (release) => {
  const all = contractOf(release).map((each) => [each.type, each] as const);
  const shipped = all.filter(([type]) => kindOfType(type) === undefined);
  const entries = all.flatMap(([type, each]) => {
    const kind = kindOfType(type);
    return kind === undefined ? [] : [[type, kind, each] as const];
  });

  it.each(shipped)('%s: its example is taken, stored and folded today', (type, { example }) => {
    const sent = type === envelopeName ? example : { ...attributes, type, data: example };
    const parsed = parseEvent(sent, now);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    const { subject: request } = parsed.event;
    const commit = decodeCommit(
      encodeCommit({
        request,
        first: stream.version(1),
        last: stream.version(1),
        recordedAt: now,
        recordedBy: { client: 'desk' },
        events: [parsed.event],
      }),
    );
    const events = recordedEvents(commit);
    expect(events.map(({ event }) => event)).toEqual([parsed.event]);
    const state = fold({ request, version: stream.version(1), events });
    expect(state.request).toBe(request);
  });

  if (entries.length > 0)
    it.each(entries)('%s: its example can be registered today', (_type, kind, { example }) => {
      const entry = registryCatalogue[kind].data.parse(example);
      expect(decide(noRegistrations(kind), [entry], () => '')).toEqual({ ok: true, append: [entry] });
    });

  it('is kept by the contract of today', () =>
    expect(broken(contractOf(release), contractNow())).toEqual([]));
});

describe('the last release', () => {
  const last = releases().at(-1) ?? '';

  it('is not ahead of package.json', () => expect([last, version].toSorted(inOrder).at(-1)).toBe(version));

  it('takes all that is taken today, every type of it, unless package.json names a version that is still to come', () => {
    if (last === version) expect(broken(contractNow(), contractOf(last))).toEqual([]);
  });
});

describe('a former type', () => {
  it('has a way to one of today, and only what is former has', () => {
    expect([...upcasters.keys()].toSorted()).toEqual(formerTypes.map(({ type }) => type).toSorted());
    const today = new Set<string>(eventTypes.map(({ type }) => type));
    for (const [from, { to }] of upcasters)
      expect(today.has(to) || upcasters.has(to), `${from} to ${to}`).toBe(true);
  });

  it('was released', () => {
    const released = new Set(releases().flatMap((release) => contractOf(release).map(({ type }) => type)));
    for (const { type } of formerTypes) expect(released.has(type), type).toBe(true);
  });
});
