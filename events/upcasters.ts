/** How the data of a version that was succeeded reads as data of the next one. */
export type Upcaster = { readonly to: string; readonly data: (data: never) => object };

/**
 * By the former type, such as `motcua.payment.made.v1`; its schema and example stand in former-types.ts. Apart from these, so
 * that what only reads the log starts without the schemas.
 */
export const upcasters: ReadonlyMap<string, Upcaster> = new Map();
