import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isRegistryKind, type RegistryKind } from '../../events/registry/kind.ts';
import { environment } from '../../shared/environment.ts';
import type { Authorized } from '../../shared/http/caller.ts';
import type { HttpCall } from '../../shared/http/cloudevents.ts';
import { Problem } from '../../shared/http/problem.ts';
import type { Identified } from '../../shared/http/response.ts';

export type Call = HttpCall &
  Authorized &
  Identified & {
    readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | undefined;
    readonly requestContext: { readonly http: { readonly path: string } };
  };

/** What a path names: all of a kind, what is registered under a code, or all that ever was. */
export type Target = { readonly kind: RegistryKind; readonly code?: string; readonly isHistory: boolean };

export const logger = new Logger();
export const log = { client: new DynamoDBClient(), table: environment('EVENTS_TABLE') };

const form = /^\/v1\/registry\/([a-z]+)(?:\/(.+?))?(\/history)?$/;

/** Gateways differ in whether they decode a path; no code has a reason to hold a percent sign. */
const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** @throws Problem (404) where the path is none of the registry's */
export const targetOf = ({ requestContext: { http } }: Call): Target => {
  const [, kind = '', code, history] = form.exec(http.path) ?? [];
  if (!isRegistryKind(kind) || (history !== undefined && code === undefined))
    throw new Problem('not-found', `There is nothing at ${http.path}.`);
  return { kind, isHistory: history !== undefined, ...(code !== undefined && { code: decoded(code) }) };
};
