import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { blocksOf, uneventful } from '../../test/cohorts.ts';
import { dataFile, expected, isThere, type OnTime } from '../../test/expected.ts';
import { startOfDay } from '../calendar/zone.ts';
import { instantOf } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { formAsOf, formII06a } from './form-ii-06a.ts';

const zone = 'Europe/Amsterdam';

/** `2010-11-29 01:06:40+01:00` */
const at = (text: string | undefined) => (text ? instantOf(text.replace(' ', 'T')) : null);

describe.runIf(isThere)('other tools say the same of the WABO receipt log', () => {
  it('online, and the share in time by Decision 766', () => {
    const file = dataFile('wabo-receipt', 'receipt-first-400-cases.csv.gz');
    const activities = parse<Record<string, string>>(gunzipSync(readFileSync(file)), { columns: true });
    const cases = new Map(activities.map((activity) => [activity['case:concept:name'], activity]));
    const lines = [...cases.values()].map((one) => {
      const received = at(one['case:startdate']);
      const ended = at(one['case:enddate']);
      return {
        agency: 'H29',
        chunk: 0,
        line: {
          ...uneventful,
          received,
          ended,
          procedure: null,
          channel: one['case:channel'] === 'Internet' ? 'online' : 'counter',
          accepted: received,
          due: at(one['case:deadline']),
          outcome: ended === null ? null : 'granted',
        },
      };
    });
    const until = startOfDay('2012-01-01', zone);
    const question = { from: startOfDay('2010-10-01', zone), until, zone, by: 'agency' as const };
    const [row] = formII06a(blocksOf(processingTimes.schema, lines), {
      ...question,
      asOf: formAsOf(until, until),
      fieldOf: () => null,
    });
    const wabo = expected().wabo_receipt as unknown as {
      on_time_share_all_766: { value: OnTime };
      open_overdue_at_horizon: { value: { overdue: number; not_yet_due: number } };
      channels: { value: Record<string, number> };
    };
    const { k, n, share, wilson95 } = wabo.on_time_share_all_766.value;
    const { overdue, not_yet_due: withinDeadline } = wabo.open_overdue_at_horizon.value;
    expect(row).toMatchObject({
      received: { total: n, online: wabo.channels.value['Internet'], carriedOver: 0 },
      inProgress: { withinDeadline, overdue },
      score766: {
        value: expect.closeTo((20 * k) / n, 9) as number,
        share: {
          value: expect.closeTo(share ?? 0, 9) as number,
          low: expect.closeTo(wilson95?.[0] ?? 0, 9) as number,
          high: expect.closeTo(wilson95?.[1] ?? 0, 9) as number,
          n,
        },
      },
    });
  });
});
