import { instant } from '../../shared/instant.ts';
import type { Surroundings } from '../../shared/surroundings.ts';
import type { Faults } from './faults-by-seed.ts';
import type { Simulation } from './simulation.ts';

/** One invocation: from its event to its answer, its error or its violent end. */
export type Invocation = { readonly deadline: number; readonly kill: (why: string) => void };

/** One process of a function, with its own clock and whatever its code keeps in memory. */
export type Instance = {
  readonly name: string;
  readonly surroundings: Surroundings;
  readonly current: () => Invocation | undefined;
  readonly isDead: () => boolean;
  /** Hands something to the code: now, or when the frozen process is thawed; never where it is dead. */
  readonly deliver: (act: () => void) => void;
  readonly jumpClock: () => void;
};

export type FunctionSettings<Event, Answer> = {
  readonly name: string;
  readonly timeoutMs: number;
  /** Starts a process: what it returns handles its events, one at a time. */
  readonly start: (instance: Instance) => (event: Event) => Promise<Answer>;
};

/** Clocks of two processes are apart by less than a minute. */
const mostSkewMs = 29_000;

type Process<Event, Answer> = {
  readonly instance: Instance;
  readonly handle: (event: Event) => Promise<Answer>;
  readonly invoke: (event: Event) => Promise<Answer>;
};

const startProcess = <Event, Answer>(
  { dice, now, after }: Simulation,
  faults: Faults,
  { name, timeoutMs, start }: FunctionSettings<Event, Answer>,
): Process<Event, Answer> => {
  let backlog: (() => void)[] = [];
  let current: Invocation | undefined;
  let isDead = false;
  const drawSkew = () => (2 * dice.share() - 1) * mostSkewMs;
  let skewMs = faults.strikes('clock-skew') ? drawSkew() : 0;
  const deliver = (act: () => void) => {
    if (isDead) return;
    if (current) act();
    else backlog.push(act);
  };
  const instance: Instance = {
    name,
    current: () => current,
    isDead: () => isDead,
    deliver,
    jumpClock: () => {
      skewMs = drawSkew();
    },
    surroundings: {
      now: () => instant(Math.floor(now() + skewMs)),
      random: dice.share,
      sleep: (milliseconds) => new Promise((resolve) => after(milliseconds, () => deliver(resolve))),
    },
  };
  const handle = start(instance);
  return {
    instance,
    handle,
    invoke: (event) =>
      new Promise((resolve, reject) => {
        const lifeMs = faults.strikes('timeout') ? dice.share() * 2_000 : timeoutMs;
        let isOver = false;
        const end = (settle: () => void) => {
          if (isOver) return;
          isOver = true;
          current = undefined;
          settle();
        };
        const kill = (why: string) =>
          end(() => {
            isDead = true;
            reject(new Error(`${name}: ${why}`));
          });
        current = { deadline: now() + lifeMs, kill };
        after(lifeMs, () => kill('timed out'));
        const thawed = backlog;
        backlog = [];
        for (const act of thawed) act();
        handle(event).then(
          (answer) => end(() => resolve(answer)),
          (error: unknown) => end(() => reject(error)),
        );
      }),
  };
};

export type LambdaFunction<Event, Answer> = {
  /** @throws Error where the code threw, crashed or ran out of time: the caller cannot tell which */
  readonly invoke: (event: Event) => Promise<Answer>;
};

/** A function as Lambda runs it: a process for each event at a time, kept for later events until it dies. */
export const lambdaFunction = <Event, Answer>(
  simulation: Simulation,
  faults: Faults,
  settings: FunctionSettings<Event, Answer>,
): LambdaFunction<Event, Answer> => {
  let idle: Process<Event, Answer>[] = [];
  return {
    invoke: async (event) => {
      const isCold = idle.length === 0 || faults.strikes('cold-start');
      const process = isCold ? startProcess(simulation, faults, settings) : simulation.dice.pick(idle);
      idle = idle.filter((other) => other !== process);
      simulation.note(`${settings.name} begins`);
      try {
        return await process.invoke(event);
      } finally {
        simulation.note(`${settings.name} ends`);
        if (!process.instance.isDead()) idle.push(process);
      }
    },
  };
};
