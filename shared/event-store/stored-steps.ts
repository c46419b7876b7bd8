import { instant } from '../instant.ts';
import type { Step } from '../request/state.ts';
import { coded, stepsOf, sumsOf } from './columns.ts';

const names = ['step', 'agency', 'startUnit', 'unit', 'official'] as const;

type Texts = { readonly codes: readonly (string | null)[]; readonly places: readonly number[] };

/**
 * By column. A step lasted from its start to its last event: these are stored as steps from the one before, since the
 * list is in their order, and starts as the time before them.
 */
export type StoredSteps = Readonly<Record<(typeof names)[number], Texts>> & {
  readonly last: readonly number[];
  /** How long before `last` it was started; null where that is not known. */
  readonly before: readonly (number | null)[];
  /** The places of those that go on. */
  readonly open: readonly number[];
  /** The instants are multiples of so many milliseconds. */
  readonly unitMs: number;
};

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

export const encodeSteps = (steps: readonly Step[]): StoredSteps => {
  const last = steps.map(({ started, completed }) => completed ?? started ?? 0);
  const started = steps.map((step) => step.started);
  const known: readonly number[] = [...last, ...started.filter((at) => at !== undefined)];
  const unitMs = known.reduce((a, b) => divisor(a, Math.abs(b)), 0) || 1;
  const textsOf = (name: (typeof names)[number]): Texts => coded(steps.map((step) => step[name] ?? null));
  return {
    step: textsOf('step'),
    agency: textsOf('agency'),
    startUnit: textsOf('startUnit'),
    unit: textsOf('unit'),
    official: textsOf('official'),
    last: stepsOf(last.map((at) => at / unitMs)),
    before: started.map((at, index) => (at === undefined ? null : ((last[index] ?? 0) - at) / unitMs)),
    open: steps.flatMap(({ completed }, index) => (completed === undefined ? index : [])),
    unitMs,
  };
};

export const decodeSteps = ({ last, before, open, unitMs, ...texts }: StoredSteps): Step[] => {
  const goesOn = new Set(open);
  return sumsOf(last).map((at, index) => {
    const given = Object.fromEntries(
      names.flatMap((name) => {
        const text = texts[name].codes[texts[name].places[index] ?? 0] ?? null;
        return text === null ? [] : [[name, text]];
      }),
    ) as Pick<Step, (typeof names)[number]>;
    const since = before[index] ?? null;
    return {
      ...given,
      ...(since !== null && { started: instant((at - since) * unitMs) }),
      ...(!goesOn.has(index) && { completed: instant(at * unitMs) }),
    };
  });
};
