type Tolerance = { readonly usual: number; readonly ofShares: number };

/** What is compared closer than the rest, wherever it stands. */
const shares = new Set(['share', 'wilson95']);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Where an answer differs from what is wanted, as `path: what is wanted, what was answered`. Every key must be in both; numbers
 * may differ by the tolerance, so that those of the API's schemas that are whole must be equal.
 * @param without keys of what is wanted that the answer need not have
 */
export const differences = (
  wanted: unknown,
  given: unknown,
  without: ReadonlySet<string>,
  tolerance: Tolerance = { usual: 1e-6, ofShares: 1e-9 },
  path = '',
): string[] => {
  const isNear =
    typeof wanted === 'number' && typeof given === 'number'
      ? Math.abs(wanted - given) <= tolerance.usual
      : wanted === given;
  const differs = [
    `${path || 'value'}: ${JSON.stringify(wanted)} is wanted, ${JSON.stringify(given)} answered`,
  ];
  const within = (key: string): Tolerance =>
    shares.has(key) ? { ...tolerance, usual: tolerance.ofShares } : tolerance;
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (Array.isArray(wanted)) {
    if (!Array.isArray(given) || given.length !== wanted.length) return differs;
    return wanted.flatMap((value, index) =>
      differences(value, given[index], without, tolerance, at(String(index))),
    );
  }
  if (!isRecord(wanted)) return isNear ? [] : differs;
  if (!isRecord(given)) return differs;
  const keys = new Set([...Object.keys(wanted), ...Object.keys(given)]);
  return [...keys].flatMap((key) =>
    without.has(key) && !Object.hasOwn(given, key)
      ? []
      : differences(wanted[key], given[key], without, within(key), at(key)),
  );
};

/** Every key within a value, at any depth. */
export const keysWithin = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(keysWithin);
  return isRecord(value) ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysWithin(inner)]) : [];
};
