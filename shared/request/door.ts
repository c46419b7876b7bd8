import type { MotcuaEvent } from '../../events/envelope.ts';
import { type Instant, instant, instantOf, instantText } from '../instant.ts';
import { isUnknownAgency, isUnknownProcedure, limitOf, type Registry } from '../registry/registry.ts';
import { hasSaidDue } from './due.ts';
import type { DoorRule, Noted } from './noted.ts';
import type { Snapshot } from './snapshot.ts';

type Submission = {
  readonly at: Instant;
  readonly agency: string;
  readonly procedure: string;
  readonly procedureVersion: number;
};
type Acceptance = { readonly at: Instant; readonly isDueSaid: boolean; readonly workingDays?: number };

/** What the stream holds when an event comes in: its latest instant, and the submission and acceptance that count. */
type Known = {
  readonly latest: Instant;
  readonly submission?: Submission;
  readonly acceptance?: Acceptance;
};

const knownOf = ({ state, last }: Snapshot): Known => {
  const { received, receivedBy, procedure, procedureVersion, accepted, workingDays } = state;
  const isSubmitted =
    received !== undefined &&
    receivedBy !== undefined &&
    procedure !== undefined &&
    procedureVersion !== undefined;
  return {
    latest: last?.at ?? instant(Number.NEGATIVE_INFINITY),
    ...(isSubmitted && { submission: { at: received, agency: receivedBy, procedure, procedureVersion } }),
    ...(accepted !== undefined && {
      acceptance: {
        at: accepted,
        isDueSaid: hasSaidDue(accepted, state.counted),
        ...(workingDays !== undefined && { workingDays }),
      },
    }),
  };
};

const submissionOf = (event: MotcuaEvent): Submission | undefined => {
  if (event.type !== 'motcua.request.submitted.v1') return undefined;
  const { agency, procedure, procedureVersion } = event.data;
  return { at: instantOf(event.time), agency, procedure, procedureVersion };
};

const acceptanceOf = (event: MotcuaEvent): Acceptance | undefined => {
  if (event.type !== 'motcua.request.accepted.v1') return undefined;
  const { due, workingDays } = event.data;
  return {
    at: instantOf(event.time),
    isDueSaid: due !== undefined,
    ...(workingDays !== undefined && { workingDays }),
  };
};

const first = <T extends { at: Instant }>(known: T | undefined, next: T | undefined): T | undefined =>
  known === undefined || (next !== undefined && next.at < known.at) ? next : known;

const knownAfter = ({ latest, submission, acceptance }: Known, event: MotcuaEvent): Known => {
  const [submitted, accepted] = [
    first(submission, submissionOf(event)),
    first(acceptance, acceptanceOf(event)),
  ];
  return {
    latest: instant(Math.max(latest, instantOf(event.time))),
    ...(submitted && { submission: submitted }),
    ...(accepted && { acceptance: accepted }),
  };
};

/** Counted when the second of the two comes in, from what the acceptance says or else the procedure allows. */
const dueOf = (known: Known, event: MotcuaEvent, registry: Registry): Instant | undefined => {
  const [submitted, accepted] = [submissionOf(event), acceptanceOf(event)];
  if (submitted === undefined && accepted === undefined) return undefined;
  const [submission, acceptance] = [submitted ?? known.submission, accepted ?? known.acceptance];
  if (submission === undefined || acceptance === undefined || acceptance.isDueSaid) return undefined;
  const { agency, procedure, procedureVersion } = submission;
  const { at, workingDays } = acceptance;
  const limit = workingDays === undefined ? limitOf(registry, procedure, procedureVersion) : { workingDays };
  const time = registry.workingTimes?.(agency)(at);
  if (limit === undefined || time === undefined) return undefined;
  return 'workingDays' in limit
    ? time.dueAfter(at, limit.workingDays)
    : time.dueAfterDays(at, limit.calendarDays);
};

const agencyIn = (event: MotcuaEvent): string | undefined => {
  switch (event.type) {
    case 'motcua.request.submitted.v1':
      return event.data.agency;
    case 'motcua.request.forwarded.v1':
      return event.data.to;
    default:
      return undefined;
  }
};

const findingsOf = ({ latest }: Known, event: MotcuaEvent, registry: Registry): DoorRule[] => {
  const at = instantOf(event.time);
  const agency = agencyIn(event);
  const submission = submissionOf(event);
  return [
    ...(at < latest ? (['out-of-order'] as const) : []),
    ...(agency !== undefined && isUnknownAgency(registry, agency, at) ? (['unknown-agency'] as const) : []),
    ...(submission && isUnknownProcedure(registry, submission.procedure, submission.procedureVersion)
      ? (['unknown-procedure'] as const)
      : []),
  ];
};

/** An event as it is to be recorded. */
export type NotedEvent = { readonly event: MotcuaEvent; readonly noted?: Noted };

/**
 * What is to be noted of each event that comes in after a snapshot, by what is registered now. Pure: the same stream,
 * events and registry give the same notes.
 */
export const noteAtDoor = (
  snapshot: Snapshot,
  events: readonly MotcuaEvent[],
  registry: Registry,
): NotedEvent[] => {
  let known = knownOf(snapshot);
  return events.map((event) => {
    const findings = findingsOf(known, event, registry);
    const due = dueOf(known, event, registry);
    known = knownAfter(known, event);
    if (findings.length === 0 && due === undefined) return { event };
    const noted = {
      ...(findings.length > 0 && { findings }),
      ...(due !== undefined && { due: instantText(due) }),
    };
    return { event, noted };
  });
};
