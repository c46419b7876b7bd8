import type { Simulation } from './simulation.ts';

/** What can go wrong, and how often at most it does where it can: a share of the occasions. */
const faultKinds = {
  'crash-before-call': 0.006,
  'crash-after-call': 0.006,
  timeout: 0.01,
  throttled: 0.02,
  'transaction-conflict': 0.01,
  'internal-error': 0.01,
  'answer-lost': 0.01,
  'late-landing': 0.008,
  'stale-read': 0.5,
  'unprocessed-items': 0.1,
  'partial-put-events': 0.1,
  'bus-outage': 0.5,
  'bus-repeat': 0.1,
  'bus-late': 0.2,
  'wake-up-dropped': 0.05,
  'rule-undeliverable': 0.02,
  'queue-repeat': 0.05,
  'delete-lost': 0.05,
  'stream-late': 0.1,
  'poison-message': 0.01,
  'poison-record': 0.01,
  'clock-skew': 1,
  'clock-jump': 0.02,
  'compactor-overlap': 0.3,
  'no-answer-to-sender': 0.05,
  'sent-twice': 0.1,
  'cold-start': 0.1,
} as const;

export type FaultKind = keyof typeof faultKinds;
export const allFaultKinds = Object.keys(faultKinds) as FaultKind[];

export type Faults = {
  /** Whether it goes wrong this time; counted when it does. */
  readonly strikes: (kind: FaultKind) => boolean;
  /** From now on nothing new goes wrong: what is broken can be mended. */
  readonly heal: () => void;
  /** Everything may go wrong again. */
  readonly relapse: () => void;
  readonly injected: () => Readonly<Partial<Record<FaultKind, number>>>;
};

/** How much a run is given to one fault: some runs see little of it, some a lot. */
const weights = [0.2, 1, 1, 3] as const;

/** The faults of one run. The dice are thrown whether or not a fault is switched on. */
export const faultsBySeed = ({ dice }: Simulation, enabled: ReadonlySet<FaultKind>): Faults => {
  const rates = new Map(
    allFaultKinds.map((kind) => [kind, Math.min(1, faultKinds[kind] * dice.pick(weights))]),
  );
  const injected: Partial<Record<FaultKind, number>> = {};
  let healed = false;
  return {
    strikes: (kind) => {
      const struck = dice.chance(rates.get(kind) ?? 0) && enabled.has(kind) && !healed;
      if (struck) injected[kind] = (injected[kind] ?? 0) + 1;
      return struck;
    },
    heal: () => {
      healed = true;
    },
    relapse: () => {
      healed = false;
    },
    injected: () => injected,
  };
};
