import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { type ShippedName, shippedFor, shippedNames } from '../shared/calendar/shipped.ts';
import { isZone } from '../shared/calendar/zone.ts';
import { rateLimit } from '../shared/http/limits.ts';

/** The stages that may be thrown away: the emulator's and the tests'. Every other one holds an authority's record. */
const throwAwayStages: readonly string[] = ['local', 'test'];

/** Whose tokens are taken: an OIDC issuer, and for whom they must be made out (any of these). */
export type TokenIssuer = { readonly url: string; readonly audiences: readonly string[] };

/** What differs between two deployments, read from the CDK context (`-c name=value` or cdk.json). */
export type Settings = {
  readonly stage: string;
  readonly timeZone: string;
  readonly calendar: ShippedName;
  /** Absent where the stack makes a Cognito user pool for it. */
  readonly issuer?: TokenIssuer;
  /** The agencies that get a machine client in that pool. */
  readonly agencyClients: readonly string[];
  readonly throttleRate: number;
  readonly throttleBurst: number;
  readonly logRetention: RetentionDays;
  readonly compactEveryMinutes: number;
  readonly sweepEveryMinutes: number;
  readonly reconcileEveryHours: number;
  readonly sweepRequestsPerSecond: number;
  readonly dropAfterMinutes: number;
  readonly protectData: boolean;
  readonly build: string;
};

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const minutes = z.coerce.number('must be whole minutes').int('must be whole minutes').min(1).max(1440);

const hours = z.coerce.number('must be whole hours').int('must be whole hours').min(1).max(720);
const perSecond = z.coerce.number('must be a whole number').int('must be a whole number').min(4).max(100_000);

const calls = z.coerce.number('must be a whole number').int('must be a whole number').min(1).max(100_000);
const listed = z.string().transform((text) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean),
);

/** API Gateway takes 50 audiences; the operator's and the analyst's client are two of them. */
const mostAgencyClients = 48;

const context = z
  .object({
    stage: z
      .string('must be a name')
      .regex(/^[a-z][a-z0-9-]{0,19}$/, 'must be up to 20 of a-z, 0-9 and -, a letter first')
      .default('dev'),
    timeZone: z.string().refine(isZone, 'must be an IANA time zone').default('Asia/Ho_Chi_Minh'),
    calendar: z.enum(shippedNames, `must be one of ${shippedNames.join(', ')}`).optional(),
    issuer: z
      .url({ protocol: /^https?$/, abort: true, error: 'must be the URL of an OIDC issuer' })
      .optional(),
    audience: listed
      .pipe(z.array(z.string()).min(1, 'must not be empty').max(50, 'may be 50 at most'))
      .optional(),
    agencyClients: listed
      .pipe(
        z
          .array(
            z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be codes of A-Z, a-z, 0-9 and . _ -'),
          )
          .max(mostAgencyClients, `may be ${mostAgencyClients} at most; more need an issuer of your own`)
          .refine((codes) => new Set(codes).size === codes.length, 'names an agency twice'),
      )
      .default([]),
    throttleRate: calls.default(rateLimit.callsPerSecond),
    throttleBurst: calls.default(rateLimit.burst),
    logRetentionDays: z.coerce
      .number()
      .pipe(z.enum(RetentionDays, 'must be a number of days that CloudWatch offers: 30, 90, 180, 365 …'))
      .default(RetentionDays.THREE_MONTHS),
    compactEveryMinutes: minutes.optional(),
    sweepEveryMinutes: minutes.optional(),
    reconcileEveryHours: hours.default(24),
    sweepRequestsPerSecond: perSecond.default(1000),
    dropAfterMinutes: minutes.min(2, 'must be 2 at least: a batch may still be writing').optional(),
    build: z.string().min(1, 'must not be empty').default('unknown'),
  })
  .superRefine(({ stage, issuer, audience, agencyClients }, found) => {
    const refuse = (path: string, message: string) =>
      found.addIssue({ code: 'custom', path: [path], message });
    const together = 'is missing: give issuer and audience, or neither for a Cognito user pool';
    if (issuer !== undefined && audience === undefined) refuse('audience', together);
    if (issuer === undefined && audience !== undefined) refuse('issuer', together);
    if (issuer !== undefined && agencyClients.length > 0)
      refuse('agencyClients', 'are of the Cognito user pool; with an issuer of your own, make them there');
    if (issuer !== undefined && !throwAwayStages.includes(stage) && new URL(issuer).protocol !== 'https:')
      refuse('issuer', 'must be an https URL');
  });

/** Reads and checks the settings together, so that one line names whatever is wrong. */
export function readSettings(read: (name: string) => unknown): Settings {
  const names = Object.keys(context.shape);
  const result = context.safeParse(Object.fromEntries(names.map((name) => [name, read(name)])));
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new SettingsError(`settings: ${problems.join('; ')} (say -c name=value, or change cdk.json)`);
  }
  const {
    issuer,
    audience,
    logRetentionDays,
    compactEveryMinutes,
    sweepEveryMinutes,
    dropAfterMinutes,
    ...given
  } = result.data;
  const isLocal = given.stage === 'local';
  return {
    ...given,
    calendar: given.calendar ?? shippedFor(given.timeZone),
    ...(issuer !== undefined && audience !== undefined && { issuer: { url: issuer, audiences: audience } }),
    logRetention: logRetentionDays,
    compactEveryMinutes: compactEveryMinutes ?? (isLocal ? 1 : 5),
    sweepEveryMinutes: sweepEveryMinutes ?? (isLocal ? 1 : 5),
    dropAfterMinutes: dropAfterMinutes ?? (isLocal ? 2 : 60),
    protectData: !throwAwayStages.includes(given.stage),
  };
}
