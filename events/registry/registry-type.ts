import type * as z from 'zod/mini';

/** Everything the hub knows about one type of registry event; one file of this folder each. */
export type RegistryType<S extends z.ZodMiniType = z.ZodMiniType> = {
  /** What the event reports, in a sentence. */
  readonly meaning: string;
  /** The entry as it is registered: all of it each time, never a part. */
  readonly data: S;
  readonly example: z.input<S>;
};

/** Declares a type of registry event; only here to infer the types from the schema. */
export const registryType = <S extends z.ZodMiniType>(definition: RegistryType<S>) => definition;
