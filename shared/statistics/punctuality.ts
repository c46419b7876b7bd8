import { dayStarts } from '../calendar/day-starts.ts';
import type { Zone } from '../calendar/zone.ts';

/** How a resolution lies to its due date. Early and on time together are by the due date; late is after it. */
export type Band = 'early' | 'onTime' | 'late';

/** So long no day is, not even one that a zone had twice: what ended so long before needs no look at the calendar. */
const longerThanAnyDay = 3 * 86_400_000;

/**
 * Early: resolved on a day of the authority before the day of the due date. On time: on that day, by the due instant. Late:
 * after it. A due date of midnight is the end of the day before. Undefined where either is unknown (NaN). Make it once a question.
 */
export const bandsIn = (zone: Zone): ((ended: number, due: number) => Band | undefined) => {
  const startAt = dayStarts(zone);
  return (ended, due) => {
    if (ended > due) return 'late';
    if (!(ended <= due)) return undefined;
    if (due - ended > longerThanAnyDay) return 'early';
    return ended < startAt(due - 1) ? 'early' : 'onTime';
  };
};
