import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Instant, instantOf, instantText } from '../instant.ts';
import type { Projection } from '../projections/projection.ts';
import { isLostRace } from './directory.ts';
import { keyOf, type View, type ViewTable } from './view.ts';

/** A whole set of rows, segments and changes: its number, and the projection version that fills it. */
export type Generation = { readonly number: number; readonly version: number };

/** `filling` from the log; `checking` each row against it, in rounds; `compacting` into segments. Then it is current. */
export type Phase = 'filling' | 'checking' | 'compacting';

export type Building = Generation & {
  readonly startedAt: Instant;
  readonly phase: Phase;
  /** Sweeps of the log so far: 0 fills, every later one checks. */
  readonly round: number;
  /** When the last round ended. */
  readonly sweptAt: Instant | null;
};

/** Out of use, and dropped some time later: a query may still be reading it. */
export type Retired = { readonly number: number; readonly retiredAt: Instant };

/** Which generation answers, which is being built, which are to be dropped: one item a view. */
export type Generations = {
  readonly sequence: number;
  /** The highest number ever given: none is used twice. */
  readonly last: number;
  readonly current: Generation;
  readonly building: Building | null;
  readonly retired: readonly Retired[];
};

type Stored = {
  readonly last: number;
  readonly current: Generation;
  readonly building:
    | (Omit<Building, 'startedAt' | 'sweptAt'> & { startedAt: string; sweptAt: string | null })
    | null;
  readonly retired: readonly { readonly number: number; readonly retiredAt: string }[];
};

const encode = ({ last, current, building, retired }: Generations): string =>
  JSON.stringify({
    last,
    current,
    building: building && {
      ...building,
      startedAt: instantText(building.startedAt),
      sweptAt: building.sweptAt && instantText(building.sweptAt),
    },
    retired: retired.map(({ number, retiredAt }) => ({ number, retiredAt: instantText(retiredAt) })),
  } satisfies Stored);

const decode = (sequence: number, text: string): Generations => {
  const { last, current, building, retired } = JSON.parse(text) as Stored;
  return {
    sequence,
    last,
    current,
    building: building && {
      ...building,
      startedAt: instantOf(building.startedAt),
      sweptAt: building.sweptAt === null ? null : instantOf(building.sweptAt),
    },
    retired: retired.map(({ number, retiredAt }) => ({ number, retiredAt: instantOf(retiredAt) })),
  };
};

/** Reads which generations there are, with strong consistency: 1 read unit. A view never rebuilt has the first alone. */
export const readGenerations = async (
  { client, table }: ViewTable,
  { version }: Pick<Projection, 'version'>,
): Promise<Generations> => {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: keyOf.generations(), ConsistentRead: true }),
  );
  const state = Item?.['state']?.S;
  if (state !== undefined) return decode(Number(Item?.['sequence']?.N), state);
  return {
    sequence: 0,
    last: 1,
    current: { number: 1, version },
    building: null,
    retired: [],
  };
};

/** Someone else changes the generations again and again. */
class GenerationsContended extends Error {
  override readonly name = 'GenerationsContended';
}

/**
 * Changes the generations as `next` says, which is asked again where another change came first; null changes nothing.
 * @returns the generations as they are now
 * @throws GenerationsContended after ten lost races
 */
export const changeGenerations = async (
  view: ViewTable,
  projection: Pick<Projection, 'version'>,
  next: (now: Generations) => Generations | null,
): Promise<Generations> => {
  for (let attempt = 0; attempt < 10; attempt++) {
    const read = await readGenerations(view, projection);
    const wanted = next(read);
    if (wanted === null) return read;
    const sequence = read.sequence + 1;
    try {
      await view.client.send(
        new PutItemCommand({
          TableName: view.table,
          Item: {
            ...keyOf.generations(),
            sequence: { N: String(sequence) },
            state: { S: encode(wanted) },
          },
          ConditionExpression: read.sequence === 0 ? 'attribute_not_exists(pk)' : '#sequence = :before',
          ...(read.sequence > 0 && {
            ExpressionAttributeNames: { '#sequence': 'sequence' },
            ExpressionAttributeValues: { ':before': { N: String(read.sequence) } },
          }),
        }),
      );
      return { ...wanted, sequence };
    } catch (error) {
      if (!isLostRace(error)) throw error;
    }
  }
  throw new GenerationsContended(view.table);
};

/** A new generation of the code's version. One that other code was building is given up. */
export const begin =
  ({ version }: Pick<Projection, 'version'>, at: Instant) =>
  (now: Generations): Generations | null => {
    if (now.building?.version === version) return null;
    const number = now.last + 1;
    const given = now.building === null ? [] : [{ number: now.building.number, retiredAt: at }];
    return {
      ...now,
      last: number,
      building: {
        number,
        version,
        startedAt: at,
        phase: 'filling',
        round: 0,
        sweptAt: null,
      },
      retired: [...now.retired, ...given],
    };
  };

/** The end of a round: after filling comes checking; after a round that found nothing wrong, compacting. */
export const endRound =
  ({ number, round }: Building, isRight: boolean, at: Instant) =>
  (now: Generations): Generations | null => {
    const { building } = now;
    if (building?.number !== number || building.round !== round || building.phase === 'compacting')
      return null;
    const after: Pick<Building, 'phase' | 'round'> =
      round > 0 && isRight ? { phase: 'compacting', round } : { phase: 'checking', round: round + 1 };
    return { ...now, building: { ...building, ...after, sweptAt: at } };
  };

/** The pointer moves: what was built is current, what was current is retired. */
export const makeCurrent =
  ({ number }: Building, at: Instant) =>
  (now: Generations): Generations | null => {
    if (now.building?.number !== number || now.building.phase !== 'compacting') return null;
    return {
      ...now,
      current: { number, version: now.building.version },
      building: null,
      retired: [...now.retired, { number: now.current.number, retiredAt: at }],
    };
  };

export const forget =
  (number: number) =>
  (now: Generations): Generations | null =>
    now.retired.some((retired) => retired.number === number)
      ? { ...now, retired: now.retired.filter((retired) => retired.number !== number) }
      : null;

export const viewOf = ({ client, table }: ViewTable, { number }: { readonly number: number }): View => ({
  client,
  table,
  generation: number,
});

/**
 * The generations that are written, in this order: what the current one shows, the one being built has already, so that
 * no answer goes back when the pointer moves.
 */
export const liveOf = ({ current, building }: Generations): readonly Generation[] =>
  building === null ? [current] : [building, current];
