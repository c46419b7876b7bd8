import { type Caller, callerOf, requireScope } from '../../shared/http/caller.ts';
import type { Call } from './context.ts';

/** Who reads requests. @throws Problem (403) where the token has no scope for it */
export const readerOf = (call: Call): Caller => {
  const caller = callerOf(call);
  requireScope(caller, 'events:write', 'statistics:read', 'operate');
  return caller;
};
