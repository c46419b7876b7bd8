import type { Engine } from '../../test/engine.ts';
import type { Entrant } from '../contestants/contestant.ts';
import { floor } from '../contestants/floor.ts';
import { motcua } from '../contestants/motcua.ts';
import { eventOf, eventsOf } from '../lives.ts';
import type { Bar, Figure, Row } from '../report.ts';
import { times } from '../samples.ts';
import { enterAll, rowOf } from './entrants.ts';

type PerAppend = { readonly wcu: number; readonly rcu: number; readonly requests: number };

/** What a piece of work consumed, by the unit of which it did `count`. */
const consumed = async (
  { counter }: Entrant,
  count: number,
  work: () => Promise<unknown>,
): Promise<PerAppend> => {
  counter.reset();
  await work();
  const { calls, readUnits, writeUnits } = counter.counted();
  const requests = Object.values(calls).reduce((sum, n) => sum + n, 0);
  return { wcu: writeUnits / count, rcu: readUnits / count, requests: requests / count };
};

/** The floor has no `cold`: who reads nothing cannot come to a stream that others wrote. */
type Units = { readonly warm: PerAppend; readonly cold?: PerAppend };

/** Of a long stream only the last appends are single, and measured: what goes before is written in batches. */
const measuredAtMost = 200;
const fillBatch = 25;

/** Streams written event by event by one writer that knows them, then one more event by a writer that does not. */
const singles = async (entrant: Entrant, length: number, streams: number): Promise<Units> => {
  const requests = times(streams, (n) => `000.00.01.H29-26${length}-${n}`);
  const known = entrant.writer();
  const from = Math.max(0, length - measuredAtMost);
  for (const request of requests)
    for (let n = 0; n < from; n += fillBatch)
      await known.append(request, eventsOf(request, n, Math.min(n + fillBatch, from)));
  const warm = await consumed(entrant, streams * (length - from), async () => {
    for (const request of requests)
      for (let n = from; n < length; n++) await known.append(request, [eventOf(request, n)]);
  });
  if (entrant.name === floor.name) return { warm };
  const stranger = entrant.writer();
  const cold = await consumed(entrant, streams, async () => {
    for (const request of requests) await stranger.append(request, [eventOf(request, length)]);
  });
  return { warm, cold };
};

/** Streams of eight events, written in batches of four. By the event. */
const batches = (entrant: Entrant): Promise<PerAppend> => {
  const writer = entrant.writer();
  return consumed(entrant, 20 * 8, async () => {
    for (let n = 0; n < 20; n++) {
      const request = `000.00.01.H29-batch-${n}`;
      await writer.append(request, eventsOf(request, 0, 4));
      await writer.append(request, eventsOf(request, 4, 8));
    }
  });
};

/** Read units, write units and requests by the event: counted, so the same on any machine. */
export const unitRows = async (engine: Engine, lengths: readonly number[]): Promise<Row[]> => {
  const entrants = await enterAll(engine);
  const all = async <T>(measure: (entrant: Entrant) => Promise<T>): Promise<Map<string, T>> => {
    const found = new Map<string, T>();
    for (const entrant of entrants) found.set(entrant.name, await measure(entrant));
    return found;
  };
  const pick = <T>(measured: ReadonlyMap<string, T>, value: (of: T) => number | undefined) =>
    new Map(
      [...measured].flatMap(([name, of]): [string, Figure][] => {
        const found = value(of);
        return found === undefined ? [] : [[name, { value: found }]];
      }),
    );

  const rows: Row[] = [];
  let writeAt8 = Number.NaN;
  for (const length of lengths) {
    const units = await all((entrant) => singles(entrant, length, Math.max(1, Math.round(160 / length))));
    const stream = `stream of ${length.toLocaleString('en-US')}`;
    const ours = units.get(motcua.name)?.warm.wcu ?? Number.NaN;
    if (length === 8) writeAt8 = ours;
    // Longer streams must cost what those of 8 cost, a snapshot now and then included: a tenth more at most.
    const bar: Bar = { atMost: length === 8 ? 1 : writeAt8 * 1.1 };
    const id = `log.stream-${length}`;
    rows.push(
      rowOf(
        { id: `${id}.wcu`, what: `${stream}, single appends`, unit: 'WCU per event', bar },
        pick(units, ({ warm }) => warm.wcu),
      ),
      rowOf(
        { id: `${id}.rcu`, what: `${stream}, writer knows it`, unit: 'RCU per append', bar: { atMost: 0.1 } },
        pick(units, ({ warm }) => warm.rcu),
      ),
      rowOf(
        {
          id: `${id}.cold-rcu`,
          what: `${stream}, writer is new to it`,
          unit: 'RCU per append',
          bar: { atMost: 1 },
        },
        pick(units, ({ cold }) => cold?.rcu),
      ),
      rowOf(
        { id: `${id}.requests`, what: `${stream}, writer knows it`, unit: 'requests per append' },
        pick(units, ({ warm }) => warm.requests),
      ),
    );
  }
  const batch = await all(batches);
  rows.push(
    rowOf(
      { id: 'log.batch.wcu', what: 'batches of 4', unit: 'WCU per event', bar: { atMost: 0.3 } },
      pick(batch, ({ wcu }) => wcu),
    ),
    rowOf(
      { id: 'log.batch.rcu', what: 'batches of 4', unit: 'RCU per event' },
      pick(batch, ({ rcu }) => rcu),
    ),
  );
  return rows;
};
