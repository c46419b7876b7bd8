import type { Appender } from '../../shared/event-store/append.ts';
import type { EventLog } from '../../shared/event-store/event-log.ts';
import { loadPage } from '../../shared/event-store/load-page.ts';
import type { Answer } from '../../shared/request/decide.ts';
import { version } from '../../shared/request/stream.ts';

const nothing = version(0);
const refused: Answer = {
  status: 'rejected',
  refusal: { reason: 'unexpected-version', expected: 1, current: nothing },
};

/** Appends to requests that are there alone (`If-Match: *`). Looked up before the append: a request once there stays. */
export const toWhatIsThere = (log: EventLog, { append }: Appender): Appender => ({
  append: async (request, call, sender) => {
    const [opening] = await loadPage(log, request, { after: nothing, limit: 1 });
    return opening === undefined ? call.events.map(() => refused) : append(request, call, sender);
  },
});
