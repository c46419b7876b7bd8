import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Schema } from '../segment/column.ts';
import type { SegmentRow } from '../segment/pack.ts';

/**
 * The table of one projection. Its partitions:
 * `row|<request>` the row at its newest version; `changes|<agency>` the change index by time;
 * `segments|<agency>` packed columns by month of receipt; `directory` one item per agency; `status` the lag.
 */
export type View = { readonly client: DynamoDBClient; readonly table: string };

export type Item = Record<string, AttributeValue>;

export const keyOf = {
  row: (request: string): Item => ({ pk: { S: `row|${request}` }, sk: { S: 'row' } }),
  segment: (agency: string, month: string): Item => ({
    pk: { S: segmentsOf(agency) },
    sk: { S: segmentKey(month) },
  }),
  directory: (agency: string): Item => ({ pk: { S: 'directory' }, sk: { S: agency } }),
  status: (): Item => ({ pk: { S: 'status' }, sk: { S: 'status' } }),
};

export const changesOf = (agency: string): string => `changes|${agency}`;
export const segmentsOf = (agency: string): string => `segments|${agency}`;
/** The bucket after the month leaves room to split a month that nears 400 kB. */
export const segmentKey = (month: string): string => `${month}|0`;

export const encodeRow = <S extends Schema>({ version, lines }: SegmentRow<S>): Item => ({
  version: { N: String(version) },
  lines: { S: JSON.stringify(lines) },
});

export const decodeRow = <S extends Schema>(item: Item): SegmentRow<S> => ({
  request: item['request']?.S ?? '',
  version: Number(item['version']?.N),
  lines: JSON.parse(item['lines']?.S ?? '[]') as SegmentRow<S>['lines'],
});
