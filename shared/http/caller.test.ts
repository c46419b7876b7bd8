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
    [{ azp: 'desk', sub: 'subject' }, 'desk'],
    [{ cid: 'desk', sub: 'subject' }, 'desk'],
    [{ appid: 'desk', sub: 'subject' }, 'desk'],
    [{ sub: 'subject' }, 'subject'],
    [{ client_id: ['desk'], sub: 'subject' }, 'subject'],
    [{}, 'unknown'],
  ])('%o is %s', (claims, client) => expect(callerWith(claims).client).toBe(client));

  it('is an operator by the scope operate', () => {
    expect(callerWith({ scope: 'operate' }).isOperator).toBe(true);
    expect(callerWith({ scope: 'motcua/operate agency/*' }).isOperator).toBe(true);
    expect(callerWith({ scope: 'events:write statistics:read personal:read' }).isOperator).toBe(false);
  });
});

describe('the agency that a token is limited to', () => {
  it.each([
    [{}, undefined],
    [{ agency: 'H29.07' }, 'H29.07'],
    [{ agency: 'Sở Y tế' }, 'Sở Y tế'],
    [{ agency: '[H29.07]' }, 'H29.07'],
    [{ agency: ['H29.07'] }, 'H29.07'],
    [{ scope: 'events:write agency/H29.07' }, 'H29.07'],
    [{ scope: 'motcua/events:write agency/H29.07' }, 'H29.07'],
    [{ scope: 'agency/H29.07', agency: 'H29.07' }, 'H29.07'],
    [{ scope: 'agency/* agency/H29.07' }, 'H29.07'],
    [{ scope: 'agency/*', agency: 'H29.07' }, 'H29.07'],
    [{ scope: 'motcua/events:write agency/*' }, undefined],
    [{ scope: 'motcua/events:write', agency: 'H29.07' }, 'H29.07'],
    [{ scp: ['agency/H29.07'], scope: 'events:write' }, 'H29.07'],
  ])('of %o is %s', (claims, agency) => expect(callerWith(claims).agency).toBe(agency));

  it.each([
    7,
    false,
    null,
    '',
    ' ',
    '*',
    [],
    '[]',
    ['H29', 'H30'],
    '[H29 H30]',
    ['H29', 7],
    { code: 'H29' },
    '{}',
  ])('is not clear from the claim %j, which allows nothing rather than everything', (agency) =>
    expect(refusal(() => callerWith({ agency }))).toBe('403 unclear-agency'),
  );

  it.each([
    [{ scope: 'agency/H29 agency/H30' }],
    [{ scope: 'agency/H29 agency/H29.07' }],
    [{ scope: 'agency/H29', agency: 'H29.07' }],
    [{ scope: 'agency/' }],
    // Cognito grants what a client asks for: an agency's client could have left its agency out.
    [{ scope: 'motcua/events:write' }],
    [{ scp: '[motcua/events:write other/thing]' }],
  ])('is not clear from %o', (claims) =>
    expect(refusal(() => callerWith(claims))).toBe('403 unclear-agency'),
  );
});

describe('scopes', () => {
  const writes = (claims: Record<string, unknown>) =>
    refusal(() => requireScope(callerWith(claims), 'events:write', 'operate'));

  it.each([
    ['events:write', 'allowed'],
    ['statistics:read events:write', 'allowed'],
    ['operate', 'allowed'],
    ['agency/* motcua/events:write', 'allowed'],
    [['statistics:read', 'events:write'], 'allowed'],
    ['[statistics:read events:write]', 'allowed'],
    ['statistics:read', '403 missing-scope'],
    ['events:writes', '403 missing-scope'],
    ['Operate', '403 missing-scope'],
    ['other/operate', '403 missing-scope'],
    ['motcua/other/operate agency/*', '403 missing-scope'],
    ['motcua.operate', '403 missing-scope'],
    ['[[operate]]', '403 missing-scope'],
    ['events:write,operate', '403 missing-scope'],
    ['{"may":"never operate here"}', '403 missing-scope'],
    ['map[may:never operate here]', '403 missing-scope'],
    [[['operate']], '403 missing-scope'],
    [['operate', 7], '403 missing-scope'],
    [{ operate: true }, '403 missing-scope'],
    [true, '403 missing-scope'],
    ['', '403 missing-scope'],
    [null, '403 missing-scope'],
    [undefined, '403 missing-scope'],
  ])('%j to write or operate, as scope or as scp: %s', (claim, expected) => {
    expect(writes({ scope: claim })).toBe(expected);
    expect(writes({ scp: claim })).toBe(expected);
  });

  it('are those of both claims, and none that the hub does not know', () => {
    const { scopes } = callerWith({ scope: 'openid events:write', scp: ['personal:read', 'email'] });
    expect([...scopes].sort()).toEqual(['events:write', 'personal:read']);
  });
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
