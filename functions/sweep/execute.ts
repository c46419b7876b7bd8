import type { Scanned } from '../../shared/event-store/scan.ts';
import { type Instant, instant, instantText } from '../../shared/instant.ts';
import { check } from '../../shared/row-store/check.ts';
import { type Building, readGenerations } from '../../shared/row-store/generations.ts';
import { advanceRebuild, startRebuild } from '../../shared/row-store/rebuild.ts';
import { sweepRun } from '../../shared/row-store/reconcile.ts';
import { rewritePage } from '../../shared/row-store/rewrite.ts';
import { type Sweeper, walk } from '../../shared/row-store/sweep.ts';
import { noCounts, readSweeps } from '../../shared/row-store/sweep-state.ts';
import type { Answer, Command } from './commands.ts';
import { sweepers } from './context.ts';

/** What an operator asks about is a minute old at least: a younger commit may be on its way. */
const graceMs = 60_000;

type Part = {
  readonly segment: number;
  readonly cursor?: string | undefined;
  readonly budgetSeconds: number;
};

const deadlineOf = ({ budgetSeconds }: Pick<Part, 'budgetSeconds'>): Instant =>
  instant(Date.now() + budgetSeconds * 1000);

const shown = ({ number, version, startedAt, phase }: Building) => ({
  number,
  version,
  startedAt: instantText(startedAt),
  phase,
});

const statusOf = async ({ projection, view }: Sweeper): Promise<Answer<'status'>['projections'][number]> => {
  const { current, building, retired } = await readGenerations(view, projection);
  return {
    name: projection.name,
    codeVersion: projection.version,
    current: { number: current.number, version: current.version },
    building: building && shown(building),
    retired: retired.map(({ number, retiredAt }) => ({ number, retiredAt: instantText(retiredAt) })),
    sweeps: (await readSweeps(view)).flatMap(({ kind, segment, counts, startedAt, finishedAt }) =>
      kind === 'drop'
        ? []
        : [
            {
              kind,
              segment,
              seen: counts.seen,
              repaired: counts.written,
              startedAt: instantText(startedAt),
              finishedAt: finishedAt && instantText(finishedAt),
            },
          ],
    ),
  };
};

const rebuild = async (sweeper: Sweeper): Promise<Answer<'rebuild'>> => {
  const before = await readGenerations(sweeper.view, sweeper.projection);
  const { building } = await startRebuild(sweeper);
  if (building === null) throw new Error('the rebuild was over before it was seen');
  return { started: building.number !== before.building?.number, building: shown(building) };
};

const advance = async (sweeper: Sweeper, part: Part): Promise<Answer<'advance'>> => {
  const { phase, segmentDone, counts } = await advanceRebuild(sweeper, part.segment, deadlineOf(part));
  const { seen, written, different } = counts;
  return { phase, seen, written, segmentDone, ...(phase !== 'filling' && { different }) };
};

/** Walks one segment from where the caller is; the caller keeps the cursor. */
const walkPart = async (
  sweeper: Sweeper,
  part: Part,
  onPage: (requests: readonly Scanned[]) => Promise<void>,
): Promise<string | null> => {
  const { segment, cursor = null } = part;
  let next: string | null = null;
  const from = { segment, cursor, consistent: true, deadline: deadlineOf(part) };
  await walk(sweeper, from, async (requests, after) => {
    await onPage(requests);
    next = after;
    return true;
  });
  return next;
};

const verify = async (sweeper: Sweeper, part: Part): Promise<Answer<'verify'>> => {
  const { current } = await readGenerations(sweeper.view, sweeper.projection);
  const tally = { requests: 0, events: 0, missing: 0, behind: 0, different: 0, gaps: 0 };
  const examples: string[] = [];
  const cursor = await walkPart(sweeper, part, async (requests) => {
    const before = instant(Date.now() - graceMs);
    tally.requests += requests.length;
    for (const { request, events, hasGap, fault } of await check(sweeper, requests, current, before)) {
      tally.events += events;
      if (hasGap) tally.gaps++;
      if (fault !== null) tally[fault]++;
      if ((hasGap || fault !== null) && examples.length < 10) examples.push(request);
    }
  });
  return { cursor, ...tally, examples };
};

const repair = async (
  sweeper: Sweeper,
  asked: Extract<Command, { command: 'repair' }>,
): Promise<Answer<'repair'>> => {
  const sum = { seen: 0, written: 0 };
  const cursor = await walkPart(sweeper, asked, async (requests) => {
    const { seen, written } = await rewritePage(sweeper, requests, asked);
    sum.seen += seen;
    sum.written += written;
  });
  return { cursor, ...sum };
};

/** Whoever finds a segment taken asks again, and need not count. */
const pauseMs = 1_000;

/**
 * A run of the reconciler, which keeps its place itself: the cursor is its name. What is asked for by hand is counted
 * whatever its age.
 */
const reconcile = async (sweeper: Sweeper, part: Part): Promise<Answer<'reconcile'>> => {
  const { segment, cursor: run = instantText(instant(Date.now())) } = part;
  const own = async () =>
    (await readSweeps(sweeper.view)).find(
      (state) => state.kind === 'reconcile' && state.segment === segment && state.run === run,
    );
  const before = (await own())?.counts ?? noCounts;
  const isFree = await sweepRun(sweeper, segment, { run, grace: 0, deadline: deadlineOf(part) });
  if (!isFree) await sweeper.surroundings.sleep(pauseMs);
  const after = await own();
  const { seen, written } = after?.counts ?? noCounts;
  const cursor = after && after.finishedAt !== null ? null : run;
  return { cursor, seen: seen - before.seen, repaired: written - before.written };
};

const named = (name: string): Sweeper => {
  const found = sweepers.find(({ projection }) => projection.name === name);
  if (found === undefined) throw new Error(`there is no projection ${name}`);
  return found;
};

/** Does what the operator's command line asks. @throws Error where it names no projection of this hub */
export const execute = async (asked: Command): Promise<Answer<Command['command']>> => {
  switch (asked.command) {
    case 'status':
      return { projections: await Promise.all(sweepers.map(statusOf)) };
    case 'rebuild':
      return rebuild(named(asked.projection));
    case 'advance':
      return advance(named(asked.projection), asked);
    case 'repair':
      return repair(named(asked.projection), asked);
    case 'verify':
      return verify(named(asked.projection), asked);
    case 'reconcile':
      return reconcile(named(asked.projection), asked);
    default:
      return asked satisfies never;
  }
};
