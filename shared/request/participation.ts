/** Whether an agency is the other or under it: `H29.07` is under `H29`. */
export const isWithin = (agency: string, ancestor: string): boolean =>
  agency === ancestor || agency.startsWith(`${ancestor}.`);

/** Whether an agency has part in a request: it, or one under it, received the request or had it. */
export const takesPart = (participants: readonly string[], agency: string): boolean =>
  participants.some((participant) => isWithin(participant, agency));
