/** What is done about a key of expected.json: the API is asked for its value, or there is a reason not to. */

export type Asked<Hub> = {
  /** The API's answer, in the shape of the file. */
  readonly ask: (hub: Hub) => unknown;
  /** Parts of the value, by their own key, that the answer does not have, and why. */
  readonly without: Readonly<Record<string, string>>;
};
export type LeftOut = { readonly leftOut: string };
export type Entry<Hub> = Asked<Hub> | LeftOut;

export const asked = <Hub>(
  ask: (hub: Hub) => unknown,
  without: Readonly<Record<string, string>> = {},
): Asked<Hub> => ({ ask, without });

export const leftOut = (reason: string): LeftOut => ({ leftOut: reason });

/** Which keys a table of entries lacks, has in vain, or gives no reason for. */
export const faultsOf = (
  keys: readonly string[],
  entries: Readonly<Record<string, Entry<never>>>,
): string[] => [
  ...keys.filter((key) => !Object.hasOwn(entries, key)).map((key) => `${key} is neither asked nor left out`),
  ...Object.keys(entries)
    .filter((key) => !keys.includes(key))
    .map((key) => `${key} is not in the file`),
  ...Object.entries(entries)
    .filter(([, entry]) => 'leftOut' in entry && entry.leftOut.length < 10)
    .map(([key]) => `${key} is left out without a reason`),
];
