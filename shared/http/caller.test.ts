import { describe, expect, it } from 'vitest';
import { callerOf, requireAgency, requireScope } from './caller.ts';
import { Problem } from './problem.ts';

const callerWith = (claims: Record<string, unknown>) =>
  callerOf({ requestContext: { authorizer: { jwt: { claims } } } });

const refusal = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return `${error.document.status} ${error.document.type.split(':').at(-1)}`;
    throw error;
  }
  return 'allowed';
};

describe('who calls', () => {
  it.each([{}, { authorizer: {} }, { authorizer: { jwt: {} } }])(
    'is nobody without claims: %o',
    (requestContext) => expect(refusal(() => callerOf({ requestContext }))).toBe('401 unauthenticated'),
  );

  it.each([
    [{ client_id: 'desk', sub: 'subject' }, 'desk'],
    [{ sub: 'subject' }, 'subject'],
    [{}, 'unknown'],
  ])('%o is %s', (claims, client) => expect(callerWith(claims).client).toBe(client));

  it.each([
    [{ agency: 'H29.07' }, 'H29.07'],
    [{}, undefined],
    [{ agency: '' }, undefined],
  ])('%o is limited to %s', (claims, agency) => expect(callerWith(claims).agency).toBe(agency));

  it.each([7, false, ['H29', 'H30'], { code: 'H29' }])(
    'an agency claim that is no text, %o, allows less and not more',
    (agency) => {
      const caller = callerWith({ agency });
      expect(refusal(() => requireAgency(caller, 'H29'))).toBe('403 foreign-agency');
    },
  );
});

describe('scopes', () => {
  it.each([
    ['events:write', 'allowed'],
    ['statistics:read events:write', 'allowed'],
    ['operate', 'allowed'],
    ['statistics:read', '403 missing-scope'],
    ['events:writes', '403 missing-scope'],
    ['', '403 missing-scope'],
    [undefined, '403 missing-scope'],
    [['events:write'], '403 missing-scope'],
  ])('%o to write or operate: %s', (scope, expected) =>
    expect(refusal(() => requireScope(callerWith({ scope }), 'events:write', 'operate'))).toBe(expected),
  );
});

describe('agencies', () => {
  it.each([
    [undefined, 'H30', 'allowed'],
    [undefined, undefined, 'allowed'],
    ['H29', 'H29', 'allowed'],
    ['H29', 'H29.07', 'allowed'],
    ['H29', 'H290', '403 foreign-agency'],
    ['H29.07', 'H29', '403 foreign-agency'],
    ['H29.07', undefined, '403 foreign-agency'],
  ])('a token of %s asks for %s: %s', (own, asked, expected) => {
    const caller = callerWith({ ...(own !== undefined && { agency: own }) });
    expect(refusal(() => requireAgency(caller, asked))).toBe(expected);
  });
});
