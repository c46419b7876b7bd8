import { expect, test } from 'vitest';
import { reachableApiUrl } from './deploy.ts';

test('the API is reached under a path of the emulator', () => {
  expect(reachableApiUrl('http://1972f7a0.execute-api.localhost:4599', 'http://127.0.0.1:4599')).toBe(
    'http://127.0.0.1:4599/_aws/execute-api/1972f7a0/$default',
  );
});
