import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { blocksOf, uneventful } from '../../test/cohorts.ts';
import { dataFile, expected, isThere } from '../../test/expected.ts';
import { shippedCalendars } from '../calendar/shipped.ts';
import { instantOf } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { workingTimesOf } from '../registry/working-times.ts';
import { processingTimesAnswer } from './processing-times.ts';
import { working } from './working-clock.ts';

const zone = 'Europe/Amsterdam';

describe.runIf(isThere)('the working clock of the permit office agrees with independent tools', () => {
  it('in number, mean and quantiles, as the statistic says them', () => {
    const file = gunzipSync(readFileSync(dataFile('wabo-receipt', 'receipt-first-400-cases.csv.gz')));
    const events = parse<Record<string, string>>(file, { columns: true });
    const cases = new Map(events.map((event) => [event['case:concept:name'], event]));
    const at = (text = '') => (text === '' ? null : instantOf(text.replace(' ', 'T')));
    const lines = [...cases.values()].map((event, index) => ({
      agency: 'permits',
      chunk: index % 3,
      line: {
        received: at(event['case:startdate']),
        ended: at(event['case:enddate']),
        outcome: 'done',
        procedure: null,
        channel: null,
        accepted: null,
        due: null,
        ...uneventful,
      },
    }));
    const workingTimes = workingTimesOf([], zone, shippedCalendars['mon-fri']);
    const [row] = processingTimesAnswer(
      blocksOf(processingTimes.schema, lines),
      { cohort: 'received', asOf: instantOf('2012-01-01T00:00:00Z'), groupBy: [], zone },
      { clock: working(workingTimes) },
    );
    const { n, mean, inverted_cdf } = expected().working_clock.wabo_hours.value;
    const near = (hours: number) => expect.closeTo(hours, 8);
    expect(row).toMatchObject({ received: 400, closed: 397, open: 3 });
    expect(row?.duration).toEqual({
      unit: 'h',
      n,
      mean: near(mean),
      p25: near(inverted_cdf.p25),
      median: near(inverted_cdf.median),
      p75: near(inverted_cdf.p75),
      p90: near(inverted_cdf.p90),
      p95: near(inverted_cdf.p95),
    });
  });
});
