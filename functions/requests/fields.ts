/** An object cut down to the fields asked for; whole where none were. */
export const cut = <T extends object>(whole: T, fields: readonly string[] | undefined): T | Partial<T> =>
  fields === undefined
    ? whole
    : (Object.fromEntries(Object.entries(whole).filter(([name]) => fields.includes(name))) as Partial<T>);
