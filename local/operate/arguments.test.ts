import { expect, test } from 'vitest';
import { projections } from '../../infra/projections.ts';
import { readArguments, WrongUsage } from './arguments.ts';

const all = [...projections];

test.for([
  [['status'], { command: { name: 'status' } }],
  [['verify'], { command: { name: 'verify', projections: all } }],
  [['verify', 'satisfaction'], { command: { name: 'verify', projections: ['satisfaction'] } }],
  [['reconcile'], { command: { name: 'reconcile', projections: all } }],
  [['redrive'], { command: { name: 'redrive', queues: [...all, 'unpublished'] } }],
  [['redrive', 'unpublished'], { command: { name: 'redrive', queues: ['unpublished'] } }],
  [['rebuild', 'satisfaction'], { command: { name: 'rebuild', projection: 'satisfaction' } }],
  [
    ['rebuild', 'satisfaction', '--agency', 'H29', '--from', '2024-01', '--to', '2024-03'],
    {
      command: {
        name: 'rebuild',
        projection: 'satisfaction',
        part: { agency: 'H29', fromMonth: '2024-01', toMonth: '2024-03' },
      },
    },
  ],
  [['--stage', 'prod', 'status'], { stage: 'prod', command: { name: 'status' } }],
  [['status', '--connection', 'x.json'], { connection: 'x.json', command: { name: 'status' } }],
  [['--help', 'rebuild'], { command: { name: 'help' } }],
] as const)('%j', ([given, expected]) => expect(readArguments(given)).toEqual(expected));

test.for([
  [[], /a command is missing/],
  [['statu'], /statu is no command/],
  [['status', 'satisfaction'], /one word too many/],
  [['verify', 'satisfaction', 'processing-times'], /one word too many/],
  [['verify', 'durations'], /durations is no projection: processing-times, satisfaction/],
  [['verify', 'unpublished'], /unpublished is no projection/],
  [['redrive', 'everything'], /everything is no queue/],
  [['rebuild'], /rebuild what/],
  [['rebuild', 'satisfaction', '--from', '2024-13'], /--from 2024-13/],
  [['rebuild', 'satisfaction', '--to', '2024'], /--to 2024 /],
  [['rebuild', 'satisfaction', '--from', '2024-02', '--to', '2024-01'], /is after/],
  [['rebuild', 'satisfaction', '--agency', ''], /--agency/],
  [['verify', '--agency', 'H29'], /belong to rebuild/],
  [['status', '--stage', 'prod', '--connection', 'x'], /two hubs/],
  [['status', '--stage', 'a/b'], /not the name of a stage/],
  [['status', '--force'], /--force/],
] as const)('%j is refused in one line', ([given, message]) => {
  expect(() => readArguments(given)).toThrow(WrongUsage);
  expect(() => readArguments(given)).toThrow(message);
  expect(() => readArguments(given)).not.toThrow(/\n/);
});
