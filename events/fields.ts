import { en } from 'zod/locales';
import * as z from 'zod/mini';

/** Field schemas that several event types share. All strings are bounded, so no event grows without limit. */

// Zod's small build comes without the words of its messages.
z.config(en());

/** An instant as it is written: RFC 3339 with an offset. */
export const instantText = z.iso
  .datetime({ offset: true, error: 'must be an RFC 3339 date-time with an offset' })
  .register(z.globalRegistry, {
    id: 'InstantText',
    description: 'RFC 3339 date-time with offset',
    examples: ['2024-01-15T08:12:00+07:00'],
  });

/** Text of a length, in characters. */
export const text = (shortest: number, longest: number) =>
  z.string().check(z.minLength(shortest), z.maxLength(longest));

const printable = (longest: number) =>
  text(1, longest).check(
    z.regex(
      /^[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?$/u,
      'must be printable text without leading or trailing space',
    ),
  );

/** A whole number, both ends included. */
export const whole = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));

/** A request's id: the stream it names, and a path segment of the API. */
export const requestId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._:~-]{0,127}$/, 'must be 1 to 128 letters, digits or . _ : ~ -'))
  .register(z.globalRegistry, {
    id: 'RequestId',
    description: 'Id of one service request',
    examples: ['000.00.01.H29-240115-0001'],
  });

/** An agency's code. Dots make the tree: `H29.07` is under `H29`. */
export const agencyCode = z
  .string()
  .check(
    z.regex(
      /^[\p{L}\p{N}](?:[\p{L}\p{N} ._&()-]{0,62}[\p{L}\p{N})])?$/u,
      'must be 1 to 64 letters, digits, spaces or . _ & ( ) -',
    ),
  )
  .register(z.globalRegistry, {
    id: 'AgencyCode',
    description: 'Agency; dots make the tree',
    examples: ['H29.07'],
  });

/** A code that is printable text; `id` names it in the published schemas. */
const code = (id: string, longest: number, example: string) =>
  printable(longest).register(z.globalRegistry, { id, examples: [example] });

export const procedureCode = code('ProcedureCode', 128, '1.004222');
export const stepCode = code('StepCode', 128, 'appraisal');
export const unitCode = code('UnitCode', 128, 'land-registry');
export const officialReference = code('OfficialReference', 128, 'official-12');
export const surveyCode = code('SurveyCode', 64, 'sipas');
export const complaintId = code('ComplaintId', 128, 'c-2024-17');
export const versionNumber = whole(1, 1_000_000);
export const reason = text(1, 2_000);
export const legalGround = text(1, 500);

/** A sum of money in units of its currency. */
export const amount = z.number().check(z.minimum(0), z.maximum(1e15));
export const currency = z
  .string()
  .check(z.regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as VND'))
  .register(z.globalRegistry, { id: 'Currency', description: 'ISO 4217', examples: ['VND'] });

/** How a citizen reaches the authority, or is reached by it. */
export const channel = z
  .enum(['counter', 'online', 'post', 'phone', 'email', 'internal'])
  .register(z.globalRegistry, { id: 'Channel', description: 'How a request or a survey travels' });

/** A rating: 1 (worst) to 5 (best). */
export const score = whole(1, 5).register(z.globalRegistry, {
  id: 'Score',
  description: '1 (worst) to 5 (best)',
});
