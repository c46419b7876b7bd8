import type * as z from 'zod/mini';
import type { MotcuaEvent } from '../../events/envelope.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { inOrder } from '../../shared/request/fold.ts';
import { takesPart } from '../../shared/request/participation.ts';
import type { RequestState } from '../../shared/request/state.ts';
import type { Stream } from '../../shared/request/stream.ts';
import type { requestAnswer } from './requests-answers.ts';

/** Whether a token may show personal fields of a request: the scope alone is not enough, its agency must take part. */
export const mayReadPersonal = ({ scopes, agency }: Caller, state: RequestState): boolean =>
  scopes.has('personal:read') &&
  (scopes.has('operate') || (agency !== undefined && takesPart(state.participants, agency)));

type Submitted = Extract<MotcuaEvent, { type: 'motcua.request.submitted.v1' }>;

const submissionsIn = (stream: Stream): readonly Submitted[] =>
  inOrder(stream.events)
    .map(({ event }) => event)
    .filter((event) => event.type === 'motcua.request.submitted.v1');

/** Whether the applicant's personal data were erased: then nobody is shown any of the request. */
export const isErased = (stream: Stream): boolean => {
  const applicants = new Set(submissionsIn(stream).map(({ data }) => data.applicant.reference));
  return stream.events.some(
    ({ event }) => event.type === 'motcua.personal-data.erased.v1' && applicants.has(event.data.subject),
  );
};

type Personal = Pick<z.input<typeof requestAnswer>, 'applicant' | 'personal' | 'location'>;

/** What the submission that counts says of the applicant; nothing where there is none, or where it was erased. */
export const personalIn = (stream: Stream): Personal => {
  const [submission] = submissionsIn(stream);
  if (submission === undefined || isErased(stream)) return {};
  const { applicant, personal, location } = submission.data;
  return {
    applicant: { kind: applicant.kind, reference: applicant.reference ?? null },
    personal: personal ?? null,
    location: location ?? null,
  };
};
