import type { MotcuaEvent } from '../../../events/envelope.ts';
import { type Instant, instantOf } from '../../instant.ts';
import type { Pause, RequestState } from '../state.ts';
import type { FoldRules } from './rule.ts';

const pausesFor: Readonly<Record<string, Pause['kind']>> = {
  'motcua.supplement.requested.v1': 'supplement',
  'motcua.payment.requested.v1': 'payment',
  'motcua.request.suspended.v1': 'suspension',
};
/** A payment that nobody asked for is how fees are paid at the counter, and not odd. */
const endsPauseFor: Readonly<Record<string, Pause['kind']>> = {
  'motcua.supplement.provided.v1': 'supplement',
  'motcua.request.resumed.v1': 'suspension',
};

const isWaitingFor = ({ pauses }: RequestState, kind: Pause['kind']): boolean =>
  pauses.some((pause) => pause.kind === kind && pause.until === undefined);

const dueSaidBy = (event: MotcuaEvent): Instant | undefined =>
  (event.type === 'motcua.request.accepted.v1' || event.type === 'motcua.deadline.extended.v1') &&
  event.data.due !== undefined
    ? instantOf(event.data.due)
    : undefined;

/** The time that a request may take: due dates, and the pauses in which the office waits. */
export const timeLimits = {
  'due-before-receipt': {
    meaning: 'The due date, said or counted, lies before the submission.',
    odd: (before, event, after) => {
      const said = dueSaidBy(event);
      const isNew = said !== undefined || before.due !== after.due || before.received !== after.received;
      const due = said ?? after.due;
      return isNew && due !== undefined && after.received !== undefined && due < after.received;
    },
  },
  'extended-without-due': {
    meaning: 'A due date was moved though there was none.',
    odd: (state, event) => event.type === 'motcua.deadline.extended.v1' && state.due === undefined,
  },
  'paused-twice': {
    meaning: 'The office waited for something that it was waiting for already; the first pause counts.',
    odd: (state, event) => {
      const kind = pausesFor[event.type];
      return kind !== undefined && isWaitingFor(state, kind);
    },
  },
  'resumed-without-pause': {
    meaning: 'A supplement came, or work was resumed, though the office was not waiting for it.',
    odd: (state, event) => {
      const kind = endsPauseFor[event.type];
      return kind !== undefined && state.ended === undefined && !isWaitingFor(state, kind);
    },
  },
} as const satisfies FoldRules;
