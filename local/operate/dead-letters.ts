import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue of messages that were given up on. */
export type DeadLetters = { readonly client: SQSClient; readonly url: string };

export type Letter = { readonly id: string; readonly body: string; readonly receipt: string };

/** A letter that stays in the queue, and why. */
export type Left = { readonly letter: Letter; readonly why: string };

/**
 * Takes letters, some at a time, until the queue has none to give. A letter that is not removed is given out again
 * after so many seconds, or once it is put back.
 */
export async function* takeAll({ client, url }: DeadLetters, seconds: number): AsyncGenerator<Letter[]> {
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        // Any wait makes SQS ask all its machines: nothing means that there is nothing.
        WaitTimeSeconds: 1,
        VisibilityTimeout: seconds,
      }),
    );
    if (Messages.length === 0) return;
    yield Messages.map(({ MessageId = '', Body = '', ReceiptHandle = '' }) => ({
      id: MessageId,
      body: Body,
      receipt: ReceiptHandle,
    }));
  }
}

/** Removes a letter for good: whatever it asked for must be done by now. */
export const remove = async ({ client, url }: DeadLetters, { receipt }: Letter): Promise<void> => {
  await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
};

/** Lets the next one who asks have the letters at once. */
export const putBack = async ({ client, url }: DeadLetters, left: Iterable<Left>): Promise<void> => {
  for (const { letter } of left)
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: letter.receipt,
        VisibilityTimeout: 0,
      }),
    );
};

/** How many letters there are, about. */
export const countLetters = async ({ client, url }: DeadLetters): Promise<number> => {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  const { ApproximateNumberOfMessages = '0', ApproximateNumberOfMessagesNotVisible = '0' } = Attributes ?? {};
  return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
};
