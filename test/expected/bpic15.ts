import { processingTimes } from '../../shared/projections/processing-times.ts';
import { steps as stepsView } from '../../shared/projections/steps.ts';
import type { Engine } from '../engine.ts';
import type { InProcessHub } from '../in-process-hub.ts';
import { importInProcess } from './hubs.ts';
import { arrivedSteps, joined, namesOf, readStreams, type Step, stepsOf } from './streams.ts';

/** What is asked about the permits of BPIC15, where it takes more than a line. */

export type Bpic15 = {
  readonly hub: InProcessHub;
  readonly streams: Awaited<ReturnType<typeof readStreams>>;
  /** The steps of each case by time. */
  readonly steps: readonly (readonly Step[])[];
};

export const startBpic15 = async (engine: Engine): Promise<Bpic15> => {
  const { hub, ids } = await importInProcess(engine, 'bpic15', 'Europe/Amsterdam');
  await hub.settle([processingTimes, stepsView]);
  const streams = await readStreams(hub, ids);
  return { hub, streams, steps: streams.map(stepsOf) };
};

const different = (sequences: readonly (readonly Step[])[]): number =>
  new Set(sequences.map((one) => joined(namesOf(one)))).size;

/** Sequences of steps as the file has them, and by time, where ties keep that order. */
export const variants = ({ streams, steps }: Bpic15) => {
  const arrived = different(streams.map(arrivedSteps));
  return { pm4py: arrived, file_order: arrived, timestamp_then_file_order: different(steps) };
};

/** Cases of which a step arrived before one that happened earlier. */
export const outOfOrder = ({ streams, steps }: Bpic15): number =>
  streams.filter((stream, index) => {
    const byTime = steps[index] ?? [];
    return arrivedSteps(stream).some(({ at }, place) => at !== byTime[place]?.at);
  }).length;
