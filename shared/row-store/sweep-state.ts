import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Instant, instant } from '../instant.ts';
import { isLostRace } from './directory.ts';
import { type Item, keyOf, sweeps, type ViewTable } from './view.ts';

/** Why a sweep goes over a table: to repair rows, to build a generation, to drop one. */
export type SweepKind = 'reconcile' | 'rebuild' | 'drop';

/** What a sweep has counted; `wrong` is what a check found missing, behind or different. */
export type Counts = {
  readonly seen: number;
  readonly written: number;
  readonly wrong: number;
  /** Rows that differ from those of the generation in use. */
  readonly different: number;
  /** Requests that cannot be read, folded or written. */
  readonly failed: number;
};

export const noCounts: Counts = { seen: 0, written: 0, wrong: 0, different: 0, failed: 0 };

/** How far a sweep is in one segment. */
export type SweepState = {
  readonly kind: SweepKind;
  readonly segment: number;
  readonly sequence: number;
  /** Which sweep this is: another one begins at the start. */
  readonly run: string;
  readonly cursor: string | null;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  /** Until then one worker has the segment for itself. */
  readonly leasedUntil: Instant;
  /** A worker has it, or died with it: then rows of its page may be written whose changes are not. */
  readonly isHeld: boolean;
  /** A worker died so: since nobody knows where its page ended, every page from there on is indexed again. */
  readonly isReindexing: boolean;
  readonly counts: Counts;
  /** How the run before ended. */
  readonly before: { readonly finishedAt: Instant; readonly counts: Counts } | null;
};

const decode = (item: Item): SweepState => ({
  ...(JSON.parse(item['state']?.S ?? '') as Omit<SweepState, 'sequence'>),
  sequence: Number(item['sequence']?.N),
});

/** Writes a state that was read at the sequence before. False where someone else wrote it since. */
const put = async ({ client, table }: ViewTable, state: SweepState): Promise<boolean> => {
  const { sequence, ...rest } = state;
  try {
    await client.send(
      new PutItemCommand({
        TableName: table,
        Item: {
          ...keyOf.sweep(state.kind, state.segment),
          sequence: { N: String(sequence) },
          state: { S: JSON.stringify(rest) },
        },
        ConditionExpression: sequence === 1 ? 'attribute_not_exists(pk)' : '#sequence = :before',
        ...(sequence > 1 && {
          ExpressionAttributeNames: { '#sequence': 'sequence' },
          ExpressionAttributeValues: { ':before': { N: String(sequence - 1) } },
        }),
      }),
    );
    return true;
  } catch (error) {
    if (!isLostRace(error)) throw error;
    return false;
  }
};

/** Every segment of every sweep of a view. */
export const readSweeps = async ({ client, table }: ViewTable): Promise<SweepState[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: sweeps } },
      ConsistentRead: true,
    }),
  );
  return Items.map(decode);
};

/** The segments of a run that are done. */
export const finishedOf = (states: readonly SweepState[], kind: SweepKind, run: string): SweepState[] =>
  states.filter((state) => state.kind === kind && state.run === run && state.finishedAt !== null);

/** Longer than a page takes, so that only a worker that died loses its segment. */
const leaseMs = 90_000;

/** Takes a segment of a run for one worker, where it is free and not done; undefined otherwise. */
export const takeSegment = async (
  view: ViewTable,
  { kind, segment, run }: Pick<SweepState, 'kind' | 'segment' | 'run'>,
  now: Instant,
): Promise<SweepState | undefined> => {
  const { Item } = await view.client.send(
    new GetItemCommand({ TableName: view.table, Key: keyOf.sweep(kind, segment), ConsistentRead: true }),
  );
  const stored = Item && decode(Item);
  const isSame = stored?.run === run;
  if (stored && stored.leasedUntil > now) return undefined;
  if (isSame && stored.finishedAt !== null) return undefined;
  const sequence = (stored?.sequence ?? 0) + 1;
  const leasedUntil = instant(now + leaseMs);
  const { finishedAt = null, counts = noCounts, before = null } = stored ?? {};
  const hasDied = (stored?.isHeld ?? false) && finishedAt === null;
  const taken: SweepState = isSame
    ? { ...stored, sequence, leasedUntil, isHeld: true, isReindexing: stored.isReindexing || hasDied }
    : {
        kind,
        segment,
        run,
        sequence,
        leasedUntil,
        isHeld: true,
        isReindexing: hasDied,
        cursor: null,
        startedAt: now,
        finishedAt: null,
        counts: noCounts,
        before: finishedAt === null ? before : { finishedAt, counts },
      };
  return (await put(view, taken)) ? taken : undefined;
};

/**
 * Notes what a page brought, and keeps the segment.
 * @returns the state as it is now, or undefined where another worker has the segment
 */
export const keepSegment = async (
  view: ViewTable,
  state: SweepState,
  now: Instant,
): Promise<SweepState | undefined> => {
  const next = { ...state, sequence: state.sequence + 1, leasedUntil: instant(now + leaseMs) };
  return (await put(view, next)) ? next : undefined;
};

/** Lets go of a segment, so that the next worker need not wait. */
export const leaveSegment = async (view: ViewTable, state: SweepState, now: Instant): Promise<void> => {
  await put(view, { ...state, sequence: state.sequence + 1, leasedUntil: now, isHeld: false });
};

export const sumOf = (all: readonly Counts[]): Counts =>
  all.reduce(
    (sum, counts) => ({
      seen: sum.seen + counts.seen,
      written: sum.written + counts.written,
      wrong: sum.wrong + counts.wrong,
      different: sum.different + counts.different,
      failed: sum.failed + counts.failed,
    }),
    noCounts,
  );
