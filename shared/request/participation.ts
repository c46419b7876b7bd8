import { isWithin } from './decide.ts';
import type { RequestState } from './state.ts';

/** Whether an agency, or one under it, has the request, had it, or received it. */
export const takesPart = ({ participants }: RequestState, agency: string): boolean =>
  participants.some((participant) => isWithin(participant, agency));
