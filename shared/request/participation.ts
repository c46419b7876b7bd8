import type { Snapshot } from './snapshot.ts';
import type { RequestState } from './state.ts';

/** Whether an agency is the other or under it: `H29.07` is under `H29`. */
export const isWithin = (agency: string, ancestor: string): boolean =>
  agency === ancestor || agency.startsWith(`${ancestor}.`);

/**
 * The agencies that had part in a request: who received it or had it. Whose submission was taken back keeps its part, or
 * the request would be anyone's.
 */
export const hadPart = ({
  participants,
  retracted,
}: Pick<RequestState, 'participants' | 'retracted'>): string[] => [
  ...(retracted?.place === undefined ? [] : [retracted.place.agency]),
  ...participants,
];

/**
 * The agencies that may add to a request and read it: who had part in it, and who reported something about it. What comes
 * or is taken back later shuts nobody out from what it began.
 */
export const partiesOf = ({
  state,
  reporters,
}: {
  readonly state: Pick<RequestState, 'participants' | 'retracted'>;
} & Pick<Snapshot, 'reporters'>): string[] => [...hadPart(state), ...reporters];

/** Whether an agency has part in a request: it, or one under it, received the request or had it. */
export const takesPart = (participants: readonly string[], agency: string): boolean =>
  participants.some((participant) => isWithin(participant, agency));
