import { expect, test, vi } from 'vitest';
import { catalogue } from './catalogue.ts';

vi.mock('../../events/upcasters.ts', () => import('../../test/former-versions.ts'));
vi.mock('../../events/former-types.ts', () => import('../../test/former-versions.ts'));

test('the catalogue lists former versions, with the one each is read as', () =>
  expect(catalogue().former).toMatchObject([
    { type: 'motcua.request.closed.v1', readAs: 'motcua.request.closed.v2', example: { result: 'yes' } },
    {
      type: 'motcua.request.closed.v2',
      readAs: 'motcua.request.resolved.v1',
      schema: { required: ['decision', 'clerk'], additionalProperties: false },
    },
  ]));
