import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Instant, instantText } from '../instant.ts';
import type { PlacedRow } from '../projections/projection.ts';
import { changesOf, encodeRow, type Item, keyOf, type View } from './view.ts';

/** Changes stay readable for 30 days; the compactor folds them in within minutes, and an alarm says if it does not. */
const changeLifeSeconds = 30 * 86_400;

/** Where a row lives; JSON so that any agency code is safe in it. */
const placementOf = ({ agency, month }: { agency: string; month: string }): string =>
  JSON.stringify([agency, month]);

/**
 * Writes the row if it is newer than the stored one, and remembers every place it ever had.
 * @returns all places of the request when a change is to be indexed, null when a newer row is stored
 */
const putRow = async (view: View, row: PlacedRow): Promise<readonly string[] | null> => {
  try {
    const { Attributes } = await view.client.send(
      new UpdateItemCommand({
        TableName: view.table,
        Key: keyOf.row(row.request),
        UpdateExpression:
          'SET #version = :version, #lines = :lines, #agency = :agency, #month = :month ADD #places :place',
        ConditionExpression: 'attribute_not_exists(#version) OR #version < :version',
        ExpressionAttributeNames: {
          '#version': 'version',
          '#lines': 'lines',
          '#agency': 'agency',
          '#month': 'month',
          '#places': 'places',
        },
        ExpressionAttributeValues: {
          ':version': { N: String(row.version) },
          ':lines': { S: JSON.stringify(row.lines) },
          ':agency': { S: row.agency },
          ':month': { S: row.month },
          ':place': { SS: [placementOf(row)] },
        },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return Attributes?.['places']?.SS ?? [placementOf(row)];
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
    const stored = (error as Error & { Item?: Item }).Item;
    // The same version again: the first attempt may have died before its change was indexed.
    return Number(stored?.['version']?.N) === row.version ? (stored?.['places']?.SS ?? []) : null;
  }
};

const putChange = async (
  view: View,
  agency: string,
  month: string,
  row: PlacedRow,
  at: Instant,
): Promise<void> => {
  await view.client.send(
    new PutItemCommand({
      TableName: view.table,
      Item: {
        pk: { S: changesOf(agency) },
        sk: { S: [instantText(at), month, row.request, row.version].join('|') },
        request: { S: row.request },
        month: { S: month },
        ...encodeRow(row),
        expires: { N: String(Math.ceil(at / 1000) + changeLifeSeconds) },
      },
    }),
  );
};

/**
 * Writes a row and its entry in the change index: 2 write units. Where the row was elsewhere before (another agency
 * or month), that place gets a tombstone. Repeats, stale rows and a crash between the writes are all harmless.
 * @param now read after the row is written, so that the entry is stamped as late as can be
 */
export const writeRow = async (
  view: View,
  row: PlacedRow,
  now: () => Instant,
): Promise<'written' | 'stale'> => {
  const places = await putRow(view, row);
  if (places === null) return 'stale';
  const current = placementOf(row);
  await putChange(view, row.agency, row.month, row, now());
  for (const place of places.filter((other) => other !== current)) {
    const [agency = '', month = ''] = JSON.parse(place) as string[];
    await putChange(view, agency, month, { ...row, lines: [] }, now());
  }
  return 'written';
};
