import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { agencyLinesOf, type PlacedRow } from '../projections/projection.ts';
import type { SegmentRow } from '../segment/pack.ts';
import { encodeElsewhere, encodeLines } from './stored-lines.ts';
import { type Item, keyOf, type View } from './view.ts';

/** Where a row lives; JSON so that any agency code is safe in it. */
const placementOf = ({ agency, month }: { agency: string; month: string }): string =>
  JSON.stringify([agency, month]);

/** Every place that a row has lines at. */
const placementsOf = (row: PlacedRow): string[] =>
  agencyLinesOf(row).map(({ agency }) => placementOf({ agency, month: row.month }));

/** Who writes: the version of the projection's code. `force` writes a row again that is no newer, but is not right. */
export type Writing = { readonly by: number; readonly force?: boolean };

/** A row of the same version is written again where code of an older projection version wrote it. */
const isNewer =
  'attribute_not_exists(#version) OR #version < :version' +
  ' OR (#version = :version AND (attribute_not_exists(#by) OR #by < :by))';
const isNotOlder = 'attribute_not_exists(#version) OR #version <= :version';

/**
 * Writes the row if it is newer than the stored one, and remembers every place it ever had.
 * @returns all places of the request when a change is to be indexed, null when a newer row is stored
 */
const putRow = async (
  view: View,
  row: PlacedRow,
  { by, force = false }: Writing,
): Promise<readonly string[] | null> => {
  try {
    const { Attributes } = await view.client.send(
      new UpdateItemCommand({
        TableName: view.table,
        Key: keyOf.row(view, row.request),
        UpdateExpression:
          'SET #version = :version, #by = :by, #lines = :lines, #elsewhere = :elsewhere, #agency = :agency, #month = :month ADD #places :places',
        ConditionExpression: force ? isNotOlder : isNewer,
        ExpressionAttributeNames: {
          '#version': 'version',
          '#by': 'by',
          '#lines': 'lines',
          '#elsewhere': 'elsewhere',
          '#agency': 'agency',
          '#month': 'month',
          '#places': 'places',
        },
        ExpressionAttributeValues: {
          ':version': { N: String(row.version) },
          ':by': { N: String(by) },
          ':lines': encodeLines(row.lines),
          ':elsewhere': encodeElsewhere(row.elsewhere ?? []),
          ':agency': { S: row.agency },
          ':month': { S: row.month },
          ':places': { SS: placementsOf(row) },
        },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return Attributes?.['places']?.SS ?? placementsOf(row);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
    const stored = (error as Error & { Item?: Item }).Item;
    // The same version again: the first attempt may have died before its change was indexed. Newer code's lines stay.
    const isOurs = Number(stored?.['version']?.N) === row.version && Number(stored?.['by']?.N ?? 1) <= by;
    return isOurs ? (stored?.['places']?.SS ?? []) : null;
  }
};

/** An entry of the change index, to be written. */
export type Change = { readonly agency: string; readonly month: string; readonly row: SegmentRow };

/** The entries that a row's write calls for: one for each agency that has lines, and a tombstone wherever else it has been. */
const changesFor = (row: PlacedRow, places: readonly string[]): Change[] => {
  const { request, version, month } = row;
  const current = new Set(placementsOf(row));
  const left = places.filter((place) => !current.has(place));
  return [
    ...agencyLinesOf(row).map(({ agency, lines }) => ({ agency, month, row: { request, version, lines } })),
    ...left.map((place) => {
      const [agency = '', month = ''] = JSON.parse(place) as string[];
      return { agency, month, row: { request, version, lines: [] } };
    }),
  ];
};

/**
 * Writes a row if it is newer than the stored one: 1 write unit. Its changes must be written afterwards, by the same
 * attempt or a repeated one: a repeat is told to write them again, so a crash between the two loses nothing.
 * @returns the changes to write; none where a newer row is stored
 */
export const writeRow = async (view: View, row: PlacedRow, writing: Writing): Promise<Change[]> => {
  const places = await putRow(view, row, writing);
  return places === null ? [] : changesFor(row, places);
};
