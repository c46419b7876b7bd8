import { createHash } from 'node:crypto';
import { type Dice, dice } from '../../local/sample/dice.ts';
import { type Instant, instant, instantOf } from '../../shared/instant.ts';

type Due = { readonly at: number; readonly order: number; readonly act: () => void };

/** The one clock, the one dice and the one queue of things to happen that a run consists of. */
export type Simulation = {
  readonly dice: Dice;
  readonly now: () => Instant;
  /** Lets something happen so many milliseconds from now. */
  readonly after: (milliseconds: number, act: () => void) => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Adds a line to what the run did. */
  readonly note: (line: string) => void;
  /** Runs until nothing is left to happen, or `until` says so. @throws Error where it never ends */
  readonly run: (until?: () => boolean) => Promise<void>;
  /** What happened so far, as one number: the same seed must give the same. */
  readonly trace: () => string;
};

const start = instantOf('2026-11-24T03:00:00Z');
const mostSteps = 100_000;

const isBefore = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap: the earliest first, and of the same instant the one named first. */
const agenda = () => {
  const heap: Due[] = [];
  const swap = (i: number, j: number) => {
    const [a, b] = [heap[i], heap[j]];
    if (a && b) [heap[i], heap[j]] = [b, a];
  };
  const before = (i: number, j: number): boolean => {
    const [a, b] = [heap[i], heap[j]];
    return a !== undefined && b !== undefined && isBefore(a, b);
  };
  return {
    add: (due: Due) => {
      let at = heap.push(due) - 1;
      for (let up = (at - 1) >> 1; at > 0 && before(at, up); at = up, up = (at - 1) >> 1) swap(at, up);
    },
    next: (): Due | undefined => {
      swap(0, heap.length - 1);
      const first = heap.pop();
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        const least = before(right, left) ? right : left;
        if (!before(least, at)) return first;
        swap(least, at);
        at = least;
      }
    },
  };
};

/** The list in an order that the dice decide. */
export const shuffled = <T>({ share }: Dice, list: readonly T[]): T[] =>
  list
    .map((value) => [share(), value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);

/** Lets everything that waits for nothing but its turn go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * A world of its own: nothing in it happens but by the queue, and the seed alone decides when. After each thing that
 * happens the code goes on until it waits for the next.
 */
export const simulation = (seed: number): Simulation => {
  const due = agenda();
  const hash = createHash('sha256');
  let at = start as number;
  let order = 0;
  const after = (milliseconds: number, act: () => void) =>
    due.add({ at: at + Math.max(0, milliseconds), order: order++, act });
  const now = () => instant(Math.floor(at));
  return {
    dice: dice(seed),
    now,
    after,
    sleep: (milliseconds) => new Promise((resolve) => after(milliseconds, resolve)),
    note: (line) => {
      hash.update(`${Math.floor(at)} ${line}\n`);
    },
    run: async (until = () => false) => {
      await settle();
      for (let steps = 0; !until(); steps++) {
        const next = due.next();
        if (next === undefined) return;
        if (steps === mostSteps) throw new Error('the run does not end');
        at = next.at;
        next.act();
        await settle();
      }
    },
    trace: () => hash.copy().digest('hex').slice(0, 16),
  };
};
