import pLimit from 'p-limit';
import type { MotcuaEvent } from '../../events/envelope.ts';
import type { InProcessHub } from '../in-process-hub.ts';

/** What the streams of requests say, read through the API, where no statistic is asked. */

type Stream = readonly MotcuaEvent[];
export type Step = {
  readonly step: string;
  readonly unit: string | undefined;
  readonly official: string | undefined;
  readonly at: number;
};

type Page = { readonly events: readonly { readonly event: MotcuaEvent }[]; readonly next: string | null };

const streamOf = async (hub: InProcessHub, id: string): Promise<Stream> => {
  const path = `/v1/requests/${id}/events`;
  const { events, next } = (await hub.get(path, { limit: '500', fields: 'event' })) as Page;
  if (next !== null) throw new Error(`${id} has more than a page`);
  return events.map(({ event }) => event);
};

/** Every event of some requests, in the order in which they arrived. */
export const readStreams = async (hub: InProcessHub, ids: readonly string[]): Promise<Stream[]> => {
  const inParallel = pLimit(16);
  return Promise.all(ids.map((id) => inParallel(() => streamOf(hub, id))));
};

/** The steps of a stream as they arrived. */
export const arrivedSteps = (stream: Stream): Step[] =>
  stream.flatMap(({ type, time, data }) =>
    type === 'motcua.step.completed.v1'
      ? [{ step: data.step, unit: data.unit, official: data.official, at: Date.parse(time) }]
      : [],
  );

/** The steps of a stream by time; those of one instant as they arrived. */
export const stepsOf = (stream: Stream): Step[] => arrivedSteps(stream).sort((a, b) => a.at - b.at);

/** When events of a type happened, as they were sent. */
export const instantsOf = (streams: readonly Stream[], type: MotcuaEvent['type']): string[] =>
  streams.flat().flatMap((event) => (event.type === type ? [event.time] : []));

export const namesOf = (steps: readonly Step[]): string[] => steps.map(({ step }) => step);

const between = ' → ';
/** What a list of names is, as one name. */
export const joined = (names: readonly string[]): string => names.join(between);
export const parted = (name: string): string[] => name.split(between);

/** How often each value comes. */
export const countsOf = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]));

/** The most frequent values and how often they come. */
export const mostOf = (values: readonly string[], most: number): [string, number][] =>
  Object.entries(countsOf(values))
    .sort(([, a], [, b]) => b - a)
    .slice(0, most);

/** How many steps share their instant with another of the case. */
export const tiedIn = (steps: readonly Step[]): number =>
  [...Map.groupBy(steps, ({ at }) => at).values()]
    .filter((together) => together.length > 1)
    .reduce((sum, together) => sum + together.length, 0);
