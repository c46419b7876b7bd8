import type { Instant } from '../instant.ts';
import type { RequestState, Step } from './state.ts';

type Told = {
  readonly step: string;
  readonly unit?: string | undefined;
  readonly official?: string | undefined;
};

const by = ({ unit, official }: Told): Pick<Step, 'unit' | 'official'> => ({
  ...(unit !== undefined && { unit }),
  ...(official !== undefined && { official }),
});

const firstReported = ({ holder }: RequestState, { step }: Told): Pick<Step, 'step' | 'agency'> => ({
  step,
  ...(holder !== undefined && { agency: holder }),
});

export const stepStarted = (state: RequestState, started: Instant, told: Told): RequestState => {
  const startUnit = told.unit !== undefined && { startUnit: told.unit };
  return {
    ...state,
    steps: [...state.steps, { ...firstReported(state, told), started, ...startUnit, ...by(told) }],
  };
};

/**
 * Completes the earliest open start of the step, or stands alone. It goes to the end of the list, so that the steps are
 * in the order of their completions, those at work where they began.
 */
export const stepCompleted = (state: RequestState, completed: Instant, told: Told): RequestState => {
  const { steps } = state;
  const index = steps.findIndex(({ step, completed: done }) => step === told.step && done === undefined);
  const begun = steps[index] ?? firstReported(state, told);
  const others = index < 0 ? steps : steps.toSpliced(index, 1);
  return { ...state, steps: [...others, { ...begun, completed, ...by(told) }] };
};
