/** A point in time: milliseconds since 1970 in UTC. */
export type Instant = number & { readonly __brand: 'Instant' };

/** The instant of milliseconds since 1970. */
export const instant = (milliseconds: number): Instant => milliseconds as Instant;

/** The instant of an RFC 3339 text that a schema has checked. */
export const instantOf = (text: string): Instant => Date.parse(text) as Instant;

/** RFC 3339 in UTC, with milliseconds. */
export const instantText = (at: Instant): string => new Date(at).toISOString();
