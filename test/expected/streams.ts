import pLimit from 'p-limit';
import type { MotcuaEvent } from '../../events/envelope.ts';
import type { InProcessHub } from '../in-process-hub.ts';

/** What the streams of requests say, read through the API, where no statistic is asked. */

export type Step = {
  readonly step: string;
  readonly unit: string | undefined;
  readonly official: string | undefined;
  readonly at: number;
};

type Page = { readonly events: readonly { readonly event: MotcuaEvent }[]; readonly next: string | null };

const streamOf = async (hub: InProcessHub, id: string): Promise<MotcuaEvent[]> => {
  const path = `/v1/requests/${id}/events`;
  const { events, next } = (await hub.get(path, { limit: '500', fields: 'event' })) as Page;
  if (next !== null) throw new Error(`${id} has more than a page`);
  return events.map(({ event }) => event);
};

/** Every event of some requests, in the order in which they arrived. */
export const readStreams = async (hub: InProcessHub, ids: readonly string[]): Promise<MotcuaEvent[][]> => {
  const inParallel = pLimit(16);
  return Promise.all(ids.map((id) => inParallel(() => streamOf(hub, id))));
};

/** The steps of each stream by time; those of one instant as they arrived. */
export const stepsOf = (stream: readonly MotcuaEvent[]): Step[] =>
  stream
    .flatMap((event) =>
      event.type === 'motcua.step.completed.v1'
        ? [
            {
              ...event.data,
              unit: event.data.unit,
              official: event.data.official,
              at: Date.parse(event.time),
            },
          ]
        : [],
    )
    .sort((a, b) => a.at - b.at);

/** The times at which events of a type happened, as the API gives them. */
export const timesOf = (streams: readonly MotcuaEvent[][], type: MotcuaEvent['type']): string[] =>
  streams.flat().flatMap((event) => (event.type === type ? [event.time] : []));

/** How often each value comes. */
export const countsOf = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]));

export const pairsOf = (steps: readonly Step[]): [Step, Step][] =>
  steps.slice(1).map((step, index) => [steps[index] ?? step, step]);

/** How often each step was repeated in a case. */
export const repeatsOf = (steps: readonly Step[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(countsOf(steps.map(({ step }) => step)))
      .filter(([, count]) => count > 1)
      .map(([step, count]) => [step, count - 1]),
  );
