import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Schema } from '../segment/column.ts';
import type { SegmentRow } from '../segment/pack.ts';

/** The table of one projection: all its generations, and what is known of the projection as a whole. */
export type ViewTable = { readonly client: DynamoDBClient; readonly table: string };

/**
 * One generation of a projection's view. Its partitions, each behind the generation's number:
 * `row|<request>` the row at its newest version; `changes|<agency>` the change index by time;
 * `segments|<agency>` packed columns by month of receipt; `directory` one item per agency.
 */
export type View = ViewTable & { readonly generation: number };

export type Item = Record<string, AttributeValue>;

const partition = ({ generation }: View, name: string): string => `${generation}|${name}`;

export const directoryOf = (view: View): string => partition(view, 'directory');
export const changesOf = (view: View, agency: string): string => partition(view, `changes|${agency}`);
export const segmentsOf = (view: View, agency: string): string => partition(view, `segments|${agency}`);
/** What every partition of a generation begins with, and of no other. */
export const prefixOf = (view: View): string => partition(view, '');
/** How far the sweeps over the log are. */
export const sweeps = 'sweep';
/** The bucket after the month leaves room to split a month that nears 400 kB. */
export const segmentKey = (month: string): string => `${month}|0`;

export const keyOf = {
  row: (view: View, request: string): Item => ({
    pk: { S: partition(view, `row|${request}`) },
    sk: { S: 'row' },
  }),
  segment: (view: View, agency: string, month: string): Item => ({
    pk: { S: segmentsOf(view, agency) },
    sk: { S: segmentKey(month) },
  }),
  directory: (view: View, agency: string): Item => ({ pk: { S: directoryOf(view) }, sk: { S: agency } }),
  status: (): Item => ({ pk: { S: 'status' }, sk: { S: 'status' } }),
  generations: (): Item => ({ pk: { S: 'generations' }, sk: { S: 'generations' } }),
  sweep: (kind: string, segment: number): Item => ({ pk: { S: sweeps }, sk: { S: `${kind}|${segment}` } }),
};

export const encodeRow = <S extends Schema>({ version, lines }: SegmentRow<S>): Item => ({
  version: { N: String(version) },
  lines: { S: JSON.stringify(lines) },
});

export const decodeRow = <S extends Schema>(item: Item): SegmentRow<S> => ({
  request: item['request']?.S ?? '',
  version: Number(item['version']?.N),
  lines: JSON.parse(item['lines']?.S ?? '[]') as SegmentRow<S>['lines'],
});
