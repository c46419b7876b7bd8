import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { openApi } from '../../functions/describe/openapi.ts';

const root = join(import.meta.dirname, '..', '..');
const file = join(import.meta.dirname, 'paths.ts');

type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: JSONSchema;
};
type Content = Readonly<Record<string, { readonly schema: JSONSchema }>>;
type Operation = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JSONSchema>> };
};

/** A schema of an object with these fields; `optional` names those that may be left out. */
const shape = (
  properties: Readonly<Record<string, JSONSchema>>,
  optional: readonly string[] = [],
): JSONSchema => ({
  type: 'object',
  properties: { ...properties },
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

const never: JSONSchema = { tsType: 'never' };

const contentOf = (content: Content): JSONSchema =>
  shape(Object.fromEntries(Object.entries(content).map(([mediaType, { schema }]) => [mediaType, schema])));

const parametersOf = (parameters: readonly Parameter[]): JSONSchema => {
  const places = (['query', 'header', 'path'] as const).map((place) => {
    const those = parameters.filter((parameter) => parameter.in === place);
    const properties = Object.fromEntries(those.map(({ name, schema }) => [name, schema]));
    const optional = those.filter(({ required }) => required !== true).map(({ name }) => name);
    return {
      place,
      schema: those.length === 0 ? never : shape(properties, optional),
      needed: optional.length < those.length,
    };
  });
  return shape({ ...Object.fromEntries(places.map(({ place, schema }) => [place, schema])), cookie: never }, [
    'cookie',
    ...places.filter(({ needed }) => !needed).map(({ place }) => place),
  ]);
};

const responseOf = ({ content = {} }: { readonly content?: Content }): JSONSchema => {
  const isEmpty = Object.keys(content).length === 0;
  const headers: JSONSchema = { type: 'object', additionalProperties: true };
  return shape({ headers, content: isEmpty ? never : contentOf(content) }, isEmpty ? ['content'] : []);
};

const operationOf = ({ parameters = [], requestBody, responses }: Operation): JSONSchema =>
  shape(
    {
      parameters: parametersOf(parameters),
      requestBody: requestBody === undefined ? never : shape({ content: contentOf(requestBody.content) }),
      responses: shape(
        Object.fromEntries(Object.entries(responses).map(([status, answer]) => [status, responseOf(answer)])),
      ),
    },
    requestBody === undefined ? ['requestBody'] : [],
  );

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

const pathOf = (item: Readonly<Record<string, Operation>>): JSONSchema => {
  const operations = methods.map((method) => {
    const operation = item[method];
    return [method, operation === undefined ? never : operationOf(operation)] as const;
  });
  return shape(
    { parameters: parametersOf([]), ...Object.fromEntries(operations) },
    methods.filter((method) => !(method in item)),
  );
};

const formatted = (code: string): string => {
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [biome, 'format', `--stdin-file-path=${file}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    input: code,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
};

/**
 * The paths of the API as types, in the shape that openapi-fetch takes. The whole document becomes one JSON Schema, whose
 * types are then written down.
 */
export const pathTypes = async (): Promise<string> => {
  const document = JSON.parse(
    JSON.stringify(openApi()).replaceAll('#/components/schemas/', '#/definitions/'),
  ) as Document;
  const { paths, components } = document;
  // An index signature would repeat the types of all fields beside it.
  for (const schema of Object.values(components.schemas))
    if (schema.properties && typeof schema.additionalProperties === 'object')
      schema.additionalProperties = true;
  const whole: JSONSchema = {
    ...shape(Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, pathOf(item)]))),
    definitions: components.schemas,
  };
  const code = await compile(whole, 'Paths', {
    additionalProperties: true,
    bannerComment:
      '/** What the hub takes and answers, made from its OpenAPI document by `npm run client:generate`. */',
    format: false,
    unknownAny: true,
  });
  // A status is a number to openapi-fetch.
  return formatted(code.replaceAll(/^(\s*)"(\d{3})"(\??):/gm, '$1$2$3:'));
};

if (import.meta.main) writeFileSync(file, await pathTypes());
