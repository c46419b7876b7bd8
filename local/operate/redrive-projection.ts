import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { wakeUpOf } from '../../shared/bus/wake-up.ts';
import { type DeadLetters, type Left, type Letter, putBack, remove, takeAll } from './dead-letters.ts';

/** Long enough to send a handful on and remove them. */
const takenForSeconds = 60;

/** The request that a letter wakes up, or undefined where it is no wake-up. */
const requestOf = ({ body }: Letter): string | undefined => {
  try {
    const { request, version } = wakeUpOf(body);
    return `${request} at version ${version}`;
  } catch {
    return undefined;
  }
};

export type Redriven = { readonly sent: number; readonly left: readonly Left[] };

/**
 * Sends a projection's dead letters to its queue again, unchanged. Each is sent before it is removed, so breaking off
 * loses none and repeats at most a few, which a projection does not mind. What is no wake-up stays where it is.
 */
export const redriveProjection = async (
  deadLetters: DeadLetters,
  queueUrl: string,
  onSent: (sent: number) => void,
): Promise<Redriven> => {
  // A message that fails again comes back under the id it was sent with: once is enough for one call.
  const sent = new Set<string>();
  const left = new Map<string, Left>();
  const redrive = async (letter: Letter): Promise<void> => {
    const request = requestOf(letter);
    if (request === undefined) left.set(letter.id, { letter, why: 'is not a wake-up' });
    else if (sent.has(letter.id)) left.set(letter.id, { letter, why: `failed again: ${request}` });
    else {
      const message = { QueueUrl: queueUrl, MessageBody: letter.body };
      const { MessageId } = await deadLetters.client.send(new SendMessageCommand(message));
      sent.add(MessageId ?? '');
      await remove(deadLetters, letter);
    }
  };
  for await (const letters of takeAll(deadLetters, takenForSeconds)) {
    await Promise.all(letters.map(redrive));
    onSent(sent.size);
  }
  await putBack(deadLetters, left.values());
  return { sent: sent.size, left: [...left.values()] };
};
