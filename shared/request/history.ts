import type { Instant } from '../instant.ts';
import type { RequestState } from './state.ts';

/** The state after what happened at an instant, which remembers from when on its holder, its unit and its due date are what they are. */
export const withHistory = (before: RequestState, after: RequestState, at: Instant): RequestState => {
  const { holder: agency, unit, due } = after;
  return {
    ...after,
    ...(agency !== undefined &&
      agency !== before.holder && { holdings: [...after.holdings, { agency, from: at }] }),
    ...(unit !== before.unit && {
      units: [...after.units, { ...(unit !== undefined && { unit }), from: at }],
    }),
    ...(due !== undefined && due !== before.due && { dues: [...after.dues, { at, due }] }),
  };
};
