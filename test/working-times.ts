import type { Instant } from '../shared/instant.ts';
import type { WorkingTimes } from '../shared/registry/working-times.ts';

const unasked = (): never => {
  throw new Error('only due dates are counted here');
};

/** Calendars that count due dates by a rule of the test's, and nothing else. */
export const dueBy =
  (dueAfter: (agency: string, from: Instant, workingDays: number) => Instant): WorkingTimes =>
  (agency) =>
  () => ({
    dueAfter: (from, workingDays) => dueAfter(agency, from, workingDays),
    dueAfterDays: unasked,
    workingMs: unasked,
    addWorkingTime: unasked,
  });
