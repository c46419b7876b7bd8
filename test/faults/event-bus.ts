import type { PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import type { Faults } from './faults-by-seed.ts';
import type { Queue } from './queue.ts';
import { ServiceError } from './service-error.ts';
import type { Simulation } from './simulation.ts';

/** A rule: what it lets through goes to its queue, or, where that cannot be reached, to its dead letters. */
export type Rule = {
  readonly queue: Queue;
  /** The name by which a commit concerns it, where not every commit does. */
  readonly concern?: string;
  /** Told of every message that is lost without a trace. */
  readonly onDropped: (body: string) => void;
};

export type EventBus = {
  readonly putEvents: (operation: string, input: object) => object;
  readonly isQuiet: () => boolean;
};

const pattern = { source: 'motcua', detailType: 'motcua.request.changed.v1' };
const mostEntries = 10;

/** EventBridge: takes a call in part or not at all; delivers each event at least once, in no order, to every rule. */
export const eventBus = (simulation: Simulation, faults: Faults, rules: readonly Rule[]): EventBus => {
  const { dice, now, after } = simulation;
  let onTheirWay = 0;
  let upAgainAt = 0;
  let events = 0;

  /** Outages come and last: every so often the bus is asked whether one begins. */
  const isDown = (): boolean => {
    if (now() < upAgainAt) return true;
    if (!dice.chance(0.03) || !faults.strikes('bus-outage')) return false;
    upAgainAt = now() + dice.share() * 40_000;
    return true;
  };

  const deliver = ({ queue, onDropped }: Rule, body: string): void => {
    if (faults.strikes('wake-up-dropped')) {
      onDropped(body);
      return;
    }
    const copies = faults.strikes('bus-repeat') ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      onTheirWay++;
      const lateMs = faults.strikes('bus-late') ? dice.share() * 60_000 : 10 + dice.share() * 500;
      after(lateMs, () => {
        onTheirWay--;
        if (faults.strikes('rule-undeliverable')) queue.bury(body);
        else queue.send(body);
      });
    }
  };

  return {
    putEvents: (operation, input) => {
      if (operation !== 'PutEvents') throw new Error(`the model of EventBridge does not know ${operation}`);
      const { Entries = [] } = input as PutEventsCommandInput;
      if (Entries.length === 0 || Entries.length > mostEntries)
        throw new ServiceError('ValidationException', `${Entries.length} entries`);
      if (isDown()) throw new ServiceError('InternalException', 'the bus is down');
      const results = Entries.map((entry) => {
        if (faults.strikes('partial-put-events')) return { ErrorCode: 'ThrottlingException' };
        const id = `event-${events++}`;
        const matches = entry.Source === pattern.source && entry.DetailType === pattern.detailType;
        const body = JSON.stringify({
          id,
          source: entry.Source,
          'detail-type': entry.DetailType,
          time: entry.Time?.toISOString(),
          detail: JSON.parse(entry.Detail ?? '') as unknown,
        });
        const { concerns = [] } = JSON.parse(entry.Detail ?? '') as { concerns?: readonly string[] };
        const wanted = rules.filter(({ concern }) => concern === undefined || concerns.includes(concern));
        if (matches) for (const rule of wanted) deliver(rule, body);
        return { EventId: id };
      });
      return { FailedEntryCount: results.filter((one) => 'ErrorCode' in one).length, Entries: results };
    },
    isQuiet: () => onTheirWay === 0,
  };
};
