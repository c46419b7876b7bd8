import { isWithin } from '../request/participation.ts';
import { Problem } from './problem.ts';

export type Scope = 'events:write' | 'statistics:read' | 'operate';

/** Who calls, by the token that the gateway has verified. */
export type Caller = {
  readonly client: string;
  readonly agency?: string;
  readonly scopes: ReadonlySet<string>;
};

/** The verified claims as API Gateway hands them over; absent on public routes. */
export type Authorized = {
  readonly requestContext: {
    readonly authorizer?: { readonly jwt?: { readonly claims?: Record<string, unknown> } };
  };
};

const textOf = (claim: unknown): string => (typeof claim === 'string' ? claim : JSON.stringify(claim));

/** @throws Problem (401) where no verified token came with the call */
export const callerOf = ({ requestContext }: Authorized): Caller => {
  const claims = requestContext.authorizer?.jwt?.claims;
  if (!claims)
    throw new Problem('unauthenticated', 'Send Authorization: Bearer with a token of the configured issuer.');
  const { scope, client_id, sub, agency } = claims;
  return {
    client: textOf(client_id ?? sub ?? 'unknown'),
    scopes: new Set(typeof scope === 'string' ? scope.split(' ') : []),
    // A claim of any other kind limits the token to an agency that is not there, rather than not at all.
    ...(agency !== undefined && agency !== null && agency !== '' && { agency: textOf(agency) }),
  };
};

/** @throws Problem (403) where the token has none of the scopes */
export const requireScope = (caller: Caller, ...scopes: readonly Scope[]): void => {
  if (!scopes.some((scope) => caller.scopes.has(scope)))
    throw new Problem('missing-scope', `The token needs the scope ${scopes.join(' or ')}.`);
};

/** @throws Problem (403) where the token is limited to an agency that is not above this one */
export const requireAgency = (caller: Caller, agency: string | undefined): void => {
  if (caller.agency !== undefined && (agency === undefined || !isWithin(agency, caller.agency)))
    throw new Problem(
      'foreign-agency',
      `The token is limited to ${caller.agency} and the agencies under it.`,
    );
};
