import type { MotcuaEvent } from '../../../events/envelope.ts';
import type { RequestState } from '../state.ts';

/** What can be odd about an event, given the states before and after it in the order of the fold. */
export type FoldRule = {
  /** What was odd, in a sentence that needs no other. */
  readonly meaning: string;
  readonly odd: (state: RequestState, event: MotcuaEvent, after: RequestState) => boolean;
};

export type FoldRules = Readonly<Record<string, FoldRule>>;
