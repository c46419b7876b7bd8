import * as z from 'zod';
import type { Released, Schema } from './contract.ts';

/** Says of a schema what it is for, and nothing about what it accepts. */
const annotations = new Set([
  '$schema',
  '$id',
  '$defs',
  'title',
  'description',
  'examples',
  'deprecated',
  '$comment',
]);
const lowest = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const;
const highest = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const;
/** Narrowed by any change but that they are gone. */
const exact = ['pattern', 'format', 'multipleOf', 'uniqueItems'] as const;
const understood = new Set<string>([
  ...lowest,
  ...highest,
  ...exact,
  'type',
  'enum',
  'const',
  'properties',
  'required',
  'additionalProperties',
  'propertyNames',
  'items',
  'anyOf',
]);

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
/** The same, and nothing in it refers to what may have changed. */
const unchanged = (a: unknown, b: unknown): boolean =>
  sameJson(a, b) && !JSON.stringify([a]).includes('"$ref"');
const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
/** Schemas by name, such as properties. */
const named = (value: unknown): Readonly<Record<string, unknown>> => (isSchema(value) ? value : {});

const said = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));

type Side = { readonly node: unknown; readonly root: Schema };

/** A schema with its reference followed and without annotations: `true` and nothing at all accept everything. */
const resolved = ({ node = {}, root }: Side): Schema => {
  if (node === true) return {};
  if (!isSchema(node)) return { never: node };
  const { $ref, ...rest } = node;
  const target = typeof $ref === 'string' ? named(root['$defs'])[$ref.replace('#/$defs/', '')] : {};
  const followed = $ref === undefined ? {} : isSchema(target) ? resolved({ node: target, root }) : { $ref };
  return Object.fromEntries(
    Object.entries({ ...followed, ...rest }).filter(([keyword]) => !annotations.has(keyword)),
  );
};

/** The values that a schema lists, where it lists them. */
const membersOf = ({ enum: members, ...schema }: Schema): readonly unknown[] | undefined => {
  if (Array.isArray(members)) return members as unknown[];
  return 'const' in schema ? [schema['const']] : undefined;
};

const typesOf = ({ type }: Schema): readonly unknown[] | undefined =>
  type === undefined
    ? undefined
    : [type].flat().flatMap((name) => (name === 'number' ? ['number', 'integer'] : [name]));

const boundsBroken = (before: Schema, after: Schema): string[] => {
  const narrowed = (keyword: string, isTighter: (now: number, was: number) => boolean): string[] => {
    const [was, now] = [before[keyword], after[keyword]];
    if (now === undefined || (typeof was === 'number' && !isTighter(Number(now), was))) return [];
    return [`${keyword} ${said(was)} became ${said(now)}`];
  };
  return [
    ...lowest.flatMap((keyword) => narrowed(keyword, (now, was) => now > was)),
    ...highest.flatMap((keyword) => narrowed(keyword, (now, was) => now < was)),
  ];
};

const valueBroken = (before: Schema, after: Schema, root: Schema): string[] => {
  const members = membersOf(before);
  if (members !== undefined) {
    const accepting = z.fromJSONSchema({ ...after, $defs: root['$defs'] } as never);
    const gone = members.filter((member) => !accepting.safeParse(member).success);
    return gone.length > 0
      ? [`no longer takes ${gone.map((member) => JSON.stringify(member)).join(', ')}`]
      : [];
  }
  const [was, now] = [typesOf(before), typesOf(after)];
  return [
    ...(now !== undefined && !(was?.every((type) => now.includes(type)) ?? false)
      ? [`type ${JSON.stringify(before['type'] ?? 'any')} became ${JSON.stringify(after['type'])}`]
      : []),
    ...(membersOf(after) === undefined ? [] : [`takes only ${JSON.stringify(membersOf(after))}`]),
    ...boundsBroken(before, after),
    ...exact.flatMap((keyword) =>
      after[keyword] === undefined || sameJson(before[keyword], after[keyword])
        ? []
        : [`${keyword} ${said(before[keyword])} became ${said(after[keyword])}`],
    ),
  ];
};

const childrenBroken = (before: Schema, after: Schema, was: Schema, now: Schema, path: string): string[] => {
  const inside = (name: string, old: unknown, current: unknown): string[] =>
    nodeBroken(
      { node: old, root: was },
      { node: current, root: now },
      path === '' ? name : `${path}.${name}`,
    );
  const [old, current] = [named(before['properties']), named(after['properties'])];
  const required = new Set(listed(before['required']));
  const [wasOthers, nowOthers] = [
    before['additionalProperties'] ?? true,
    after['additionalProperties'] ?? true,
  ];
  const at = (what: string): string => `${path || 'data'}: ${what}`;
  return [
    ...Object.keys(old).flatMap((name) =>
      name in current ? inside(name, old[name], current[name]) : [at(`${name} was removed`)],
    ),
    ...Object.keys(current)
      .filter((name) => !(name in old) && wasOthers !== false)
      .flatMap((name) => inside(name, wasOthers, current[name])),
    ...listed(after['required'])
      .filter((name) => !required.has(name))
      .map((name) => at(`${String(name)} became required`)),
    ...(wasOthers === false
      ? []
      : nowOthers === false
        ? [at('other properties are no longer taken')]
        : inside('*', wasOthers, nowOthers)),
    ...('propertyNames' in after ? inside('(names)', before['propertyNames'], after['propertyNames']) : []),
    ...('items' in after ? inside('[]', before['items'], after['items']) : []),
  ];
};

/** What a schema took that its successor does not, a line each: a path and what broke. */
const nodeBroken = (was: Side, now: Side, path: string): string[] => {
  const [before, after] = [resolved(was), resolved(now)];
  if (unchanged(before, after)) return [];
  const strange = Object.keys({ ...before, ...after }).filter(
    (keyword) => !understood.has(keyword) && !unchanged(before[keyword], after[keyword]),
  );
  for (const { anyOf, ...others } of [before, after])
    if (anyOf !== undefined && Object.keys(others).length > 0) strange.push('anyOf with more');
  const at = (what: string): string => `${path || 'data'}: ${what}`;
  if (strange.length > 0) return [at(`${strange.join(', ')} changed, which this check does not understand`)];
  if ('anyOf' in before || 'anyOf' in after) {
    const choices = (node: Schema) => ('anyOf' in node ? listed(node['anyOf']) : [node]);
    const current = choices(after);
    return choices(before).flatMap((choice) => {
      const tried = current.map((node) =>
        nodeBroken({ node: choice, root: was.root }, { node, root: now.root }, path),
      );
      if (tried.some((broken) => broken.length === 0)) return [];
      return tried.length === 1 ? tried.flat() : [at(`no longer takes ${JSON.stringify(choice)}`)];
    });
  }
  return [
    ...valueBroken(before, after, now.root).map(at),
    ...childrenBroken(before, after, was.root, now.root, path),
  ];
};

/**
 * What of a released contract no longer holds: a line each, with the type, the path in its data and what broke. What a sender
 * was allowed to send must stay allowed; what is not understood counts as broken. Pure.
 */
export const broken = (released: readonly Released[], today: readonly Released[]): string[] => {
  const current = new Map(today.map((each) => [each.type, each.schema]));
  return released.flatMap(({ type, schema }) => {
    const now = current.get(type);
    if (now === undefined) return [`${type}: is gone`];
    return nodeBroken({ node: schema, root: schema }, { node: now, root: now }, '').map(
      (line) => `${type} ${line}`,
    );
  });
};
