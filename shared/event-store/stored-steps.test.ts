import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEventsWithTies, streamOf } from '../../test/builders.ts';
import { instant } from '../instant.ts';
import { fold } from '../request/fold.ts';
import type { Step } from '../request/state.ts';
import { decodeSteps, encodeSteps } from './stored-steps.ts';

const through = (steps: readonly Step[]) => decodeSteps(JSON.parse(JSON.stringify(encodeSteps(steps))));
const bytesOf = (value: unknown) => deflateRawSync(JSON.stringify(value)).length;

describe('the steps of a snapshot', () => {
  it('come back as they were, in their order', () => {
    let seen = 0;
    fc.assert(
      fc.property(anyEventsWithTies, (events) => {
        const { steps } = fold(streamOf(events));
        seen += steps.length;
        expect(through(steps)).toEqual(steps);
      }),
    );
    expect(seen).toBeGreaterThan(0);
  });

  it('of odd instants come back too', () => {
    const steps: Step[] = [
      { step: 'a', completed: instant(-7) },
      { step: 'a', started: instant(-5_001), completed: instant(0) },
      { step: 'b', started: instant(1_705_305_600_123) },
    ];
    expect(through(steps)).toEqual(steps);
    expect(through([])).toEqual([]);
  });

  it('take less than a kilobyte by the hundred', () => {
    // Each is begun minutes after the one before was done and takes up to a day, to the second; a dozen officials of five units.
    const random = (n: number, below: number) => (Math.imul(n + 1, 0x9e3779b1) >>> 8) % below;
    let now = 1_705_305_600;
    const steps = Array.from({ length: 100 }, (_, n): Step => {
      const started = now + random(n, 3_600);
      now = started + random(n + 1_000, 86_400);
      const unit = `unit-${random(n + 2_000, 5)}`;
      return {
        step: `T${String(n % 25).padStart(2, '0')} a step of the procedure`,
        agency: 'H29.07',
        startUnit: unit,
        started: instant(started * 1_000),
        completed: instant(now * 1_000),
        unit,
        official: `official-${random(n + 3_000, 12)}`,
      };
    });
    const bytes = bytesOf({ steps: encodeSteps(steps) }) - bytesOf({ steps: encodeSteps([]) });
    console.log(`100 steps of a snapshot: ${bytes} bytes, ${bytesOf({ steps })} as they are`);
    expect(bytes).toBeLessThan(1_000);
  });
});
