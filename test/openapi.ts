import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import * as z from 'zod';

/** The published OpenAPI document, as whoever reads it finds it. */

export type Media = {
  readonly schema: AnySchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
};
type Content = Readonly<Record<string, Media>>;
type Header = { readonly required?: boolean };
type ParameterSchema = {
  readonly $ref?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
};
export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly example?: unknown;
  readonly schema: ParameterSchema;
};
export type Answer = {
  readonly content?: Content;
  readonly headers?: Readonly<Record<string, Header>>;
};
export type Operation = {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Answer>>;
};
export type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, ParameterSchema>> };
};

export type Described = { readonly path: string; readonly method: string; readonly operation: Operation };

/** Every operation of the document, in its order. */
export const operationsOf = ({ paths }: Document): Described[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

/** Every example of a body or an answer. */
export const examplesOf = ({ example, examples = {} }: Media): readonly unknown[] => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples).map(({ value }) => value),
];

/** The values that the document gives for a parameter: its examples, or else its default, or what it lists. */
export const parameterExamples = (document: Document, { example, schema }: Parameter): readonly unknown[] => {
  const named = schema.$ref?.split('/').at(-1);
  const {
    examples,
    default: fallback,
    enum: listed,
  } = {
    ...(named !== undefined && document.components.schemas[named]),
    ...schema,
  };
  if (example !== undefined) return [example];
  return examples ?? (fallback === undefined ? (listed ?? []) : [fallback]);
};

const formats = {
  'date-time': (text: string) => z.iso.datetime({ offset: true }).safeParse(text).success,
  date: (text: string) => z.iso.date().safeParse(text).success,
};

/**
 * Checks values against schemas of the document.
 * @returns what is wrong with the value, in a line; undefined where nothing is
 */
export const checkerOf = (document: Document) => {
  const ajv = new Ajv2020({ strict: false, formats });
  ajv.addSchema(document, 'openapi');
  const absolute = (schema: unknown): unknown =>
    JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"openapi#/'));
  return (schema: AnySchema, value: unknown): string | undefined => {
    const isValid = ajv.validate(absolute(schema) as AnySchema, value);
    return isValid ? undefined : ajv.errorsText();
  };
};
