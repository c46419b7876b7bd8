import { expect, test } from 'vitest';
import { instantOf } from '../../shared/instant.ts';
import type { PlacedRow } from '../../shared/projections/projection.ts';
import { requests } from '../../shared/projections/requests.ts';
import { putChanges } from '../../shared/row-store/changes.ts';
import { compact } from '../../shared/row-store/compact.ts';
import { listAgency } from '../../shared/row-store/directory.ts';
import { readGenerations, viewOf } from '../../shared/row-store/generations.ts';
import { readKeyedBlocks } from '../../shared/row-store/read-blocks.ts';
import { readLagSeconds } from '../../shared/row-store/status.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { fakeClock } from '../../test/events.ts';
import { cityRows, zone } from '../../test/rows.ts';
import { monthsOf } from '../parameters.ts';
import { mayList, type WorkQuestion, workListPage } from './work-list.ts';

const at = instantOf('2026-11-24T03:00:00Z');
const months = Array.from({ length: 11 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`);
/** What came earlier has ended. */
const openMonths = months.slice(-3);

/** The rows of an agency as the work list has them: of the last months every third request goes on. */
const rows: PlacedRow[] = cityRows('H29', months, 660).map((row, n) => {
  const isOpen = openMonths.includes(row.month) && n % 3 === 0;
  const facts = {
    ended: isOpen ? null : (row.lines[0]?.['received'] ?? null),
    outcome: isOpen ? null : 'granted',
    status: isOpen ? 'in-progress' : 'delivered',
    unit: `unit-${n % 5}`,
    official: `official-${n % 40}`,
  };
  return { ...row, lines: row.lines.map((line) => ({ ...line, ...facts })) };
});

describeWithEngine('what a page of the work list costs', (engine) => {
  test('one agency of a city with a million cases a year, three months with open requests: 20 read units at most', async () => {
    const view = await engine().createView();
    const clock = fakeClock();
    await listAgency(view, 'H29');
    for (let start = 0; start < rows.length; start += 500) {
      const some = rows.slice(start, start + 500);
      await putChanges(
        view,
        some.map((row) => ({ agency: 'H29', month: row.month, row })),
        clock.surroundings,
      );
      clock.advance(5_000);
    }
    // The second time the watermark passes everything.
    for (let run = 0; run < 2; run++) {
      await compact(view, requests, clock.now);
      clock.advance(300_000);
    }
    const cost = async (more: Partial<WorkQuestion> = {}) => {
      const question: WorkQuestion = { overdue: false, ...more };
      engine().counter.reset();
      const { current } = await readGenerations(view, requests);
      await readLagSeconds(view);
      const isNeeded = mayList(question, monthsOf(question, zone));
      const blocks = await readKeyedBlocks(viewOf(view, current), requests, 'H29', isNeeded);
      const page = workListPage(blocks, question, at, { after: null, limit: 500 });
      return { ...engine().counter.counted(), found: page.requests.length };
    };
    const november = instantOf('2026-11-01T00:00:00+07:00');
    const open = await cost();
    const overdue = await cost({ overdue: true });
    const oneMonth = await cost({ from: november });
    const ended = await cost({ status: 'delivered', until: instantOf('2026-02-01T00:00:00+07:00') });
    console.log(
      `open: ${open.readUnits} RCU in ${JSON.stringify(open.calls)}; overdue: ${overdue.readUnits} RCU; ` +
        `received since a month: ${oneMonth.readUnits} RCU; ended, of one month: ${ended.readUnits} RCU`,
    );
    expect([open.found, oneMonth.found, ended.found]).toEqual([500, 220, 500]);
    // Pointer, lag, and the keys of three months; directory, changes, and the three months in one query.
    expect(open.calls).toEqual({ GetItem: 2 + openMonths.length, Query: 3 });
    expect(overdue.calls).toEqual(open.calls);
    for (const { calls } of [oneMonth, ended]) expect(calls).toEqual({ GetItem: 3, Query: 3 });
    for (const { readUnits } of [open, overdue, oneMonth, ended]) expect(readUnits).toBeLessThanOrEqual(20);
  });
});
