import { isWithin } from './decide.ts';

/** Whether an agency has part in a request: it, or one under it, received the request or had it. */
export const takesPart = (participants: readonly string[], agency: string): boolean =>
  participants.some((participant) => isWithin(participant, agency));
