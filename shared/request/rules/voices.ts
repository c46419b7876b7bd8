import { instantOf } from '../../instant.ts';
import type { Complaint, RequestState, Survey } from '../state.ts';
import type { FoldRules } from './rule.ts';

const surveyOf = (
  { surveys }: RequestState,
  { survey, surveyVersion }: Pick<Survey, 'survey' | 'surveyVersion'>,
): Survey | undefined =>
  surveys.find((known) => known.survey === survey && known.surveyVersion === surveyVersion);

const complaintOf = ({ complaints }: RequestState, id: string): Complaint | undefined =>
  complaints.find(({ complaint }) => complaint === id);

/** What citizens say of the service: surveys and complaints. */
export const voices = {
  'feedback-without-invitation': {
    meaning: 'A survey was answered that nobody had sent.',
    odd: (state, event) =>
      event.type === 'motcua.feedback.given.v1' && surveyOf(state, event.data)?.invited === undefined,
  },
  'feedback-given-twice': {
    meaning: 'A survey was answered more than once; the first answer counts.',
    odd: (state, event) =>
      event.type === 'motcua.feedback.given.v1' && surveyOf(state, event.data)?.answered !== undefined,
  },
  'complaint-filed-twice': {
    meaning: 'A complaint was filed more than once under one id; the first filing counts.',
    odd: (state, event) =>
      event.type === 'motcua.complaint.filed.v1' &&
      complaintOf(state, event.data.complaint)?.filed !== undefined,
  },
  'complaint-due-before-filing': {
    meaning: 'A complaint was to be answered before it was filed.',
    odd: (_state, event) =>
      event.type === 'motcua.complaint.filed.v1' &&
      event.data.due !== undefined &&
      instantOf(event.data.due) < instantOf(event.time),
  },
  'answered-without-complaint': {
    meaning: 'A complaint was answered that nobody had filed.',
    odd: (state, event) =>
      event.type === 'motcua.complaint.answered.v1' &&
      complaintOf(state, event.data.complaint)?.filed === undefined,
  },
  'complaint-answered-twice': {
    meaning: 'A complaint was answered more than once; the first answer counts.',
    odd: (state, event) =>
      event.type === 'motcua.complaint.answered.v1' &&
      complaintOf(state, event.data.complaint)?.answered !== undefined,
  },
} as const satisfies FoldRules;
