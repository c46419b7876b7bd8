import { isDeepStrictEqual } from 'node:util';
import type { Issue } from '../../events/issues.ts';
import type { Entry } from '../../events/registry/catalogue.ts';
import type { RegistryKind } from '../../events/registry/kind.ts';
import { codeOf, currentOf, keyOf, type Registrations } from './registration.ts';

/** What a call registers: entries that are new or different, or what is wrong with them. */
export type Decision<K extends RegistryKind> =
  | { readonly ok: true; readonly append: readonly Entry<K>[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

const parentOf = (code: string): string | undefined => {
  const dot = code.lastIndexOf('.');
  return dot < 0 ? undefined : code.slice(0, dot);
};

/** What is wrong with agencies beyond their schema; those of one call may name each other. */
const issuesOfAgencies = (
  entries: readonly Entry<'agencies'>[],
  known: ReadonlySet<string>,
): (Issue & { at: number })[] => {
  const codes = new Set([...known, ...entries.map(({ code }) => code)]);
  return entries.flatMap(({ code, validFrom, validTo }, at) => {
    const parent = parentOf(code);
    return [
      ...(parent !== undefined && !codes.has(parent)
        ? [{ at, field: 'code', detail: `lies under ${parent}, which is not registered` }]
        : []),
      ...(validFrom !== undefined && validTo !== undefined && Date.parse(validTo) <= Date.parse(validFrom)
        ? [{ at, field: 'validTo', detail: 'must lie after validFrom' }]
        : []),
    ];
  });
};

/**
 * Decides what a call adds to the registrations of its kind. What is registered already, just so, is not added again.
 * @param prefixOf the path that a field of the n-th entry has in the call
 */
export const decide = <K extends RegistryKind>(
  registered: Registrations<K>,
  entries: readonly Entry<K>[],
  prefixOf: (index: number) => string,
): Decision<K> => {
  const { kind } = registered;
  const current = new Map(currentOf(registered).map(({ entry }) => [keyOf(kind, entry), entry]));
  const keys = entries.map((entry) => keyOf(kind, entry));
  const twice = keys.flatMap((key, at) =>
    keys.indexOf(key) < at ? [{ at, field: 'entry', detail: 'comes twice in the call' }] : [],
  );
  const known = new Set([...current.values()].map((entry) => codeOf(kind, entry)));
  const broken = kind === 'agencies' ? issuesOfAgencies(entries as readonly Entry<'agencies'>[], known) : [];
  const issues = [...twice, ...broken].map(({ at, field, detail }) => ({
    field: `${prefixOf(at)}${field}`,
    detail,
  }));
  if (issues.length > 0) return { ok: false, issues };
  const isNew = (entry: Entry<K>, at: number) => !isDeepStrictEqual(current.get(keys[at] ?? ''), entry);
  return { ok: true, append: entries.filter(isNew) };
};
