import { expect, it } from 'vitest';
import { stated } from './stated.ts';

const about = {
  asOf: '2026-11-24T03:00:00.000Z',
  projection: { name: 'processing-times', version: 6, lagSeconds: 0.4 },
  definitions: { received: 'received/1', onTimeShare: 'on-time-share/1' },
};

it('states in headers what JSON states in its body', () =>
  expect(stated(about, {})).toEqual({
    'motcua-as-of': '2026-11-24T03:00:00.000Z',
    'motcua-definitions': 'received=received/1, onTimeShare=on-time-share/1',
    'motcua-projection': 'processing-times/6',
    'motcua-lag-seconds': '0.4',
  }));

it('leaves a lag out that is not known', () =>
  expect(stated({ ...about, projection: { ...about.projection, lagSeconds: null } }, {})).not.toHaveProperty(
    'motcua-lag-seconds',
  ));

it('has what stands beside the rows as JSON that a header can hold', () => {
  const authority = { within: 'Đà Nẵng & Huế', n: 3 };
  const { 'motcua-authority': text = '', 'motcua-by-chance': none } = stated(about, {
    authority,
    byChance: null,
  });
  expect(text).toMatch(/^[ -~]+$/);
  expect(JSON.parse(text)).toEqual(authority);
  expect(none).toBe('null');
});
