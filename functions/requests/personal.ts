import type * as z from 'zod/mini';
import type { MotcuaEvent } from '../../events/envelope.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { inOrder } from '../../shared/request/fold.ts';
import { partiesOf, takesPart } from '../../shared/request/participation.ts';
import { pair } from '../../shared/request/retraction.ts';
import type { RequestState } from '../../shared/request/state.ts';
import type { Stream } from '../../shared/request/stream.ts';
import type { requestAnswer } from './requests-answers.ts';

/** Whether a token may show personal fields of a request: the scope alone is not enough, its agency must take part. */
export const mayReadPersonal = (
  { scopes, agency }: Caller,
  state: Pick<RequestState, 'participants' | 'retracted'>,
): boolean =>
  scopes.has('personal:read') &&
  (scopes.has('operate') || (agency !== undefined && takesPart(partiesOf(state), agency)));

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
