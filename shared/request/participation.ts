import type { RequestState } from './state.ts';

/** Whether an agency is the other or under it: `H29.07` is under `H29`. */
export const isWithin = (agency: string, ancestor: string): boolean =>
  agency === ancestor || agency.startsWith(`${ancestor}.`);

/**
 * The agencies that have part in a request: who received it or had it. Whose submission was taken back keeps its part, or
 * the request would be anyone's.
 */
export const partiesOf = ({
  participants,
  retracted,
}: Pick<RequestState, 'participants' | 'retracted'>): string[] => [
  ...(retracted?.place === undefined ? [] : [retracted.place.agency]),
  ...participants,
];

/** Whether an agency has part in a request: it, or one under it, received the request or had it. */
export const takesPart = (participants: readonly string[], agency: string): boolean =>
  participants.some((participant) => isWithin(participant, agency));
