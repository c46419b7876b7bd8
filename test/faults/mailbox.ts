import type {
  ChangeMessageVisibilityCommandInput,
  DeleteMessageCommandInput,
  ReceiveMessageCommandInput,
  SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import type { Service } from './calls.ts';
import { ServiceError } from './service-error.ts';
import type { Simulation } from './simulation.ts';

/** A queue that nobody polls by himself: messages given up on lie here until an operator comes. */
export type Mailbox = {
  readonly send: (body: string) => string;
  readonly receive: (most: number, seconds: number) => { id: string; body: string; receipt: string }[];
  readonly remove: (receipt: string) => void;
  readonly hide: (receipt: string, seconds: number) => void;
};

export const mailbox = (name: string, { now }: Simulation): Mailbox => {
  const letters = new Map<string, { body: string; receives: number; visibleAt: number }>();
  let sent = 0;
  const idIn = (receipt: string): string => receipt.replace(/#\d+$/, '');
  return {
    send: (body) => {
      const id = `${name}-${sent++}`;
      letters.set(id, { body, receives: 0, visibleAt: 0 });
      return id;
    },
    receive: (most, seconds) =>
      [...letters]
        .filter(([, { visibleAt }]) => visibleAt <= now())
        .slice(0, most)
        .map(([id, letter]) => {
          letter.visibleAt = now() + seconds * 1_000;
          return { id, body: letter.body, receipt: `${id}#${letter.receives++}` };
        }),
    remove: (receipt) => letters.delete(idIn(receipt)),
    hide: (receipt, seconds) => {
      const letter = letters.get(idIn(receipt));
      if (letter) letter.visibleAt = now() + seconds * 1_000;
    },
  };
};

/** What SQS does for those who call it; a queue that a function polls takes messages, and gives none. */
export const sqsService = (
  queues: Readonly<Record<string, Pick<Mailbox, 'send'> & Partial<Mailbox>>>,
): Service => {
  const queueOf = (url: string | undefined): Mailbox => {
    const queue = queues[url ?? ''];
    if (!queue) throw new ServiceError('QueueDoesNotExist', `there is no queue ${url}`);
    return queue as Mailbox;
  };
  const operations: Readonly<Record<string, (input: never) => object>> = {
    SendMessage: ({ QueueUrl, MessageBody = '' }: SendMessageCommandInput) => ({
      MessageId: queueOf(QueueUrl).send(MessageBody),
    }),
    ReceiveMessage: ({
      QueueUrl,
      MaxNumberOfMessages = 1,
      VisibilityTimeout = 30,
    }: ReceiveMessageCommandInput) => ({
      Messages: queueOf(QueueUrl)
        .receive(MaxNumberOfMessages, VisibilityTimeout)
        .map(({ id, body, receipt }) => ({ MessageId: id, Body: body, ReceiptHandle: receipt })),
    }),
    DeleteMessage: ({ QueueUrl, ReceiptHandle = '' }: DeleteMessageCommandInput) => {
      queueOf(QueueUrl).remove(ReceiptHandle);
      return {};
    },
    ChangeMessageVisibility: ({
      QueueUrl,
      ReceiptHandle = '',
      VisibilityTimeout = 0,
    }: ChangeMessageVisibilityCommandInput) => {
      queueOf(QueueUrl).hide(ReceiptHandle, VisibilityTimeout);
      return {};
    },
  };
  return (operation, input) => {
    const act = operations[operation];
    if (!act) throw new Error(`the model of SQS does not know ${operation}`);
    return act(input as never);
  };
};
