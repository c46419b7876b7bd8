import { expect, test } from 'vitest';
import { readArguments, WrongUsage } from './arguments.ts';

test('without flags: the sample, a free port, the zone of the sample city', () => {
  expect(readArguments([])).toEqual({
    sample: true,
    timeZone: 'Asia/Ho_Chi_Minh',
    detach: false,
    help: false,
  });
});

test('every flag', () => {
  const given = ['--no-sample', '--port', '4567', '--detach', '--time-zone', 'America/New_York'];
  const expected = { sample: false, port: 4567, detach: true, timeZone: 'America/New_York', help: false };
  expect(readArguments(given)).toEqual(expected);
});

test.for([
  [['--unknown'], /--unknown/],
  [['--port', '0'], /--port 0/],
  [['--port', '70000'], /--port 70000/],
  [['--port', 'x'], /--port x/],
  [['--time-zone', 'Mars/Olympus'], /Mars\/Olympus/],
  [['extra'], /extra/],
] as const)('%j is refused in one line', ([given, message]) => {
  expect(() => readArguments(given)).toThrow(WrongUsage);
  expect(() => readArguments(given)).toThrow(message);
  expect(() => readArguments(given)).not.toThrow(/\n/);
});
