import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Faults } from './faults-by-seed.ts';
import type { Mailbox } from './mailbox.ts';
import { type Simulation, shuffled } from './simulation.ts';

type Message = { readonly id: string; readonly body: string; receives: number; visibleAt: number };

export type Queue = {
  readonly send: (body: string) => string;
  /** Puts a message with the dead letters at once: a rule could not deliver it. */
  readonly bury: (body: string) => void;
  readonly isQuiet: () => boolean;
};

/** As infra/constructs/projection.ts sets them. */
const batchSize = 100;
const visibilityMs = 361_000;
const maxReceives = 5;
const windowMs = 1_000;
const mostAtOnce = 3;

const poison = 'not a message';

/**
 * SQS and the event source mapping that reads it: at least once, in no order; what a batch leaves undone is seen again
 * when its time of invisibility is over, and after five receives it is a dead letter.
 */
export const sqsQueue = (
  { dice, now, after, note }: Simulation,
  faults: Faults,
  invoke: (event: SQSEvent) => Promise<SQSBatchResponse>,
  deadLetters: Mailbox,
): Queue => {
  const messages = new Map<string, Message>();
  let sent = 0;
  let running = 0;
  let pollIsDue = false;

  const pollSoon = (milliseconds = dice.share() * windowMs): void => {
    if (pollIsDue) return;
    pollIsDue = true;
    after(milliseconds, () => {
      pollIsDue = false;
      poll();
    });
  };

  const hide = (message: Message, milliseconds: number): void => {
    message.visibleAt = now() + milliseconds;
    after(milliseconds, () => pollSoon());
  };

  const isAnyVisible = () => [...messages.values()].some(({ visibleAt }) => visibleAt <= now());

  /** Takes messages out of sight, and those received too often out of the queue. */
  const receive = (): Message[] => {
    const visible = shuffled(
      dice,
      [...messages.values()].filter(({ visibleAt }) => visibleAt <= now()),
    ).slice(0, dice.pick([1, 3, 10, batchSize]));
    return visible.filter((message) => {
      message.receives++;
      if (message.receives > maxReceives) {
        messages.delete(message.id);
        deadLetters.send(message.body);
        return false;
      }
      // A copy that is seen again while the first is still being worked on.
      hide(message, faults.strikes('queue-repeat') ? dice.share() * 3_000 : visibilityMs);
      return true;
    });
  };

  const work = async (batch: readonly Message[]): Promise<void> => {
    running++;
    try {
      const Records = batch.map(({ id, body }) => ({ messageId: id, body })) as SQSEvent['Records'];
      const { batchItemFailures } = await invoke({ Records });
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const { id } of batch) if (!failed.has(id) && !faults.strikes('delete-lost')) messages.delete(id);
    } catch {
      // All of it is seen again later.
    } finally {
      running--;
      pollSoon();
    }
  };

  const poll = (): void => {
    if (running >= mostAtOnce) return;
    if (!isAnyVisible()) return;
    const batch = receive();
    pollSoon();
    if (batch.length === 0) return;
    note(`received ${batch.length}`);
    void work(batch);
  };

  const add = (body: string): string => {
    const id = `message-${sent++}`;
    messages.set(id, { id, body, receives: 0, visibleAt: 0 });
    pollSoon();
    return id;
  };

  return {
    send: (body) => {
      if (faults.strikes('poison-message')) add(poison);
      return add(body);
    },
    bury: (body) => {
      deadLetters.send(body);
    },
    isQuiet: () => messages.size === 0 && running === 0,
  };
};
