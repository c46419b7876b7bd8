import type * as z from 'zod/mini';
import { tagOf } from '../../shared/http/entity-tag.ts';
import { type HttpResponse, json } from '../../shared/http/response.ts';
import { instantText } from '../../shared/instant.ts';
import { codeOf, type Registration, type Registrations } from '../../shared/registry/registration.ts';
import type { registryAnswer } from './answers.ts';
import type { Target } from './context.ts';

/** Those of some registrations that are of a code, where one is named. */
export const ofCode = ({ kind, code }: Target, some: readonly Registration[]): readonly Registration[] =>
  code === undefined ? some : some.filter(({ entry }) => codeOf(kind, entry) === code);

/** The version of what a path names: the kind's, or that of a code's last registration; 0 where there is none. */
export const versionOf = (target: Target, { version, all }: Registrations): number =>
  target.code === undefined ? version : (ofCode(target, all).at(-1)?.version ?? 0);

/** Some registrations as the API answers them. */
export const answered = (
  target: Target,
  registered: Registrations,
  some: readonly Registration[],
  next: string | null = null,
): HttpResponse => {
  const version = versionOf(target, registered);
  const entries = some.map(({ entry, version, recordedAt, recordedBy }) => ({
    version,
    recordedAt: instantText(recordedAt),
    recordedBy: recordedBy.client,
    entry,
  }));
  const body = { kind: target.kind, version, entries, next };
  return json(200, body satisfies Pick<z.input<ReturnType<typeof registryAnswer>>, 'kind' | 'version'>, {
    etag: tagOf(version),
  });
};
