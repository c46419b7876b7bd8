import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Schema } from '../segment/column.ts';
import type { SegmentRow } from '../segment/pack.ts';
import type { SegmentPlace } from '../segment/summary.ts';
import { decodeLines, encodeLines } from './stored-lines.ts';

/** The table of one projection: all its generations, and what is known of the projection as a whole. */
export type ViewTable = { readonly client: DynamoDBClient; readonly table: string };

/**
 * One generation of a projection's view. Its partitions, each behind the generation's number:
 * `row|<request>` the row at its newest version; `changes|<agency>|<n>` the change index by time;
 * `segments|<agency>` packed columns by month of receipt, `keys|<agency>` the keys of their lines; `directory` one item
 * per agency.
 */
export type View = ViewTable & { readonly generation: number };

export type Item = Record<string, AttributeValue>;

const partition = ({ generation }: View, name: string): string => `${generation}|${name}`;

export const directoryOf = (view: View): string => partition(view, 'directory');
/** An agency's changes lie in as many partitions as its directory entry says, numbered from 0. */
export const changesOf = (view: View, agency: string, n: number): string =>
  partition(view, `changes|${agency}|${n}`);
export const segmentsOf = (view: View, agency: string): string => partition(view, `segments|${agency}`);
/** What every partition of a generation begins with, and of no other. */
export const prefixOf = (view: View): string => partition(view, '');
/** How far the sweeps over the log are. */
export const sweeps = 'sweep';

const digits = (n: number): string => String(n).padStart(4, '0');
/** A month that is split has keys of its own for its new buckets, and so leaves the old ones as they are. */
export const segmentKey = ({ month, buckets, bucket }: SegmentPlace): string =>
  [month, digits(buckets), digits(bucket)].join('|');

export const keyOf = {
  row: (view: View, request: string): Item => ({
    pk: { S: partition(view, `row|${request}`) },
    sk: { S: 'row' },
  }),
  segment: (view: View, agency: string, place: SegmentPlace): Item => ({
    pk: { S: segmentsOf(view, agency) },
    sk: { S: segmentKey(place) },
  }),
  keys: (view: View, agency: string, name: string): Item => ({
    pk: { S: partition(view, `keys|${agency}`) },
    sk: { S: name },
  }),
  directory: (view: View, agency: string): Item => ({ pk: { S: directoryOf(view) }, sk: { S: agency } }),
  status: (): Item => ({ pk: { S: 'status' }, sk: { S: 'status' } }),
  generations: (): Item => ({ pk: { S: 'generations' }, sk: { S: 'generations' } }),
  sweep: (kind: string, segment: number): Item => ({ pk: { S: sweeps }, sk: { S: `${kind}|${segment}` } }),
};

export const encodeRow = <S extends Schema>({ version, lines }: SegmentRow<S>): Item => ({
  version: { N: String(version) },
  lines: encodeLines(lines),
});

export const decodeRow = <S extends Schema>(item: Item): SegmentRow<S> => ({
  request: item['request']?.S ?? '',
  version: Number(item['version']?.N),
  lines: decodeLines(item['lines']) as SegmentRow<S>['lines'],
});
