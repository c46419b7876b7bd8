import type { Claims } from '../local/issuer.ts';

/** The agencies of the authorization matrix: `own` holds the request that is asked about. */
export const agencies = {
  parent: 'ZA',
  own: 'ZA.1',
  child: 'ZA.1.1',
  foreign: 'ZB',
  /** Where the request was forwarded to, for those who had part in it before or since. */
  receiver: 'ZC',
} as const;

const { parent, own, child, foreign, receiver } = agencies;
const send = { scope: 'events:write personal:read' };
const ask = { scope: 'statistics:read' };
const operate = { scope: 'operate events:write statistics:read personal:read' };

/** Everyone who may knock, by the claims of their tokens; null sends no token. The claims can be any issuer's. */
export const callers = {
  'no token': null,
  'an expired token': { ...operate, exp: 1 },
  'a token for another API': { ...operate, aud: 'another' },
  'no scope': { scope: '' },
  'scopes of another API': { scope: 'another/operate another/events:write' },
  'two agencies': { ...operate, agency: [own, foreign] },
  'an agency of a wrong kind': { ...operate, agency: { code: own } },
  analyst: ask,
  'analyst of own': { ...ask, agency: own },
  'analyst of foreign': { ...ask, agency: foreign },
  'reader of own': { scp: ['statistics:read', 'personal:read'], agency: own },
  'reader everywhere': { scp: ['statistics:read', 'personal:read'] },
  'sender of own': { scope: 'events:write', agency: own },
  'agency own': { ...send, agency: own },
  'agency child': { ...send, agency: child },
  'agency parent': { ...send, agency: parent },
  'agency foreign': { ...send, agency: foreign },
  'agency everywhere': send,
  'client of no source': { ...send, agency: own, client_id: 'unregistered' },
  'machine client of own': { scope: `motcua/events:write motcua/personal:read agency/${own}` },
  'machine client without its agency': { scope: 'motcua/events:write motcua/personal:read' },
  'former holder': { ...send, agency: own },
  receiver: { ...send, agency: receiver },
  stranger: { ...send, agency: foreign },
  operator: operate,
  'operator of own': { ...operate, agency: own },
  'operator of own, of no source': { ...operate, agency: own, client_id: 'unregistered' },
  'operator of foreign': { ...operate, agency: foreign },
} as const satisfies Record<string, Claims | null>;

export type CallerName = keyof typeof callers;
