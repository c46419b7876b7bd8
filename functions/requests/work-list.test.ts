import { describe, expect, it } from 'vitest';
import { instant } from '../../shared/instant.ts';
import { requests } from '../../shared/projections/requests.ts';
import { columnsOf } from '../../shared/segment/column.ts';
import { workListPage } from './work-list.ts';

const at = instant(1_000);

/** A request of one agency at a version: on its way, or ended then. */
const block = (agency: string, version: number, ended: number | null) => ({
  agency,
  keys: [{ request: 'R-1', version }],
  columns: columnsOf(requests.schema, [
    {
      received: 0,
      ended,
      procedure: 'permit',
      channel: 'counter',
      accepted: 1,
      due: 900,
      status: ended === null ? 'accepted' : 'resolved',
      unit: null,
      official: null,
      outcome: ended === null ? null : 'granted',
    },
  ]),
});

describe('a request that moved to another agency while the list was read', () => {
  const blocks = [block('A', 5, null), block('B', 6, 800)];
  const listed = (question: object, order = blocks) =>
    workListPage(order, { overdue: false, ...question }, at, { after: null, limit: 10 }).requests.map(
      ({ agency, version, status }) => [agency, version, status],
    );

  it.each([
    ['as read', blocks],
    ['the other way round', blocks.toReversed()],
  ])('is listed as it is by the newer row, whatever the older says (%s)', (_name, order) => {
    expect(listed({}, order)).toEqual([]);
    expect(listed({ overdue: true }, order)).toEqual([]);
    expect(listed({ status: 'accepted' }, order)).toEqual([]);
    expect(listed({ status: 'resolved' }, order)).toEqual([['B', 6, 'resolved']]);
  });
});
