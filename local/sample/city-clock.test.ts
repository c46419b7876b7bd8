import { expect, test } from 'vitest';
import { cityClock } from './city-clock.ts';

const clock = cityClock('Asia/Ho_Chi_Minh');
const text = (instant: number) => clock.text(instant);
const fridayMorning = Date.parse('2024-01-19T09:00:00+07:00');

test('instants are written with the local offset', () => {
  expect(text(clock.at('2024-01-19', 9 * 60))).toBe('2024-01-19T09:00:00+07:00');
  expect(clock.day(Date.parse('2024-01-31T20:00:00Z'))).toBe('2024-02-01');
  expect(cityClock('UTC').text(fridayMorning)).toBe('2024-01-19T02:00:00+00:00');
  expect(cityClock('America/New_York').text(fridayMorning)).toBe('2024-01-18T21:00:00-05:00');
});

test('offices open at 7:30 on weekdays', () => {
  expect(clock.whenOpen(fridayMorning)).toBe(fridayMorning);
  expect(text(clock.whenOpen(Date.parse('2024-01-19T03:00:00+07:00')))).toBe('2024-01-19T07:30:00+07:00');
  expect(text(clock.whenOpen(Date.parse('2024-01-19T17:00:00+07:00')))).toBe('2024-01-22T07:30:00+07:00');
  expect(text(clock.whenOpen(Date.parse('2024-01-20T10:00:00+07:00')))).toBe('2024-01-22T07:30:00+07:00');
});

test('open minutes go on over nights and weekends', () => {
  expect(text(clock.plusOpenMinutes(fridayMorning, 60))).toBe('2024-01-19T10:00:00+07:00');
  expect(text(clock.plusOpenMinutes(fridayMorning, 9 * 60))).toBe('2024-01-22T08:30:00+07:00');
  expect(text(clock.plusOpenMinutes(fridayMorning, 9.5 * 60 * 10))).toBe('2024-02-02T09:00:00+07:00');
});

test('a request is due at closing time of the n-th working day', () => {
  expect(text(clock.due(fridayMorning, 1))).toBe('2024-01-22T17:00:00+07:00');
  expect(text(clock.due(fridayMorning, 10))).toBe('2024-02-02T17:00:00+07:00');
});
