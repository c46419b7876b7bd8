import { expect, test } from 'vitest';
import { describeWithEngine } from '../../test/engine.ts';
import { eventOf } from '../lives.ts';
import { castore } from './castore.ts';
import { enter } from './contestant.ts';
import { equinox } from './equinox.ts';
import { floor } from './floor.ts';
import { motcua } from './motcua.ts';

const request = '000.00.01.H29-260302-0001';

describeWithEngine('contestants', (engine) => {
  /** What eight single appends by one writer to one stream cost. */
  const costOf = async (contestant: typeof floor) => {
    const entrant = await enter(engine(), contestant);
    const writer = entrant.writer();
    for (let n = 0; n < 8; n++) await writer.append(request, [eventOf(request, n)]);
    const { readUnits, writeUnits } = entrant.counter.counted();
    return { readUnits, writeUnits };
  };

  test('cost what their documentation says', async () => {
    expect(await costOf(floor)).toEqual({ readUnits: 0, writeUnits: 8 });
    // Every command reads the aggregate; the first event is also in the index of initial events.
    expect(await costOf(castore())).toEqual({ readUnits: 8, writeUnits: 9 });
    // One read finds nothing, then the cache is trusted; the tip grows beyond 1 kB and is written whole.
    const peer = await costOf(equinox());
    expect(peer.readUnits).toBe(0.5);
    expect(peer.writeUnits).toBeGreaterThan(8);
    const ours = await costOf(motcua);
    expect(ours.writeUnits).toBe(8);
    expect(ours.readUnits).toBeLessThanOrEqual(7);
  });

  test.each([motcua, equinox(), castore()])(
    '$name: a writer that is behind catches up by itself',
    async (one) => {
      const { writer } = await enter(engine(), one);
      const [first, second] = [writer(), writer()];
      await first.append(request, [eventOf(request, 0)]);
      await second.append(request, [eventOf(request, 1)]);
      await first.append(request, [eventOf(request, 2)]);
    },
  );

  test('the floor’s writer that is behind has lost', async () => {
    const { writer } = await enter(engine(), floor);
    await writer().append(request, [eventOf(request, 0)]);
    await expect(writer().append(request, [eventOf(request, 1)])).rejects.toThrow(
      'conditional request failed',
    );
  });
});
