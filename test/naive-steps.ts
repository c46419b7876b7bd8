import type { MotcuaEvent } from '../events/envelope.ts';
import { type Instant, instantOf } from '../shared/instant.ts';
import { inOrder } from '../shared/request/fold.ts';
import type { StepGrouping } from '../shared/statistics/steps-question.ts';
import { streamOf } from './builders.ts';

/**
 * A plain account of the steps of one request from its events up to an instant: event by event, and of who held it
 * minute by minute. Events are told in whole minutes, and none takes another back.
 */

const minuteMs = 60_000;
export const hours = (ms: number) => ms / 3_600_000;

type Done = {
  readonly step: string;
  readonly started: number | undefined;
  readonly completed: number | undefined;
  readonly unit: string | null;
  readonly official: string | undefined;
  readonly holder: string | null;
};

export type NaiveStep = Done & {
  readonly group: Record<StepGrouping, string | null>;
  readonly isAgain: boolean;
  readonly ready: number | undefined;
  readonly before: Done | undefined;
};

export type NaiveRequest = {
  /** Whether a step, a unit or another agency had been told. */
  readonly isReported: boolean;
  readonly steps: readonly NaiveStep[];
  /** For each minute in which it was open, who had it. */
  readonly minutes: readonly Record<'agency' | 'holder' | 'unit' | 'procedure' | 'channel', string | null>[];
};

const walk = (events: readonly MotcuaEvent[]) => {
  let holder: string | null = null;
  let unit: string | null = null;
  let isOpen = false;
  let hasEnded = false;
  let received: Extract<MotcuaEvent, { type: 'motcua.request.submitted.v1' }> | undefined;
  let accepted: number | undefined;
  const open: Done[] = [];
  const done: Done[] = [];
  for (const event of events) {
    const at = instantOf(event.time);
    switch (event.type) {
      case 'motcua.request.submitted.v1':
        received ??= event;
        holder ??= event.data.agency;
        isOpen = !hasEnded;
        break;
      case 'motcua.request.accepted.v1':
        accepted ??= at;
        break;
      case 'motcua.request.assigned.v1':
        unit = event.data.unit;
        break;
      case 'motcua.request.forwarded.v1':
        holder = event.data.to;
        unit = null;
        break;
      case 'motcua.step.started.v1': {
        const { step, unit: by = null, official } = event.data;
        open.push({ step, started: at, completed: undefined, unit: by, official, holder });
        break;
      }
      case 'motcua.step.completed.v1': {
        const { step, unit: by, official } = event.data;
        const index = open.findIndex((one) => one.step === step);
        const [begun] = index < 0 ? [] : open.splice(index, 1);
        done.push({
          step,
          started: begun?.started,
          completed: at,
          unit: by ?? begun?.unit ?? null,
          official: official ?? begun?.official,
          holder: begun === undefined ? holder : begun.holder,
        });
        break;
      }
      case 'motcua.request.resolved.v1':
      case 'motcua.request.refused.v1':
      case 'motcua.request.withdrawn.v1':
      case 'motcua.request.stopped.v1':
        hasEnded = true;
        isOpen = false;
        break;
      case 'motcua.request.reopened.v1':
        hasEnded = false;
        isOpen = received !== undefined;
        break;
      default:
    }
  }
  return { holder, unit, isOpen, received, accepted, open, done };
};

/** What was known of a request at an instant; undefined where it had not been received. */
export const naiveSteps = (all: readonly MotcuaEvent[], asOf: Instant): NaiveRequest | undefined => {
  const events = inOrder(streamOf(all).events).map(({ event }) => event);
  const upTo = (at: number) => walk(events.filter(({ time }) => instantOf(time) <= at));
  const { received, accepted, holder: agency, open, done } = upTo(asOf);
  if (received === undefined) return undefined;
  const from = instantOf(received.time);
  const { procedure, channel } = received.data;
  const before = (one: Done): Done | undefined => {
    const { started } = one;
    if (one.completed === undefined || started !== undefined) {
      const earlier = done.filter((other) => other !== one && (other.completed ?? 0) <= (started ?? 0));
      return earlier.at(-1);
    }
    return done[done.indexOf(one) - 1];
  };
  const steps = [...done, ...open].map((one): NaiveStep => {
    const previous = one.completed === undefined ? before(one) : done[done.indexOf(one) - 1];
    const begin = one.started ?? one.completed ?? 0;
    const ready = [before(one)?.completed, accepted, from].find((at) => at !== undefined && at <= begin);
    const position = one.completed === undefined ? done.length : done.indexOf(one);
    return {
      ...one,
      ready,
      before: previous,
      isAgain: one.completed !== undefined && done.slice(0, position).some(({ step }) => step === one.step),
      group: {
        step: one.step,
        previous: previous?.step ?? null,
        'previous-unit': previous?.unit ?? null,
        unit: one.unit,
        holder: one.holder,
        agency,
        procedure,
        channel,
        month: '2024-01',
      },
    };
  });
  const minutes: NaiveRequest['minutes'][number][] = [];
  const first = upTo(from).holder;
  let isReported = steps.length > 0;
  for (let at: number = from; at <= asOf; at += minuteMs) {
    const { isOpen, holder, unit } = upTo(at);
    if (!isOpen) continue;
    if (unit !== null || holder !== first) isReported = true;
    if (at < asOf) minutes.push({ agency, holder, unit, procedure, channel });
  }
  return { isReported, steps, minutes };
};
