import * as z from 'zod/mini';
import { findEventType } from '../../events/catalogue.ts';
import type { EventMapping, FieldMapping, Mapping } from './mapping.ts';

/** What is wrong with a mapping that has the right shape: the path into it and what it must be. */
type Fault = { path: (string | number)[]; message: string };

const bare = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodMiniOptional ? bare(schema.def.innerType) : schema;

/** The schema of one field of the data, by its path; undefined when there is none. */
const schemaAt = (schema: z.core.$ZodType, path: readonly string[]): z.core.$ZodType | undefined => {
  const [name, ...rest] = path;
  const outer = bare(schema);
  if (name === undefined) return outer;
  if (outer instanceof z.ZodMiniObject) {
    const inner = Object.hasOwn(outer.shape, name) ? outer.shape[name] : undefined;
    return inner === undefined ? undefined : schemaAt(inner, rest);
  }
  if (outer instanceof z.ZodMiniRecord && z.safeParse(outer.def.keyType, name).success)
    return schemaAt(outer.def.valueType, rest);
  return undefined;
};

/** Paths of required fields that the mapping does not give. */
const missing = (schema: z.core.$ZodType, given: readonly string[], prefix = ''): string[] => {
  const outer = bare(schema);
  if (!(outer instanceof z.ZodMiniObject)) return [];
  return Object.entries(outer.shape as Record<string, z.core.$ZodType>).flatMap(([name, inner]) => {
    const path = prefix + name;
    const isGiven = given.some((other) => other === path || other.startsWith(`${path}.`));
    if (!isGiven && z.safeParse(inner, undefined).success) return [];
    const within = missing(inner, given, `${path}.`);
    return isGiven || within.length > 0 ? within : [path];
  });
};

const fieldFaults = (field: FieldMapping, target: z.core.$ZodType, tables: Mapping['tables']): string[] => {
  if (target instanceof z.ZodMiniObject || target instanceof z.ZodMiniRecord)
    return ['holds other fields: give these, like applicant.kind'];
  const table = field.table === undefined ? {} : tables[field.table];
  if (table === undefined) return [`there is no table ${field.table}`];
  const values = [
    ...(field.constant === undefined ? [] : [{ value: field.constant, where: 'constant' }]),
    ...(field.fallback === undefined ? [] : [{ value: field.fallback, where: 'fallback' }]),
    ...Object.entries(table).map(([key, value]) => ({ value, where: `table ${field.table}, ${key}` })),
  ];
  return values.flatMap(({ value, where }) => {
    const parsed = z.safeParse(target, value);
    return parsed.success ? [] : [`${where}: ${JSON.stringify(value)}: ${parsed.error.issues[0]?.message}`];
  });
};

const eventFaults = (event: EventMapping, tables: Mapping['tables']): Fault[] => {
  const known = findEventType(event.type);
  if (known === undefined) return [{ path: ['type'], message: `${event.type} is not an event type` }];
  const ofFields = Object.entries(event.data).flatMap(([path, field]): Fault[] => {
    const target = schemaAt(known.data, path.split('.'));
    const messages =
      target === undefined ? [`${event.type} has no such field`] : fieldFaults(field, target, tables);
    return messages.map((message) => ({ path: ['data', path], message }));
  });
  const absent = missing(known.data, Object.keys(event.data));
  return absent.length === 0
    ? ofFields
    : [...ofFields, { path: ['data'], message: `${event.type} needs ${absent.join(', ')}` }];
};

/** Checks a mapping against the catalogue of events, so that a slip in it is not found once for every row. */
export const mappingFaults = ({ events, tables }: Pick<Mapping, 'events' | 'tables'>): Fault[] =>
  events.flatMap((event, index) => {
    const faults = eventFaults(event, tables);
    if (events.findIndex(({ id }) => id === event.id) < index)
      faults.push({ path: ['id'], message: 'another event has the same id' });
    return faults.map(({ path, message }) => ({ path: ['events', index, ...path], message }));
  });
