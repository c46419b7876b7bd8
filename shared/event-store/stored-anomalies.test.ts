import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../instant.ts';
import { type Anomaly, anomalyRules } from '../request/anomalies.ts';
import { version } from '../request/stream.ts';
import { decodeAnomalies, encodeAnomalies } from './stored-anomalies.ts';

const anomaly: fc.Arbitrary<Anomaly> = fc.record({
  rule: fc.constantFrom(...anomalyRules),
  version: fc.integer({ min: 1, max: 10_000 }).map(version),
  at: fc.integer({ min: 0, max: 2_000_000_000_000 }).map(instant),
  source: fc.constantFrom('https://desk.example', 'https://back-office.example', 'urn:x'),
});

describe('the anomalies of a snapshot', () => {
  it('come back as they were, in their order', () => {
    fc.assert(
      fc.property(fc.array(anomaly, { maxLength: 30 }), (anomalies) => {
        expect(decodeAnomalies(JSON.parse(JSON.stringify(encodeAnomalies(anomalies))))).toEqual(anomalies);
      }),
    );
  });

  it('by the thousand take a few bytes each', () => {
    // Two sources report at no regular times, and something is odd at every other event.
    const anomalies = Array.from({ length: 5_000 }, (_, n): Anomaly => {
      const minutes = n * 37 + ((n * 7_919) % 31);
      const rule = anomalyRules[(n * n) % 3] ?? 'ended-twice';
      const source = `https://desk-${(n * 31) % 2}.example`;
      return { rule, version: version(2 * n + 1), at: instant(1_705_305_600_000 + minutes * 60_000), source };
    });
    const bytes = deflateRawSync(JSON.stringify(encodeAnomalies(anomalies))).length;
    expect(bytes / anomalies.length).toBeLessThan(4);
  });
});
