import { beforeAll, describe, expect, inject, test } from 'vitest';
import { requestAnswer } from '../functions/requests/requests-answers.ts';
import { importFile } from '../local/import/import-file.ts';
import { call, compact, processingTimes, projected } from './ask.ts';
import { expectDurations, expectOnTime } from './durations.ts';
import { dataFile, expected, isThere } from './expected.ts';
import { rebuildWhileEventsArrive } from './rebuilding.ts';

const file = dataFile('boston311', 'boston311-2013-2015.csv.gz');
const receipts = { from: '2013-01-01', to: '2016-01-01' };

describe.runIf(isThere)('14,584 requests of Boston, through the importer and the API', () => {
  const boston = isThere ? expected().boston311 : (undefined as never);

  beforeAll(async () => {
    const hub = { apiUrl: inject('apiUrl'), token: inject('tokens').operator };
    const summary = await importFile({ mapping: 'boston311', file, ...hub });
    expect(summary).toMatchObject({ rows: boston.rows.value, badRows: 0, rejected: 0 });
    await projected(receipts, boston.rows.value);
  }, 900_000);

  test('counts, on time and durations of the whole', async () => {
    const [row] = await processingTimes(receipts);
    if (row === undefined) throw new Error('no row');
    const { closed_by_target: onTime, closed_late: late, open_with_sla: overdue } = boston.recomputed.value;
    expect(row).toMatchObject({
      received: boston.rows.value,
      closed: boston.closed.value,
      open: boston.open.value,
    });
    expect(row).toMatchObject({ onTime, late, overdue });
    expectOnTime(row, boston.on_time_share_closed_with_sla.value);
    expectDurations(row, boston.hours_open_to_close_without_negatives.value, 1);
  });

  test('three requests close before they open: kept, counted as an anomaly, and not among the durations', async () => {
    const { n, ids } = boston.closed_before_open.value;
    const [row] = await processingTimes(receipts);
    expect(row?.anomalies.closedBeforeOpened).toBe(n);
    expect(row?.duration.n).toBe(boston.closed.value - n);
    for (const id of ids) {
      const request = requestAnswer.parse(
        await (await call(`/v1/requests/${id}`, { role: 'analyst' })).json(),
      );
      expect(request.status).toBe('resolved');
      expect(request.anomalies.map(({ rule }) => rule)).toContain('closed-before-opened');
    }
  });

  test('every department', async () => {
    // Other agencies of this hub may have carried requests into the period; here only what was received counts.
    const rows = (await processingTimes({ ...receipts, 'group-by': 'agency' })).filter(
      ({ received }) => received > 0,
    );
    expect(new Set(rows.map(({ group }) => group.agency))).toEqual(
      new Set(Object.keys(boston.by_department.value)),
    );
    for (const row of rows) {
      const name = row.group.agency ?? '';
      const counts = boston.by_department.value[name];
      const durations = boston.by_department_without_negatives.value[name];
      if (!counts || !durations) throw new Error(`nothing is expected of ${name}`);
      expect(row).toMatchObject({ received: counts.n, closed: counts.closed, open: counts.open });
      expectOnTime(row, counts.on_time_closed_with_sla);
      expectDurations(row, durations, 1);
    }
  });

  test('the compactor changes no answer', async () => {
    const ask = () => processingTimes({ ...receipts, 'group-by': 'agency,procedure,month' });
    const before = await ask();
    await compact();
    expect(await ask()).toEqual(before);
  });

  test('the rows are rebuilt while events arrive; no answer disappears, and none is another afterwards', async () => {
    const ask = () => processingTimes({ ...receipts, 'group-by': 'agency,procedure,month' });
    const before = await ask();
    await rebuildWhileEventsArrive(['processing-times'], [receipts]);
    expect(await ask()).toEqual(before);
  });
});
