import * as z from 'zod';
import { answered, createHubClient, type HubOptions, problemDocument } from '../client/client.ts';
import type { Event } from '../client/paths.ts';
import type { OutgoingEvent } from './row-events.ts';

const answer = z.discriminatedUnion('status', [
  z.object({ status: z.enum(['appended', 'duplicate']) }),
  z.object({ status: z.literal('rejected'), problem: problemDocument }),
]);
const answers = z.object({ results: z.array(answer) });

/** What the hub says about one event. */
type Answer = z.output<typeof answer>;

/** Sends one batch and gives the hub's answers, in the order of the events. */
export type Send = (events: readonly OutgoingEvent[]) => Promise<readonly Answer[]>;

export type SendOptions = HubOptions & { readonly token: string };

const notAnAnswer = 'the hub gave an answer that is not one to a batch of events';

/** Checked again here: what the import was told to send to may be anything but a hub. */
const readAnswers = (body: unknown, sent: number): readonly Answer[] => {
  const parsed = answers.safeParse(body);
  if (!parsed.success) throw new Error(notAnAnswer);
  const { results } = parsed.data;
  if (results.length !== sent) throw new Error(`the hub answered ${results.length} of ${sent} events`);
  return results;
};

/** Makes the function that sends batches; sending one again is safe, as the hub knows events it already has. */
export const createSend = (options: SendOptions): Send => {
  const hub = createHubClient(options);
  return async (events) => {
    const outcome = await hub
      .POST('/v1/events', {
        // A mapping names types and fields as text; the hub is who checks them.
        body: events as unknown as Event[],
        headers: { 'content-type': 'application/cloudevents-batch+json' },
      })
      .catch((error: unknown) => {
        throw error instanceof SyntaxError ? new Error(notAnAnswer, { cause: error }) : error;
      });
    return readAnswers(answered(outcome), events.length);
  };
};
