import type { Scanned } from '../event-store/scan.ts';
import { type Instant, instant } from '../instant.ts';
import type { PlacedRow } from '../projections/projection.ts';
import { bringUp } from './bring-up.ts';
import { changePages } from './changes.ts';
import { check, isSame } from './check.ts';
import { readDirectory } from './directory.ts';
import {
  type Building,
  begin,
  changeGenerations,
  endRound,
  type Generations,
  makeCurrent,
  type Phase,
  readGenerations,
  viewOf,
} from './generations.ts';
import { readRows } from './read-rows.ts';
import { type OnPage, type Sweeper, sweepSegment } from './sweep.ts';
import { segments } from './sweep-segments.ts';
import { type Counts, finishedOf, noCounts, readSweeps, sumOf } from './sweep-state.ts';
import type { View } from './view.ts';
import { writeRows } from './write-rows.ts';

/** How far a rebuild is in one segment; `done` where none is in progress. */
export type Progress = {
  readonly phase: Phase | 'done';
  readonly segmentDone: boolean;
  /** What this call did. */
  readonly counts: Counts;
};

/**
 * A batch may run for 60 seconds, and may have read the generations 5 seconds before. Once every batch that did not
 * know of the new generation has ended, the new one has all that the current one shows: then the pointer may move.
 */
const settleMs = 90_000;

/** How long a call waits for what it cannot hasten, so that whoever asks again and again need not count. */
const pauseMs = 1_000;

/** Later than any commit says it was recorded, whatever its clock. */
const ever = instant(Number.POSITIVE_INFINITY);

const runOf = ({ number, round }: Building): string => `${number}.${round}`;

/** Begins to build a new generation, unless one of the code's version is being built. */
export const startRebuild = ({ view, projection, surroundings }: Sweeper): Promise<Generations> =>
  changeGenerations(view, projection, begin(projection, surroundings.now()));

/** Mends what a check finds wrong, and counts the rows that differ from those of the generation in use. */
const checkPage = async (
  sweeper: Sweeper,
  requests: readonly Scanned[],
  building: Building,
  current: View,
  isAgain: boolean,
): Promise<Counts> => {
  const { projection, view, surroundings, listed, onProblem } = sweeper;
  // What came since the start is written by the projector, and may be on its way.
  const checked = await check(sweeper, requests, building, building.startedAt);
  const wrong = checked.filter(({ fault }) => fault !== null);
  const toWrite = isAgain ? checked : wrong;
  const right = toWrite.flatMap(({ request, row, stored, fault }): PlacedRow[] => {
    if (fault !== null) onProblem(`row ${fault}`, { request });
    // A row that should not be there is written without lines.
    if (row === null) return stored === undefined ? [] : [{ ...stored, lines: [], elsewhere: [] }];
    return [row];
  });
  const writer = { by: projection.version, force: true, surroundings, listed };
  const outcomes = await writeRows(viewOf(view, building), right, writer);
  let written = 0;
  for (const outcome of outcomes.values()) {
    if (typeof outcome === 'object') throw outcome.failed;
    if (outcome === 'written') written++;
  }

  const old = await readRows(
    current,
    requests.map(({ request }) => request),
    { consistent: false, surroundings },
  );
  const different = checked.filter(({ request, row }) => {
    const stored = old.get(request);
    return row !== null && stored?.version === row.version && !isSame(row, stored);
  });
  return {
    seen: requests.length,
    written,
    wrong: wrong.length,
    different: different.length,
    failed: requests.length - checked.length,
  };
};

/** Whether what was swept is in segments, but for what came since: an answer is as quick as in the generation before. */
const isCompacted = async (view: View, sweptAt: Instant): Promise<boolean> => {
  for (const entry of await readDirectory(view, undefined)) {
    if (entry.watermark !== undefined && entry.watermark >= sweptAt) continue;
    for await (const { entries } of changePages(view, entry, 1)) if (entries.length > 0) return false;
  }
  return true;
};

/** Moves the pointer, once the compactor and every batch that did not know of the generation are done. */
const finish = async ({ view, projection, surroundings }: Sweeper, building: Building): Promise<boolean> => {
  const now = surroundings.now();
  const isSettled = now - building.startedAt >= settleMs;
  if (!isSettled || !(await isCompacted(viewOf(view, building), building.sweptAt ?? now))) return false;
  await changeGenerations(view, projection, makeCurrent(building, surroundings.now()));
  return true;
};

/**
 * Works on a rebuild until the deadline, in one segment: fills the new generation from the log, checks every row
 * against it until a whole round finds nothing wrong, waits for the compactor, and moves the pointer. Whoever comes
 * last in a round ends it; after a crash at any call the next one goes on.
 */
export const advanceRebuild = async (
  sweeper: Sweeper,
  segment: number,
  deadline: Instant,
): Promise<Progress> => {
  const { view, projection, surroundings } = sweeper;
  let counts = noCounts;
  for (;;) {
    const { building, current } = await readGenerations(view, projection);
    const isOurs = building?.version === projection.version;
    const states = isOurs ? await readSweeps(view) : [];
    if (!isOurs) return { phase: 'done', segmentDone: true, counts };
    const { phase } = building;
    const isLate = surroundings.now() >= deadline;

    if (phase === 'compacting') {
      if (await finish(sweeper, building)) continue;
      if (!isLate) await surroundings.sleep(pauseMs);
      return { phase, segmentDone: true, counts };
    }
    const run = runOf(building);
    const done = finishedOf(states, 'rebuild', run);
    if (done.length === segments) {
      const { wrong } = sumOf(done.map((state) => state.counts));
      await changeGenerations(view, projection, endRound(building, wrong === 0, surroundings.now()));
      continue;
    }
    const segmentDone = done.some((state) => state.segment === segment);
    if (segmentDone || isLate) return { phase, segmentDone, counts };
    const page: OnPage = async (requests, isAgain) => {
      const own =
        phase === 'filling'
          ? await bringUp(sweeper, requests, [building], { before: ever, consistent: true, isAgain })
          : await checkPage(sweeper, requests, building, viewOf(view, current), isAgain);
      counts = sumOf([counts, own]);
      return own;
    };
    const which = { kind: 'rebuild', segment, run } as const;
    const isFree = await sweepSegment(sweeper, which, { consistent: true, deadline }, page);
    if (!isFree) {
      await surroundings.sleep(pauseMs);
      return { phase, segmentDone, counts };
    }
  }
};
