/** The entity tag of a version, of a request as of the registry. */
export const tagOf = (version: number): string => `"${version}"`;

/** The version of which this is the entity tag; undefined where it is none. A weak one is none: versions are exact. */
export const versionOfTag = (tag: string): number | undefined => {
  const digits = /^"(\d{1,15})"$/.exec(tag)?.[1];
  return digits === undefined ? undefined : Number(digits);
};
