import { describe, expect, test } from 'vitest';
import { readSettings, type Settings, SettingsError } from './settings.ts';

const real = { issuer: 'https://sign-in.hue.test/', audience: 'motcua' };
const settingsOf = (context: Record<string, unknown>): Settings => readSettings((name) => context[name]);

describe('settings', () => {
  test('none is needed: without an issuer the stack makes one', () => {
    expect(settingsOf({})).toEqual({
      stage: 'dev',
      timeZone: 'Asia/Ho_Chi_Minh',
      calendar: 'vietnam',
      agencyClients: [],
      throttleRate: 500,
      throttleBurst: 500,
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

  test('an issuer comes with its audiences', () => {
    const { issuer } = settingsOf(real);
    expect(issuer).toEqual({ url: 'https://sign-in.hue.test/', audiences: ['motcua'] });
    expect(settingsOf({ ...real, audience: 'one, other' }).issuer?.audiences).toEqual(['one', 'other']);
  });

  test('agencies get clients of their own in the pool', () => {
    expect(settingsOf({ agencyClients: 'H29.07, H30' }).agencyClients).toEqual(['H29.07', 'H30']);
    expect(settingsOf({ agencyClients: '' }).agencyClients).toEqual([]);
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
    const settings = settingsOf({ logRetentionDays: '365', compactEveryMinutes: '15', throttleRate: '50' });
    expect(settings).toMatchObject({ logRetention: 365, compactEveryMinutes: 15, throttleRate: 50 });
  });

  test('the emulator may issue its tokens over http', () => {
    expect(settingsOf({ ...real, stage: 'local', issuer: 'http://127.0.0.1:4571' }).issuer?.url).toBe(
      'http://127.0.0.1:4571',
    );
  });

  test.each([
    ['no issuer', { issuer: undefined }, 'issuer is missing'],
    ['no audience', { audience: undefined }, 'audience is missing'],
    ['an empty audience', { audience: '' }, 'audience must not be empty'],
    ['an issuer that is no URL', { issuer: 'hue' }, 'issuer must be the URL'],
    ['clients beside an issuer', { agencyClients: 'H29' }, 'agencyClients are of the Cognito'],
    ['plain http in production', { issuer: 'http://sign-in.hue.test' }, 'issuer must be an https URL'],
    ['a call rate of nothing', { throttleRate: '0' }, 'throttleRate'],
    ['a burst that is no number', { throttleBurst: 'high' }, 'throttleBurst must be a whole number'],
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

  test.each([
    ['with a space', 'H29 07', 'must be codes'],
    ['that are the wildcard of the pool', '*', 'must be codes'],
    ['named twice', 'H29,H29', 'names an agency twice'],
    [
      'more than the gateway takes',
      Array.from({ length: 49 }, (_, n) => `H${n}`).join(),
      'may be 48 at most',
    ],
  ])('agencies %s get no clients', (_name, agencyClients, message) =>
    expect(() => settingsOf({ agencyClients })).toThrow(message),
  );

  test('one line names all that is wrong', () => {
    expect(() => settingsOf({ stage: '1', issuer: 'hue', throttleRate: 'high' })).toThrow(
      /stage .*; issuer .*; throttleRate /,
    );
  });
});
