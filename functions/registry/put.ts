import * as z from 'zod/mini';
import { type Issue, issuesOf } from '../../events/issues.ts';
import { type Entry, registryCatalogue } from '../../events/registry/catalogue.ts';
import { keyFields } from '../../events/registry/kind.ts';
import { bodyText, type HttpCall, parseJson } from '../../shared/http/cloudevents.ts';
import { Problem } from '../../shared/http/problem.ts';
import { toldOf } from '../../shared/http/told.ts';
import type { Target } from './context.ts';
import { largestCall } from './limits.ts';

/** The entries of a call, and where in its body each stands. */
export type Given = { readonly entries: readonly Entry[]; readonly prefixOf: (index: number) => string };

/** Refuses what is wrong with a call's entries, each named by its field. */
export const invalidEntries = (issues: readonly Issue[]): never => {
  const { detail, errors } = toldOf(issues);
  throw new Problem('invalid-entry', detail, { errors });
};

const bodyOf = (call: HttpCall): unknown => {
  const mediaType = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') throw new Problem('unsupported-media-type', 'Send application/json.');
  const text = bodyText(call);
  if (Buffer.byteLength(text) > largestCall.bytes)
    throw new Problem('call-too-large', `A call holds at most ${largestCall.bytes} bytes; send several.`);
  return parseJson(text);
};

/** One entry: its code stands in the path, and need not be said again. */
const readOne = ({ kind }: Target, code: string, body: unknown): Given => {
  const [name] = keyFields[kind];
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const parsed = registryCatalogue[kind].data.safeParse(isObject ? { [name]: code, ...body } : body);
  if (!parsed.success) return invalidEntries(issuesOf(parsed.error, []));
  if ((parsed.data as Record<string, unknown>)[name] !== code)
    return invalidEntries([{ field: name, detail: `is not ${code}, as in the path` }]);
  return { entries: [parsed.data], prefixOf: () => '' };
};

const readMany = ({ kind }: Target, body: unknown): Given => {
  if (!Array.isArray(body)) throw new Problem('malformed-body', 'Send an array of entries.');
  if (body.length > largestCall.entries)
    throw new Problem(
      'batch-too-large',
      `A call holds at most ${largestCall.entries} entries; this one has ${body.length}.`,
    );
  const parsed = z.array<z.ZodMiniType<Entry>>(registryCatalogue[kind].data).safeParse(body);
  if (!parsed.success) return invalidEntries(issuesOf(parsed.error, []));
  return { entries: parsed.data, prefixOf: (index) => `${index}.` };
};

/** Reads the entries of a PUT. @throws Problem 400, 413 or 415 where the body cannot be read, 422 where it breaks the schema */
export const entriesOf = (call: HttpCall, target: Target): Given => {
  const body = bodyOf(call);
  return target.code === undefined ? readMany(target, body) : readOne(target, target.code, body);
};
