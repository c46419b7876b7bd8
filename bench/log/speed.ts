import type { Engine } from '../../test/engine.ts';
import type { Entrant } from '../contestants/contestant.ts';
import { floor } from '../contestants/floor.ts';
import { eventOf } from '../lives.ts';
import type { Row } from '../report.ts';
import { figure, median, p99, timed, times } from '../samples.ts';
import { enterAll, rowOf } from './entrants.ts';

type Speed = { readonly perSecond: number; readonly p50: number; readonly p99: number };

const speedOf = async (entrant: Entrant, writers: number, streams: number, round: number): Promise<Speed> => {
  const latencies: number[] = [];
  const write = async (n: number): Promise<void> => {
    const writer = entrant.writer();
    for (let stream = 0; stream < streams; stream++) {
      const request = `000.00.01.H29-${writers}-${round}-${n}-${stream}`;
      for (let event = 0; event < 8; event++) {
        const events = [eventOf(request, event)];
        latencies.push((await timed(() => writer.append(request, events))).ms);
      }
    }
  };
  const { ms } = await timed(() => Promise.all(times(writers, write)));
  return { perSecond: latencies.length / (ms / 1000), p50: median(latencies), p99: p99(latencies) };
};

/** Appends a second and how long one takes, as ratios to the floor of the same round. */
export const speedRows = async (engine: Engine, writers: number, rounds: number): Promise<Row[]> => {
  const entrants = await enterAll(engine);
  const ratios = {
    perSecond: new Map<string, number[]>(),
    p50: new Map<string, number[]>(),
    p99: new Map<string, number[]>(),
  };
  const base: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const speeds = new Map<string, Speed>();
    for (const entrant of entrants)
      speeds.set(entrant.name, await speedOf(entrant, writers, writers === 1 ? 25 : 4, round));
    const bare = speeds.get(floor.name);
    // The first round warms up.
    if (round === 0 || bare === undefined) continue;
    base.push(bare.perSecond);
    for (const [name, speed] of speeds) {
      if (name === floor.name) continue;
      for (const measure of ['perSecond', 'p50', 'p99'] as const)
        ratios[measure].set(name, [...(ratios[measure].get(name) ?? []), speed[measure] / bare[measure]]);
    }
  }
  const figures = (measure: keyof Speed) =>
    new Map([...ratios[measure]].map(([name, values]) => [name, figure(values)]));
  const who = writers === 1 ? '1 writer' : `${writers} writers`;
  const id = `log.speed-${writers}`;
  const speed = rowOf(
    { id, what: `appends/s, ${who}`, unit: 'of the floor', bar: { atLeast: writers === 1 ? 0.8 : 0.9 } },
    figures('perSecond'),
  );
  return [
    { ...speed, beside: { ...speed.beside, 'floor, appends/s': figure(base) } },
    rowOf({ id: `${id}.p50`, what: `latency p50, ${who}`, unit: 'of the floor' }, figures('p50')),
    rowOf({ id: `${id}.p99`, what: `latency p99, ${who}`, unit: 'of the floor' }, figures('p99')),
  ];
};
