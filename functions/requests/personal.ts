import type * as z from 'zod/mini';
import type { MotcuaEvent } from '../../events/envelope.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { inOrder } from '../../shared/request/fold.ts';
import { takesPart } from '../../shared/request/participation.ts';
import { pair } from '../../shared/request/retraction.ts';
import type { RequestState } from '../../shared/request/state.ts';
import { keyOf, type Stream } from '../../shared/request/stream.ts';
import type { requestAnswer } from './requests-answers.ts';

/**
 * Whether a token may show personal fields of a request: the scope alone is not enough, its agency must have received it
 * or had it, and without an agency it must be an operator's. To have reported something about it is not enough.
 */
export const mayReadPersonal = (
  { scopes, agency }: Caller,
  { participants }: Pick<RequestState, 'participants'>,
): boolean =>
  scopes.has('personal:read') &&
  (agency === undefined ? scopes.has('operate') : takesPart(participants, agency));

type Submitted = Extract<MotcuaEvent, { type: 'motcua.request.submitted.v1' }>;

const isSubmission = (event: MotcuaEvent): event is Submitted => event.type === 'motcua.request.submitted.v1';

/**
 * Whether the personal data of the applicant were erased: then nobody is shown any of the request. The reference of an
 * applicant counts also where the submission that named it was taken back. Of an applicant without a reference nobody can
 * tell, so that any erasure is taken to be theirs.
 */
export const isErased = ({ erased }: Pick<RequestState, 'erased'>, { events }: Stream): boolean =>
  erased.length > 0 &&
  events.some(({ event }) => {
    if (!isSubmission(event)) return false;
    const { reference } = event.data.applicant;
    return reference === undefined || erased.includes(reference);
  });

/** The names of the events that were taken back: their personal fields are shown to nobody. */
export const retractedIn = ({ events }: Stream): ReadonlySet<string> => {
  const { isRetracted } = pair([], events);
  return new Set(
    events
      .map(({ event }) => event)
      .filter(isRetracted)
      .map(keyOf),
  );
};

type Personal = Pick<z.input<typeof requestAnswer>, 'applicant' | 'personal' | 'location'>;

/** What the submission that counts says of the applicant; nothing where there is none. */
export const personalIn = ({ events }: Stream): Personal => {
  const { isRetracted } = pair([], events);
  const submission = inOrder(events)
    .map(({ event }) => event)
    .find((event) => isSubmission(event) && !isRetracted(event));
  if (submission === undefined || !isSubmission(submission)) return {};
  const { applicant, personal, location } = submission.data;
  return {
    applicant: { kind: applicant.kind, reference: applicant.reference ?? null },
    personal: personal ?? null,
    location: location ?? null,
  };
};
