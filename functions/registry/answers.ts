import * as z from 'zod/mini';
import { registryCatalogue } from '../../events/registry/catalogue.ts';
import type { RegistryKind } from '../../events/registry/kind.ts';

const version = z.int().check(z.minimum(0));

/** What the registry answers to every call: registrations of a kind, by version. */
export const registryAnswer = (kind: RegistryKind) =>
  z.object({
    kind: z.literal(kind),
    version: version.check(z.describe('Of what was asked for; also its `ETag`')),
    entries: z.array(
      z.object({
        version,
        recordedAt: z.iso.datetime(),
        recordedBy: z.string().check(z.describe('The client that registered it')),
        entry: registryCatalogue[kind].data,
      }),
    ),
    next: z.nullable(z.string()).check(z.describe('Path of the next page, null on the last')),
  });
