import { describe, expect, test } from 'vitest';
import { readSettings, type Settings, SettingsError } from './settings.ts';

const real = { issuer: 'https://sign-in.hue.test/', audience: 'motcua' };
const settingsOf = (context: Record<string, unknown>): Settings => readSettings((name) => context[name]);

describe('settings', () => {
  test('an issuer and an audience are enough', () => {
    expect(settingsOf(real)).toEqual({
      ...real,
      stage: 'dev',
      timeZone: 'Asia/Ho_Chi_Minh',
      calendar: 'vietnam',
      logRetention: 90,
      compactEveryMinutes: 5,
      sweepEveryMinutes: 5,
      reconcileEveryHours: 24,
      sweepRequestsPerSecond: 1000,
      dropAfterMinutes: 60,
      protectData: true,
      build: 'unknown',
    });
  });

  test.each([
    ['dev', true, 5, 60],
    ['prod', true, 5, 60],
    ['test', false, 5, 60],
    ['local', false, 1, 2],
  ])(
    'stage %s protects its data: %s, compacts and sweeps every %i minutes, drops after %i',
    (stage, protectData, minutes, dropAfterMinutes) => {
      expect(settingsOf({ ...real, stage })).toMatchObject({
        protectData,
        compactEveryMinutes: minutes,
        sweepEveryMinutes: minutes,
        dropAfterMinutes,
      });
    },
  );

  test.each([
    ['Asia/Ho_Chi_Minh', undefined, 'vietnam'],
    ['Europe/Berlin', undefined, 'mon-fri'],
    ['Asia/Ho_Chi_Minh', 'mon-fri', 'mon-fri'],
    ['Asia/Bangkok', 'vietnam', 'vietnam'],
  ])('in %s, calendar %s is %s', (timeZone, calendar, expected) => {
    expect(settingsOf({ ...real, timeZone, calendar }).calendar).toBe(expected);
  });

  test('numbers may come from the command line', () => {
    const settings = settingsOf({ ...real, logRetentionDays: '365', compactEveryMinutes: '15' });
    expect(settings).toMatchObject({ logRetention: 365, compactEveryMinutes: 15 });
  });

  test('the emulator may issue its tokens over http', () => {
    expect(settingsOf({ ...real, stage: 'local', issuer: 'http://127.0.0.1:4571' }).issuer).toBe(
      'http://127.0.0.1:4571',
    );
  });

  test('the placeholder of cdk.json serves a first synth', () => {
    expect(settingsOf({ ...real, issuer: 'https://issuer.example' }).stage).toBe('dev');
  });

  test.each([
    ['no issuer', { issuer: undefined }, 'issuer is missing'],
    ['no audience', { audience: undefined }, 'audience is missing'],
    ['an empty audience', { audience: '' }, 'audience must not be empty'],
    ['an issuer that is no URL', { issuer: 'hue' }, 'issuer is missing or no URL'],
    [
      'a placeholder in production',
      { stage: 'prod', issuer: 'https://issuer.example' },
      `issuer is cdk.json's`,
    ],
    [
      'a placeholder on the emulator',
      { stage: 'local', issuer: 'https://issuer.example' },
      `issuer is cdk.json's`,
    ],
    ['plain http in production', { issuer: 'http://sign-in.hue.test' }, 'issuer must be an https URL'],
    ['a stage with a capital', { stage: 'Prod' }, 'stage must be'],
    ['an unknown zone', { timeZone: 'Asia/Nowhere' }, 'timeZone must be'],
    ['an unknown calendar', { calendar: 'laos' }, 'calendar must be one of vietnam, mon-fri'],
    ['an offset for a zone', { timeZone: '+07:00' }, 'timeZone must be'],
    ['a retention that CloudWatch lacks', { logRetentionDays: '12' }, 'logRetentionDays must be'],
    ['no whole minutes', { compactEveryMinutes: '0.5' }, 'compactEveryMinutes must be whole'],
    ['a drop while a batch may run', { dropAfterMinutes: '1' }, 'dropAfterMinutes must be 2'],
    ['a reconciler that never comes', { reconcileEveryHours: '0' }, 'reconcileEveryHours'],
    ['sweeps that stand still', { sweepRequestsPerSecond: '0' }, 'sweepRequestsPerSecond'],
    ['no minutes at all', { compactEveryMinutes: 'often' }, 'compactEveryMinutes must be whole'],
  ])('%s is refused in one line', (_name, wrong, message) => {
    const read = () => settingsOf({ ...real, ...wrong });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(message);
    expect(read).toThrow(/^settings: [^\n]+ \(say -c name=value, or change cdk\.json\)$/);
  });

  test('one line names all that is wrong', () => {
    expect(() => settingsOf({ stage: '1' })).toThrow(/stage .*; issuer .*; audience /);
  });
});
