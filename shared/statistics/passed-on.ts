import type { Stay } from './stays.ts';

/** A stay that a transfer began or ended, with a text that is the same for all stays of its request. */
export type PassedOn = Stay & { readonly request: string };

/**
 * Stays of one group, those made one that a transfer within the group cut in two. What came is what left of the same request
 * at that instant: two requests that are alike in every fact may be taken for each other, which leaves both of their transfers uncounted.
 */
export const joined = (stays: readonly PassedOn[]): readonly Stay[] => {
  const inOrder = stays.toSorted((a, b) => a.begin - b.begin || a.end - b.end);
  const placeOf = ({ request }: PassedOn, at: number) => `${at} ${request}`;
  const waiting = new Map<string, PassedOn[]>();
  for (const stay of inOrder) {
    if (stay.how !== 'transferredIn') continue;
    const place = placeOf(stay, stay.begin);
    waiting.set(place, [...(waiting.get(place) ?? []), stay]);
  }
  const next = new Map<PassedOn, PassedOn>();
  for (const stay of inOrder) {
    if (stay.why !== 'transferredOut') continue;
    const onward = waiting.get(placeOf(stay, stay.end))?.shift();
    if (onward !== undefined) next.set(stay, onward);
  }
  const goOn = new Set(next.values());
  return inOrder
    .filter((stay) => !goOn.has(stay))
    .map((first) => {
      let last = first;
      for (let onward = next.get(last); onward !== undefined; onward = next.get(last)) last = onward;
      return { ...last, begin: first.begin, how: first.how };
    });
};
