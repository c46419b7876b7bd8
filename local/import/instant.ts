const written =
  /^(?<date>\d{4}-\d\d-\d\d)[T ](?<minute>\d\d:\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?(?: ?(?<offset>Z|[+-]\d\d(?::?\d\d)?))?$/i;

const two = (value: number) => String(value).padStart(2, '0');

/** An offset as RFC 3339 writes it; undefined for the seconds in the local mean times of long ago. */
const offsetText = (offsetMs: number): string | undefined => {
  const minutes = Math.abs(offsetMs) / 60_000;
  if (!Number.isInteger(minutes)) return undefined;
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

/**
 * Reads a time as files write it and gives it as RFC 3339 with an offset, to the millisecond (finer digits are cut off);
 * undefined when it cannot be read. A time with an offset keeps it; one without gets it from `wallOffset`.
 */
export const readInstant = (text: string, wallOffset: (wallMs: number) => number): string | undefined => {
  const { date, minute, second = '00', fraction = '', offset } = written.exec(text)?.groups ?? {};
  if (date === undefined) return undefined;
  const toSecond = `${date}T${minute}:${second}`;
  const millis = fraction.slice(0, 3).padEnd(3, '0');
  const wall = millis === '000' ? toSecond : `${toSecond}.${millis}`;
  const wallMs = Date.parse(`${wall}Z`);
  // A day or an hour that does not exist (30 February, 24:00) comes back as another one.
  if (Number.isNaN(wallMs) || !new Date(wallMs).toISOString().startsWith(toSecond)) return undefined;

  if (offset === undefined) {
    const offsetMs = wallOffset(wallMs);
    const known = offsetText(offsetMs);
    return known === undefined ? new Date(wallMs - offsetMs).toISOString() : wall + known;
  }
  if (offset.toUpperCase() === 'Z') return `${wall}Z`;
  const [hours, minutes] = [offset.slice(0, 3), offset.slice(3).replace(':', '') || '00'];
  return Number.isNaN(Date.parse(`${wall}${hours}:${minutes}`)) ? undefined : `${wall}${hours}:${minutes}`;
};
