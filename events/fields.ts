import * as z from 'zod';

/** Field schemas that several event types share. All strings are bounded, so no event grows without limit. */

/** An instant as it is written: RFC 3339 with an offset. */
export const instantText = z.iso
  .datetime({ offset: true, error: 'must be an RFC 3339 date-time with an offset' })
  .meta({
    id: 'InstantText',
    description: 'RFC 3339 date-time with offset',
    examples: ['2024-01-15T08:12:00+07:00'],
  });

const printable = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(
      /^[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?$/u,
      'must be printable text without leading or trailing space',
    );

/** A request's id: the stream it names, and a path segment of the API. */
export const requestId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:~-]{0,127}$/, 'must be 1 to 128 letters, digits or . _ : ~ -')
  .meta({
    id: 'RequestId',
    description: 'Id of one service request',
    examples: ['000.00.01.H29-240115-0001'],
  });

/** An agency's code. Dots make the tree: `H29.07` is under `H29`. */
export const agencyCode = z
  .string()
  .regex(
    /^[\p{L}\p{N}](?:[\p{L}\p{N} ._&()-]{0,62}[\p{L}\p{N})])?$/u,
    'must be 1 to 64 letters, digits, spaces or . _ & ( ) -',
  )
  .meta({ id: 'AgencyCode', description: 'Agency; dots make the tree', examples: ['H29.07'] });

export const procedureCode = printable(128).meta({ id: 'ProcedureCode', examples: ['1.004222'] });
export const stepCode = printable(128).meta({ id: 'StepCode', examples: ['appraisal'] });
export const unitCode = printable(128).meta({ id: 'UnitCode', examples: ['land-registry'] });
export const officialReference = printable(128).meta({ id: 'OfficialReference', examples: ['official-12'] });
export const surveyCode = printable(64).meta({ id: 'SurveyCode', examples: ['sipas'] });
export const versionNumber = z.int().min(1).max(1_000_000);
export const reason = z.string().min(1).max(2_000);

/** How a citizen reaches the authority, or is reached by it. */
export const channel = z
  .enum(['counter', 'online', 'post', 'phone', 'email', 'internal'])
  .meta({ id: 'Channel', description: 'How a request or a survey travels' });

/** A rating: 1 (worst) to 5 (best). */
export const score = z.int().min(1).max(5).meta({ id: 'Score', description: '1 (worst) to 5 (best)' });
