import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { type ShippedName, shippedFor, shippedNames } from '../shared/calendar/shipped.ts';
import { isZone } from '../shared/calendar/zone.ts';

/** The stages that may be thrown away: the emulator's and the tests'. Every other one holds an authority's record. */
const throwAwayStages: readonly string[] = ['local', 'test'];

/** What differs between two deployments, read from the CDK context (`-c name=value` or cdk.json). */
export type Settings = {
  readonly stage: string;
  readonly timeZone: string;
  readonly calendar: ShippedName;
  readonly issuer: string;
  readonly audience: string;
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

/** A host under `.example` exists nowhere: it is what cdk.json gives so that a first synth works. */
const isPlaceholder = (issuer: string): boolean => new URL(issuer).hostname.endsWith('.example');

const minutes = z.coerce.number('must be whole minutes').int('must be whole minutes').min(1).max(1440);

const hours = z.coerce.number('must be whole hours').int('must be whole hours').min(1).max(720);
const perSecond = z.coerce.number('must be a whole number').int('must be a whole number').min(4).max(100_000);

const context = z
  .object({
    stage: z
      .string('must be a name')
      .regex(/^[a-z][a-z0-9-]{0,19}$/, 'must be up to 20 of a-z, 0-9 and -, a letter first')
      .default('dev'),
    timeZone: z.string().refine(isZone, 'must be an IANA time zone').default('Asia/Ho_Chi_Minh'),
    calendar: z.enum(shippedNames, `must be one of ${shippedNames.join(', ')}`).optional(),
    issuer: z.url({
      protocol: /^https?$/,
      abort: true,
      error: 'is missing or no URL: give the OIDC issuer of the tokens',
    }),
    audience: z.string('is missing: give the audience of the tokens').min(1, 'must not be empty'),
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
  .superRefine(({ stage, issuer }, found) => {
    const mustBeReal = stage !== 'dev' && isPlaceholder(issuer);
    const mustBeEncrypted = !throwAwayStages.includes(stage) && new URL(issuer).protocol !== 'https:';
    if (mustBeReal)
      found.addIssue({ code: 'custom', path: ['issuer'], message: `is cdk.json's placeholder` });
    if (mustBeEncrypted)
      found.addIssue({ code: 'custom', path: ['issuer'], message: 'must be an https URL' });
  });

/** Reads and checks the settings together, so that one line names whatever is wrong. */
export function readSettings(read: (name: string) => unknown): Settings {
  const names = Object.keys(context.shape);
  const result = context.safeParse(Object.fromEntries(names.map((name) => [name, read(name)])));
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new SettingsError(`settings: ${problems.join('; ')} (say -c name=value, or change cdk.json)`);
  }
  const { logRetentionDays, compactEveryMinutes, sweepEveryMinutes, dropAfterMinutes, ...given } =
    result.data;
  const isLocal = given.stage === 'local';
  return {
    ...given,
    calendar: given.calendar ?? shippedFor(given.timeZone),
    logRetention: logRetentionDays,
    compactEveryMinutes: compactEveryMinutes ?? (isLocal ? 1 : 5),
    sweepEveryMinutes: sweepEveryMinutes ?? (isLocal ? 1 : 5),
    dropAfterMinutes: dropAfterMinutes ?? (isLocal ? 2 : 60),
    protectData: !throwAwayStages.includes(given.stage),
  };
}
