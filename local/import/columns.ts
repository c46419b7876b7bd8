import type { EventMapping, Mapping } from './mapping.ts';

const columnsOfEvent = ({ id, time, when, data }: EventMapping): string[] => [
  ...idParts(id).filter((_, index) => index % 2 === 1),
  time,
  ...(when === undefined ? [] : [when]),
  ...Object.values(data).flatMap(({ column = [] }) => column),
];

/** An id's template as literal text and names of columns by turns. */
export const idParts = (template: string): string[] => template.split(/\{([^{}]+)\}/);

/** Every column that a mapping reads, each once. */
export const columnsOf = ({ request, events }: Mapping): string[] => [
  ...new Set([request.column, ...events.flatMap(columnsOfEvent)]),
];
