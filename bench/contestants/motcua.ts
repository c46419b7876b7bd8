import { realSurroundings } from '../../functions/real-surroundings.ts';
import { createAppender } from '../../shared/event-store/append.ts';
import { type Contestant, createStreams } from './contestant.ts';

const sender = { client: 'bench' };

/**
 * This project, as functions/ingest uses it: an appender to a function's instance, which keeps what it knows of the
 * streams. Duplicates are looked for, the stream is folded, a lost race is repeated.
 */
export const motcua: Contestant = {
  name: 'Motcua',
  open: async (client, table) => {
    await createStreams(client, table, ['request', 'version']);
    return () => {
      const appender = createAppender({ client, table }, realSurroundings);
      return {
        append: async (request, events) => {
          const answers = await appender.append(request, { events, complete: true }, sender);
          const lost = answers.find(({ status }) => status !== 'appended');
          if (lost) throw new Error(`an event was ${lost.status}`);
        },
      };
    };
  },
};
