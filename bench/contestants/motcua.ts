import { realSurroundings } from '../../functions/real-surroundings.ts';
import { appendEvents } from '../../shared/event-store/append.ts';
import { type Contestant, createStreams } from './contestant.ts';

const sender = { client: 'bench' };

/** This project, as functions/ingest uses it: duplicates are looked for, the stream is folded, a lost race is repeated. */
export const motcua: Contestant = {
  name: 'Motcua',
  open: async (client, table) => {
    await createStreams(client, table, ['request', 'version']);
    const log = { client, table };
    return () => ({
      append: async (request, events) => {
        const answers = await appendEvents(
          log,
          request,
          { events, complete: true },
          sender,
          realSurroundings,
        );
        const lost = answers.find(({ status }) => status !== 'appended');
        if (lost) throw new Error(`an event was ${lost.status}`);
      },
    });
  },
};
