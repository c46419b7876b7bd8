import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { loadMapping } from '../../local/import/load-mapping.ts';
import { readAll } from '../../local/import/read-all.ts';
import { sharedData } from '../../local/import/shared-data.ts';
import { dataFile, isThere } from '../../test/expected.ts';
import { blocksOfHistories } from '../../test/lines.ts';
import { startOfDay } from '../calendar/zone.ts';
import { instantOf } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { flow } from './flow.ts';

/** The months of real records, as pandas counts them, against the flow of the lines that the importer's events make. */
type Month = { month: string; received: number; closed: number; backlog_end: number };
type Expected = Record<'wabo_receipt' | 'boston311', { monthly: { value: Month[] } }>;

const sources = [
  ['wabo_receipt', 'wabo-receipt', 'Europe/Amsterdam'],
  ['boston311', 'boston311', 'America/New_York'],
] as const;

describe.runIf(isThere)('the months of', () => {
  test.each(sources)('%s', async (key, name, zone) => {
    const { monthly } = (JSON.parse(readFileSync(dataFile('expected', 'expected.json'), 'utf8')) as Expected)[
      key
    ];
    const text = gunzipSync(await readFile(sharedData(name) ?? '')).toString();
    const { events } = await readAll(text, await loadMapping(name));
    const histories = [...Map.groupBy(events as MotcuaEvent[], ({ subject }) => subject).values()];
    const question = {
      from: startOfDay(`${monthly.value[0]?.month}-01`, zone),
      until: startOfDay('2022-01-01', zone),
      asOf: instantOf('2026-11-24T00:00:00Z'),
      by: 'month',
      groupBy: [],
      zone,
    } as const;
    const [all] = flow(blocksOfHistories(processingTimes, histories, zone), question);
    const found = all?.rows.map(({ period, received, closed, backlogEnd }) => ({
      month: period,
      received,
      closed,
      backlog_end: backlogEnd,
    }));
    expect(monthly.value.length).toBeGreaterThan(12);
    expect(found?.slice(0, monthly.value.length)).toEqual(monthly.value);
    // Nothing came or went after them.
    expect(found?.slice(monthly.value.length).some(({ received, closed }) => received + closed > 0)).toBe(
      false,
    );
    expect(all?.rows.every(({ reopened, otherEnds }) => reopened + otherEnds === 0)).toBe(true);
  });
});
