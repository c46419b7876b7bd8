import { agencyCode } from '../../events/fields.ts';
import { isWithin } from '../request/participation.ts';
import { Problem } from './problem.ts';

export const scopes = ['events:write', 'statistics:read', 'operate', 'personal:read'] as const;
export type Scope = (typeof scopes)[number];

/** Who calls, by the token that the gateway has verified. */
export type Caller = {
  readonly client: string;
  /** The token speaks for this agency and those under it; without one, for every agency. */
  readonly agency?: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly isOperator: boolean;
};

type Claims = Readonly<Record<string, unknown>>;

/** The verified claims as API Gateway hands them over; absent on public routes. */
export type Authorized = {
  readonly requestContext: { readonly authorizer?: { readonly jwt?: { readonly claims?: Claims } } };
};

/** The resource server whose scopes these are, as Cognito writes it before each: `motcua/events:write`. */
export const resourceServer = 'motcua';
/** A scope of this one, `agency/H29.07`, names the agency where a client's tokens can have no claims of their own. */
export const agencyServer = 'agency';
export const everyAgency = '*';

/** A list that issuer or gateway wrote as text: `a b`, or `[a b]` for what was an array. Anything else is no list. */
const listed = /^(?:\[([^"[\]{}]*)\]|([^"[\]{}]*))$/;

/** The scopes in a claim. What is neither such a text nor an array of texts holds none. */
const scopesIn = (claim: unknown): readonly string[] => {
  const text =
    Array.isArray(claim) && claim.every((each) => typeof each === 'string') ? claim.join(' ') : claim;
  const [, array, plain] = (typeof text === 'string' && listed.exec(text)) || [];
  return (array ?? plain ?? '').split(' ');
};

/** Those of a resource server's scopes, without its name. */
const without = (server: string, given: readonly string[]): readonly string[] =>
  given.filter((each) => each.startsWith(`${server}/`)).map((each) => each.slice(server.length + 1));

const unclear = (detail: string): never => {
  throw new Problem('unclear-agency', detail);
};

/** The agency of the claim, where there is the claim. @throws Problem (403) where it is there and names no agency */
const claimedAgency = (claim: unknown): readonly string[] => {
  if (claim === undefined) return [];
  const only = Array.isArray(claim) && claim.length === 1 ? (claim[0] as unknown) : claim;
  const text = typeof only === 'string' ? (/^\[(\S+)\]$/.exec(only)?.[1] ?? only) : only;
  const { success, data } = agencyCode.safeParse(text);
  return success ? [data] : unclear('The claim agency of the token is not the code of one agency.');
};

/**
 * The agency that the token is limited to. It is one: an event records in whose name it was sent. A client may leave
 * scopes out when it asks for a token, so where the limit is a scope, leaving it out must not lift the limit.
 * @throws Problem (403) where the token names several, or does not say
 */
const agencyOf = (claim: unknown, given: readonly string[]): string | undefined => {
  const named = without(agencyServer, given);
  const codes = named.filter((each) => each !== everyAgency);
  const [agency, ...others] = new Set([...claimedAgency(claim), ...codes.flatMap(claimedAgency)]);
  if (others.length > 0)
    unclear('The token names several agencies; it can speak for one and those under it.');
  if (agency === undefined && named.length === 0 && without(resourceServer, given).length > 0)
    unclear(`Ask for the token with the scope ${agencyServer}/… of your client, or without naming scopes.`);
  return agency;
};

const isText = (claim: unknown): claim is string => typeof claim === 'string' && claim !== '';

/** The client by whatever name the issuer gives it: RFC 9068, OIDC, Okta, Entra; else whom the token is about. */
const clientOf = ({ client_id, azp, cid, appid, sub }: Claims): string =>
  [client_id, azp, cid, appid, sub].find(isText) ?? 'unknown';

/** @throws Problem 401 where no verified token came with the call, 403 where its agency is not clear */
export const callerOf = ({ requestContext }: Authorized): Caller => {
  const claims = requestContext.authorizer?.jwt?.claims;
  if (!claims)
    throw new Problem('unauthenticated', 'Send Authorization: Bearer with a token of the configured issuer.');
  const given = [...scopesIn(claims['scope']), ...scopesIn(claims['scp'])];
  const names = [...given, ...without(resourceServer, given)];
  const granted = new Set(scopes.filter((scope) => names.includes(scope)));
  const agency = agencyOf(claims['agency'], given);
  return {
    client: clientOf(claims),
    scopes: granted,
    isOperator: granted.has('operate'),
    ...(agency !== undefined && { agency }),
  };
};

/** @throws Problem (403) where the token has none of the scopes */
export const requireScope = (caller: Caller, ...needed: readonly Scope[]): void => {
  if (!needed.some((scope) => caller.scopes.has(scope)))
    throw new Problem('missing-scope', `The token needs the scope ${needed.join(' or ')}.`);
};

/** @throws Problem (403) where the token is limited to an agency that is not above this one */
export const requireAgency = (caller: Caller, agency: string | undefined): void => {
  if (caller.agency !== undefined && (agency === undefined || !isWithin(agency, caller.agency)))
    throw new Problem(
      'foreign-agency',
      `The token is limited to ${caller.agency} and the agencies under it.`,
    );
};
