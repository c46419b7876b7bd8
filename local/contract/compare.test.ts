import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { broken } from './compare.ts';
import type { Schema } from './contract.ts';

const type = 'motcua.test.happened.v1';
const of = (schema: Schema) => [{ type, schema, example: {} }];
const jsonOf = (schema: z.ZodMiniType): Schema => z.toJSONSchema(schema, { io: 'input' });
/** Without the type, which every line starts with. */
const linesOf = (before: Schema, after: Schema): string[] =>
  broken(of(before), of(after)).map((line) => {
    expect(line.startsWith(`${type} `)).toBe(true);
    return line.slice(type.length + 1);
  });

const text = (shortest: number, longest: number) =>
  z.string().check(z.minLength(shortest), z.maxLength(longest));
const object = (shape: z.core.$ZodLooseShape) => z.strictObject(shape);
const named = (schema: z.ZodMiniType, id: string) => schema.check(z.meta({ id, description: id }));

describe('what may change', () => {
  it.each<[string, z.ZodMiniType, z.ZodMiniType]>([
    ['nothing', object({ a: z.string() }), object({ a: z.string() })],
    [
      'an optional property more',
      object({ a: z.string() }),
      object({ a: z.string(), b: z.optional(z.int()) }),
    ],
    ['a member more', object({ a: z.enum(['x', 'y']) }), object({ a: z.enum(['y', 'z', 'x']) })],
    ['a literal that becomes a choice', object({ a: z.literal('x') }), object({ a: z.enum(['x', 'y']) })],
    [
      'a literal that becomes a pattern it fits',
      object({ a: z.literal('x') }),
      object({ a: z.string().check(z.regex(/^[xy]$/)) }),
    ],
    ['a choice that becomes text', object({ a: z.enum(['x', 'y']) }), object({ a: text(1, 9) })],
    ['looser bounds', object({ a: text(2, 5) }), object({ a: text(1, 6) })],
    ['no bounds', object({ a: text(2, 5) }), object({ a: z.string() })],
    ['no pattern', object({ a: z.string().check(z.regex(/x/)) }), object({ a: z.string() })],
    ['optional, once required', object({ a: z.string() }), object({ a: z.optional(z.string()) })],
    [
      'numbers, once whole',
      object({ a: z.int().check(z.minimum(1), z.maximum(5)) }),
      object({ a: z.number() }),
    ],
    ['null besides', object({ a: z.string() }), object({ a: z.nullable(z.string()) })],
    ['anything', object({ a: z.string() }), object({ a: z.unknown() })],
    ['other properties taken', object({ a: z.string() }), z.looseObject({ a: z.string() })],
    [
      'another description',
      object({ a: z.string().check(z.describe('A')) }),
      object({ a: z.string().check(z.describe('B')) }),
    ],
    [
      'another name of what is inside',
      object({ a: named(z.string(), 'One') }),
      object({ a: named(z.string(), 'Two') }),
    ],
    ['more in a list', object({ a: z.array(z.enum(['x'])) }), object({ a: z.array(z.enum(['x', 'y'])) })],
    ['more keys', z.partialRecord(z.enum(['x']), z.int()), z.partialRecord(z.enum(['x', 'y']), z.int())],
    [
      'one more of several',
      object({ a: z.union([text(1, 2), z.boolean()]) }),
      object({ a: z.union([z.boolean(), text(5, 6), text(1, 3)]) }),
    ],
  ])('%s', (_name, before, after) => expect(linesOf(jsonOf(before), jsonOf(after))).toEqual([]));
});

