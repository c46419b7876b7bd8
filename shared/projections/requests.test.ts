import { expect, test } from 'vitest';
import { accepted, assigned, at, resolved, streamOf, submitted } from '../../test/builders.ts';
import { instantText } from '../instant.ts';
import { snapshotOf } from '../request/snapshot.ts';
import { rowOf } from './projection.ts';
import { requests } from './requests.ts';

const rowOfEvents = (...events: Parameters<typeof streamOf>[0]) =>
  rowOf(requests, snapshotOf(streamOf(events)), 'Asia/Ho_Chi_Minh');

const begin = [submitted(0), accepted(5, { due: instantText(at(600)) })];

test('a line says where a request stands, with whom and until when', () => {
  const row = rowOfEvents(...begin, assigned(10, { unit: 'desk-1', official: 'ann' }));
  expect(row).toMatchObject({ request: 'R-1', version: 3, agency: 'H29.07', month: '2024-01' });
  expect(row?.lines).toEqual([
    {
      received: at(0),
      ended: null,
      procedure: 'permit',
      channel: 'counter',
      accepted: at(5),
      due: at(600),
      status: 'in-progress',
      unit: 'desk-1',
      official: 'ann',
      outcome: null,
    },
  ]);
});

test('one that ended stays, with its outcome', () => {
  expect(rowOfEvents(...begin, resolved(60))?.lines).toMatchObject([
    { ended: at(60), status: 'resolved', outcome: 'granted' },
  ]);
});

test('one that was not submitted has no line', () => {
  expect(rowOfEvents(resolved(60))).toBeNull();
});
