import type * as z from 'zod/mini';
import { agencyRegistered } from './agency-registered.ts';
import { calendarRegistered } from './calendar-registered.ts';
import type { RegistryKind, registryTypes } from './kind.ts';
import { procedureRegistered } from './procedure-registered.ts';
import type { RegistryType } from './registry-type.ts';
import { sourceRegistered } from './source-registered.ts';

/** What can be registered. Its events are written by `PUT /v1/registry/…` alone: no sender can post them. */
export const registryCatalogue = {
  agencies: agencyRegistered,
  sources: sourceRegistered,
  procedures: procedureRegistered,
  calendars: calendarRegistered,
} as const satisfies Record<RegistryKind, RegistryType>;

/** An entry of a kind, as it was registered. */
export type Entry<K extends RegistryKind = RegistryKind> = z.output<(typeof registryCatalogue)[K]['data']>;

/** An entry's registration as the log holds it: a CloudEvent whose subject is the entry's code. */
export type RegistryEvent<K extends RegistryKind = RegistryKind> = {
  readonly specversion: '1.0';
  readonly type: (typeof registryTypes)[K];
  readonly source: string;
  readonly id: string;
  readonly subject: string;
  readonly time: string;
  readonly data: Entry<K>;
};
