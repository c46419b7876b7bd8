import type { Engine } from '../../test/engine.ts';
import { castore } from '../contestants/castore.ts';
import { type Entrant, enter } from '../contestants/contestant.ts';
import { equinox } from '../contestants/equinox.ts';
import { eventOf } from '../lives.ts';
import type { Figure, Row } from '../report.ts';
import { timed, times } from '../samples.ts';
import { contestants, rowOf } from './entrants.ts';

const writers = 16;
const commands = 25;

/** Writers that share nothing send commands to one request, each the next as soon as it knows of the last. */
const contended = async (entrant: Entrant): Promise<{ done: number; attempts: number; ms: number }> => {
  const request = '000.00.01.H29-hot';
  entrant.counter.reset();
  let done = 0;
  const { ms } = await timed(() =>
    Promise.all(
      times(writers, async (w) => {
        const writer = entrant.writer();
        for (let n = 0; n < commands; n++) {
          const outcome = await writer
            .append(request, [eventOf(request, 1 + w * commands + n)])
            .catch(() => 'lost' as const);
          if (outcome === undefined) done++;
        }
      }),
    ),
  );
  const { PutItem = 0, UpdateItem = 0, TransactWriteItems = 0 } = entrant.counter.counted().calls;
  return { done, attempts: (PutItem + UpdateItem + TransactWriteItems) / done, ms };
};

/** Sixteen writers on one stream. The peers also with the patience that is not their default. */
export const hotRows = async (engine: Engine): Promise<Row[]> => {
  const patient = [
    equinox({ name: 'equinox-js, 100 attempts', attempts: 100 }),
    castore({ name: 'castore, 100 retries', retries: 100 }),
  ];
  const found = new Map<string, Awaited<ReturnType<typeof contended>>>();
  for (const contestant of [...contestants, ...patient])
    found.set(contestant.name, await contended(await enter(engine, contestant)));
  const figures = (value: (of: { done: number; attempts: number; ms: number }) => number) =>
    new Map([...found].map(([name, of]): [string, Figure] => [name, { value: value(of) }]));
  const all = writers * commands;
  const what = `${writers} writers on one stream`;
  return [
    rowOf(
      { id: 'log.hot.done', what: `${what}: done`, unit: `of ${all} commands`, bar: { atLeast: all } },
      figures(({ done }) => done),
    ),
    rowOf(
      { id: 'log.hot.lost', what: `${what}: lost`, unit: 'commands' },
      figures(({ done }) => all - done),
    ),
    rowOf(
      { id: 'log.hot.attempts', what: `${what}: attempts`, unit: 'writes per success' },
      figures(({ attempts }) => attempts),
    ),
    rowOf(
      { id: 'log.hot.seconds', what: `${what}: time`, unit: 's' },
      figures(({ ms }) => ms / 1000),
    ),
  ];
};
