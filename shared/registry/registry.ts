import type { Instant } from '../instant.ts';
import type { WorkingTimes } from './working-times.ts';

/** An agency of the authority, from when to when. Dots in the code make the tree. */
export type Agency = {
  readonly code: string;
  readonly name: string;
  readonly validFrom?: Instant;
  readonly validTo?: Instant;
};

/** A system that may send: the `source` of its events (a trailing `*` stands for anything), and its client. */
export type Source = { readonly source: string; readonly client: string };

/** How long a request may take from its acceptance: working days of 8 hours, or calendar days. */
export type Limit = { readonly workingDays: number } | { readonly calendarDays: number };

/** A version of a procedure, with its legal time limit. */
export type Procedure = {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  /** The field of administration that it belongs to, where it says so. */
  readonly field?: string;
  readonly limit?: Limit;
};

/** What the operators have registered, as it is now. */
export type Registry = {
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly sources: readonly Source[];
  /** By code, then version. */
  readonly procedures: ReadonlyMap<string, ReadonlyMap<number, Procedure>>;
  /** How each agency counts its time; none where no calendar is known. */
  readonly workingTimes?: WorkingTimes;
};

export const emptyRegistry: Registry = { agencies: new Map(), sources: [], procedures: new Map() };

/** Whether an agency is unknown at an instant; nobody is before any is registered. */
export const isUnknownAgency = ({ agencies }: Registry, code: string, at: Instant): boolean => {
  if (agencies.size === 0) return false;
  const agency = agencies.get(code);
  if (agency === undefined) return true;
  const { validFrom = Number.NEGATIVE_INFINITY, validTo = Number.POSITIVE_INFINITY } = agency;
  return at < validFrom || at >= validTo;
};

/** Whether a version of a procedure is unknown; none is before any procedure is registered. */
export const isUnknownProcedure = ({ procedures }: Registry, code: string, version: number): boolean =>
  procedures.size > 0 && procedures.get(code)?.get(version) === undefined;

/** Whether a client may send events of a source. */
export const maySend = ({ sources }: Registry, client: string, source: string): boolean =>
  sources.some(
    (known) =>
      known.client === client &&
      (known.source.endsWith('*') ? source.startsWith(known.source.slice(0, -1)) : source === known.source),
  );

/** What a version of a procedure allows, where it has a limit. */
export const limitOf = ({ procedures }: Registry, code: string, version: number): Limit | undefined =>
  procedures.get(code)?.get(version)?.limit;

/** What is said of a procedure: by its latest version; undefined where none is known. */
export const latestOf = ({ procedures }: Registry, code: string): Procedure | undefined => {
  const versions = procedures.get(code);
  return versions?.get(Math.max(...versions.keys()));
};