describe('what breaks a sender', () => {
  it.each<[string, z.ZodMiniType, z.ZodMiniType, string]>([
    [
      'a property gone',
      object({ a: z.string(), b: z.optional(z.int()) }),
      object({ a: z.string() }),
      'data: b was removed',
    ],
    ['a new property that is required', object({}), object({ b: z.int() }), 'data: b became required'],
    [
      'one required that was not',
      object({ a: z.optional(z.string()) }),
      object({ a: z.string() }),
      'data: a became required',
    ],
    [
      'a member gone',
      object({ a: z.enum(['x', 'y']) }),
      object({ a: z.enum(['x', 'z']) }),
      'a: no longer takes "y"',
    ],
    [
      'text that becomes a choice',
      object({ a: z.string() }),
      object({ a: z.enum(['x']) }),
      'a: takes only ["x"]',
    ],
    ['a shorter text', object({ a: text(1, 9) }), object({ a: text(1, 8) }), 'a: maxLength 9 became 8'],
    [
      'a longer text at least',
      object({ a: text(1, 9) }),
      object({ a: text(2, 9) }),
      'a: minLength 1 became 2',
    ],
    [
      'a new bound',
      object({ a: z.number() }),
      object({ a: z.number().check(z.maximum(5)) }),
      'a: maximum none became 5',
    ],
    [
      'a tighter bound',
      object({ a: z.number().check(z.gt(0)) }),
      object({ a: z.number().check(z.gt(1)) }),
      'a: exclusiveMinimum 0 became 1',
    ],
    [
      'a pattern',
      object({ a: z.string() }),
      object({ a: z.string().check(z.regex(/x/)) }),
      'a: pattern none became "x"',
    ],
    [
      'another pattern',
      object({ a: z.string().check(z.regex(/xy?/)) }),
      object({ a: z.string().check(z.regex(/x/)) }),
      'a: pattern "xy?" became "x"',
    ],
    ['a format', object({ a: z.string() }), object({ a: z.email() }), 'a: format none became "email"'],
    [
      'another type',
      object({ a: z.string() }),
      object({ a: z.boolean() }),
      'a: type "string" became "boolean"',
    ],
    [
      'whole numbers only',
      object({ a: z.number() }),
      object({ a: z.int() }),
      'a: type "number" became "integer"',
    ],
    [
      'a type where there was none',
      object({ a: z.unknown() }),
      object({ a: z.string() }),
      'a: type "any" became "string"',
    ],
    [
      'closed to other properties',
      z.looseObject({}),
      object({}),
      'data: other properties are no longer taken',
    ],
    [
      'a name claimed among others',
      z.looseObject({}),
      z.looseObject({ b: z.optional(z.int()) }),
      'b: type "any" became "integer"',
    ],
    [
      'keys gone',
      z.partialRecord(z.enum(['x', 'y']), z.int()),
      z.partialRecord(z.enum(['x']), z.int()),
      '(names): no longer takes "y"',
    ],
    [
      'values of keys narrowed',
      z.record(z.string(), z.number()),
      z.record(z.string(), z.string()),
      '*: type "number" became "string"',
    ],
    [
      'values of keys narrowed by name',
      z.record(z.string(), named(text(1, 9), 'Same')),
      z.record(z.string(), named(text(1, 3), 'Same')),
      '*: maxLength 9 became 3',
    ],
    [
      'null gone',
      object({ a: z.nullable(z.string()) }),
      object({ a: z.string() }),
      'a: type ["string","null"] became "string"',
    ],
    [
      'one of several gone',
      object({ a: z.union([text(1, 2), text(5, 6), z.boolean()]) }),
      object({ a: z.union([z.boolean(), text(1, 2)]) }),
      'a: no longer takes {"type":"string","minLength":5,"maxLength":6}',
    ],
    [
      'a list narrowed inside',
      object({ a: z.array(z.string()) }),
      object({ a: z.array(z.int()) }),
      'a.[]: type "string" became "integer"',
    ],
    [
      'deep inside',
      object({ a: object({ b: text(1, 9) }) }),
      object({ a: object({ b: text(1, 3) }) }),
      'a.b: maxLength 9 became 3',
    ],
    [
      'inside what has a name',
      object({ a: named(text(1, 9), 'Named') }),
      object({ a: named(text(1, 3), 'Other') }),
      'a: maxLength 9 became 3',
    ],
  ])('%s', (_name, before, after, line) => {
    const lines = linesOf(jsonOf(before), jsonOf(after));
    expect(lines.join('\n')).toContain(line);
  });

  it.each<[string, Schema, Schema]>([
    ['a keyword it does not know', { type: 'object' }, { type: 'object', not: { required: ['x'] } }],
    ['such a keyword gone', { type: 'object', if: {} }, { type: 'object' }],
    ['all of several', {}, { allOf: [{ type: 'object' }] }],
    [
      'a choice with more beside it',
      { anyOf: [{ type: 'string' }] },
      { anyOf: [{ type: 'string' }], minLength: 2 },
    ],
    ['a reference to nowhere', { type: 'object' }, { $ref: '#/elsewhere' }],
    [
      'nothing is taken any more',
      { type: 'object', properties: { a: {} } },
      { type: 'object', properties: { a: false } },
    ],
  ])('what it does not understand: %s', (_name, before, after) =>
    expect(linesOf(before, after).join()).toMatch(/does not understand/),
  );

  it('a type that is gone, but not a new one', () => {
    const schema = jsonOf(object({}));
    const other = { type: 'motcua.test.other.v1', schema, example: {} };
    expect(broken([...of(schema), other], of(schema))).toEqual(['motcua.test.other.v1: is gone']);
    expect(broken(of(schema), [...of(schema), other])).toEqual([]);
  });
});
