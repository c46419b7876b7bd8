import type { WorkingTimes } from '../registry/working-times.ts';
import { type Clock, elapsed } from './clock.ts';
import { accountable, working } from './working-clock.ts';

/** The ways to count the time that a request took. */
export const clockNames = ['elapsed', 'working', 'accountable'] as const;
export type ClockName = (typeof clockNames)[number];

/** What a duration means on each clock, by name and version; see docs/measures.md. */
export const durationDefinitions = {
  elapsed: 'duration-elapsed/1',
  working: 'duration-working/1',
  accountable: 'duration-accountable/1',
} as const satisfies Record<ClockName, string>;

/** The clock of a name. The calendars are for those that count working time. */
export const clockOf = (name: ClockName, workingTimes: WorkingTimes): Clock => {
  switch (name) {
    case 'elapsed':
      return elapsed;
    case 'working':
      return working(workingTimes);
    case 'accountable':
      return accountable(workingTimes);
    default:
      return name satisfies never;
  }
};
