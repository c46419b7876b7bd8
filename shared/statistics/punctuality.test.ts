import { expect, test } from 'vitest';
import { instantOf } from '../instant.ts';
import { type Band, bandsIn } from './punctuality.ts';

/** Wall times of Hanoi, seven hours ahead of UTC: its midnight is 17:00 there. */
const at = (text: string): number => (text === '' ? Number.NaN : instantOf(`${text}+07:00`));

test.each<[string, string, string, Band | undefined]>([
  ['the evening before the day', '2024-01-25T23:59:59.999', '2024-01-26T17:00:00', 'early'],
  ['the first instant of the day', '2024-01-26T00:00:00.000', '2024-01-26T17:00:00', 'onTime'],
  ['the due instant itself', '2024-01-26T17:00:00.000', '2024-01-26T17:00:00', 'onTime'],
  ['a millisecond after it', '2024-01-26T17:00:00.001', '2024-01-26T17:00:00', 'late'],
  ['weeks before', '2024-01-02T08:00:00.000', '2024-01-26T17:00:00', 'early'],
  ['due at midnight: the day before', '2024-01-24T23:59:59.999', '2024-01-26T00:00:00', 'early'],
  ['due at midnight: that day', '2024-01-25T00:00:00.000', '2024-01-26T00:00:00', 'onTime'],
  ['due at midnight: midnight itself', '2024-01-26T00:00:00.000', '2024-01-26T00:00:00', 'onTime'],
  ['due at midnight: after it', '2024-01-26T00:00:00.001', '2024-01-26T00:00:00', 'late'],
  ['without a due date', '2024-01-26T00:00:00.000', '', undefined],
  ['not ended', '', '2024-01-26T00:00:00.000', undefined],
])('%s', (_name, ended, due, band) => {
  expect(bandsIn('Asia/Ho_Chi_Minh')(at(ended), at(due))).toBe(band);
});
