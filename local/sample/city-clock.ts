const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Office hours, in minutes of the day; Monday to Friday, no holidays: the city is invented, and so is its calendar. */
export const opens = 7.5 * 60;
export const closes = 17 * 60;

/** The city's clocks and office hours over instants (milliseconds since 1970). */
export type CityClock = {
  /** The instant of a local day (`2024-01-15`) and minute of that day. */
  readonly at: (day: string, minute: number) => number;
  /** RFC 3339 with the local offset. */
  readonly text: (instant: number) => string;
  readonly day: (instant: number) => string;
  /** The same instant while offices are open, else the next opening. */
  readonly whenOpen: (instant: number) => number;
  readonly plusOpenMinutes: (instant: number, minutes: number) => number;
  /** Closing time of the n-th working day after an instant. */
  readonly due: (instant: number, workingDays: number) => number;
};

/** Inside, time is the wall clock's: milliseconds as if it were UTC, so that days and hours need only arithmetic. */
const startOfDay = (wall: number) => Math.floor(wall / dayMs) * dayMs;
const isWorkday = (wall: number) => ![0, 6].includes(new Date(wall).getUTCDay());

const nextWorkday = (wall: number): number => {
  const day = startOfDay(wall) + dayMs;
  return isWorkday(day) ? day : nextWorkday(day);
};

const whenOpen = (wall: number): number => {
  const opening = startOfDay(wall) + opens * minuteMs;
  const isBeforeClosing = wall < startOfDay(wall) + closes * minuteMs;
  if (!isWorkday(wall) || !isBeforeClosing) return nextWorkday(wall) + opens * minuteMs;
  return Math.max(wall, opening);
};

const plusOpenMinutes = (wall: number, minutes: number): number => {
  let at = whenOpen(wall);
  let left = Math.round(minutes * 60) * 1000;
  for (;;) {
    const untilClosing = startOfDay(at) + closes * minuteMs - at;
    if (left <= untilClosing) return at + left;
    left -= untilClosing;
    at = whenOpen(at + untilClosing);
  }
};

const due = (wall: number, workingDays: number): number => {
  let day = startOfDay(wall);
  for (let n = 0; n < workingDays; n++) day = nextWorkday(day);
  return day + closes * minuteMs;
};

export const cityClock = (timeZone: string): CityClock => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  /** `+07:00`; Intl writes `GMT+07:00`, and bare `GMT` for none. */
  const offset = (instant: number): string => /[+-]\d\d:\d\d/.exec(format.format(instant))?.[0] ?? '+00:00';
  const offsetMs = (instant: number): number => {
    const text = offset(instant);
    const [hours = 0, minutes = 0] = text.slice(1).split(':').map(Number);
    return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * minuteMs;
  };
  const wall = (instant: number) => instant + offsetMs(instant);
  const instant = (wall: number) => wall - offsetMs(wall - offsetMs(wall));
  const localText = (instant: number) => new Date(wall(instant)).toISOString();
  return {
    at: (day, minute) => instant(Date.parse(`${day}T00:00:00Z`) + Math.round(minute * 60) * 1000),
    text: (instant) => `${localText(instant).slice(0, 19)}${offset(instant)}`,
    day: (instant) => localText(instant).slice(0, 10),
    whenOpen: (at) => instant(whenOpen(wall(at))),
    plusOpenMinutes: (at, minutes) => instant(plusOpenMinutes(wall(at), minutes)),
    due: (at, workingDays) => instant(due(wall(at), workingDays)),
  };
};
