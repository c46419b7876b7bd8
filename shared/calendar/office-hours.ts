import type { Calendar } from '../../events/registry/calendar.ts';
import { type Weekday, weekdays } from '../../events/registry/weekdays.ts';
import type { Day } from './zone.ts';

/** Milliseconds after the local midnight: from when an office works, and from when no longer. */
export type Span = readonly [opens: number, closes: number];

/** What a calendar says about one day of the authority. */
export type OfficeHours = {
  /** In order; none on a day that is not worked. */
  readonly spansOn: (day: Day) => readonly Span[];
  /** Milliseconds after the local midnight; what is received later counts from the next day on. */
  readonly cutOffOn: (day: Day) => number | undefined;
};

const timeOf = (text: string): number => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * 60_000;

const spansOf = (texts: readonly string[] = []): readonly Span[] =>
  texts.map((text) => [timeOf(text.slice(0, 5)), timeOf(text.slice(6))]);

const weekdayOf = (day: Day): Weekday => weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sunday';

/** Reads a calendar's texts once, so that asking for a day is cheap. */
export const officeHours = ({ weeks, daysOff, specialDays }: Calendar): OfficeHours => {
  const off = new Set<Day>(daysOff);
  const special = new Map<Day, Weekday | readonly Span[]>(
    Object.entries(specialDays).map(([day, hours]) => [day, Array.isArray(hours) ? spansOf(hours) : hours]),
  );
  const read = weeks.map(({ validFrom = '', hours, cutOff }) => ({
    validFrom,
    spans: new Map(weekdays.map((weekday) => [weekday, spansOf(hours[weekday])])),
    cutOff: cutOff === undefined ? undefined : timeOf(cutOff),
  }));
  const weekOf = (day: Day) => read.findLast(({ validFrom }) => validFrom <= day);
  const spansOn = (day: Day): readonly Span[] => {
    if (off.has(day)) return [];
    const hours = special.get(day) ?? weekdayOf(day);
    return typeof hours === 'string' ? (weekOf(day)?.spans.get(hours) ?? []) : hours;
  };
  return { spansOn, cutOffOn: (day) => weekOf(day)?.cutOff };
};
