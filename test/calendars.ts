import * as fc from 'fast-check';
import { type Calendar, calendarSchema } from '../events/registry/calendar.ts';
import { type Weekday, weekdays } from '../events/registry/weekdays.ts';
import { addDays, type Day, type Zone } from '../shared/calendar/zone.ts';
import type { Instant } from '../shared/instant.ts';

/** Random calendars, and working time counted minute by minute on the wall clock that Intl shows. */

const minuteMs = 60_000;
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Up to three spans; round minutes are frequent, so that spans meet midnight, each other and the hour that is skipped. */
const anySpans = fc
  .uniqueArray(
    fc.oneof(
      fc.integer({ min: 0, max: 24 }).map((hour) => hour * 60),
      fc.integer({ min: 0, max: 1_440 }),
    ),
    { maxLength: 6 },
  )
  .map((edges) => {
    const sorted = edges.toSorted((one, other) => one - other);
    const spans: string[] = [];
    for (let i = 0; i + 1 < sorted.length; i += 2)
      spans.push(`${clock(sorted[i] ?? 0)}-${clock(sorted[i + 1] ?? 0)}`);
    return spans;
  });

const anyHours = fc.tuple(...weekdays.map(() => anySpans), fc.constantFrom(...weekdays)).map((drawn) => {
  const sure = drawn.at(-1) as Weekday;
  const hours = Object.fromEntries(weekdays.map((weekday, index) => [weekday, drawn[index] as string[]]));
  return { ...hours, ...((hours[sure]?.length ?? 0) === 0 && { [sure]: ['00:00-24:00'] }) };
});

/** A calendar with something to say about the days around one. */
export const anyCalendar = (around: Day): fc.Arbitrary<Calendar> => {
  const day = fc.integer({ min: -4, max: 4 }).map((days) => addDays(around, days));
  return fc
    .record({
      hours: anyHours,
      later: fc.option(fc.record({ validFrom: day, hours: anyHours }), { nil: undefined }),
      off: fc.uniqueArray(day, { maxLength: 3 }),
      special: fc.uniqueArray(fc.tuple(day, fc.oneof(fc.constantFrom(...weekdays), anySpans)), {
        maxLength: 3,
        selector: ([date]) => date,
      }),
    })
    .map(({ hours, later, off, special }) =>
      calendarSchema.parse({
        name: 'any',
        weeks: [{ hours }, ...(later === undefined ? [] : [later])],
        daysOff: off.toSorted(),
        specialDays: Object.fromEntries(special.filter(([date]) => !off.includes(date))),
      }),
    );
};

/** The wall clock at an instant, by another way than the code's: the parts that Intl shows. */
const wallClock = (zone: Zone) => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const shown = new Map<number, { day: Day; time: string; weekday: Weekday }>();
  return (at: number) => {
    const known = shown.get(at);
    if (known !== undefined) return known;
    const [day = '', time = ''] = format.format(at).split(', ');
    const made = { day, time, weekday: weekdays[new Date(day).getUTCDay()] ?? 'sunday' };
    shown.set(at, made);
    return made;
  };
};

/** Whether the minute that begins at an instant is worked. */
export const minuteCounter = (zone: Zone) => {
  const wall = wallClock(zone);
  const isWorked = (calendar: Calendar, minute: number): boolean => {
    const { day, time, weekday } = wall(minute);
    if (calendar.daysOff.includes(day)) return false;
    const special = calendar.specialDays[day] ?? weekday;
    const week = calendar.weeks.findLast(({ validFrom }) => validFrom === undefined || validFrom <= day);
    const spans = typeof special === 'string' ? (week?.hours[special] ?? []) : special;
    return spans.some((span) => span.slice(0, 5) <= time && time < span.slice(6));
  };
  return {
    /** Milliseconds worked between two whole minutes. */
    workedMs: (calendar: Calendar, from: Instant, until: Instant): number => {
      let worked = 0;
      for (let at: number = from; at < until; at += minuteMs) worked += isWorked(calendar, at) ? minuteMs : 0;
      return worked;
    },
    /** The end of the n-th minute worked after a whole minute. */
    reached: (calendar: Calendar, from: Instant, minutes: number): number => {
      let at: number = from;
      for (let left = minutes; left > 0; at += minuteMs) if (isWorked(calendar, at)) left -= 1;
      return at;
    },
  };
};
