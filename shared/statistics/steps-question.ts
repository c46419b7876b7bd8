import type { Question } from './question.ts';

/** Those of a step come first; `unit` and `holder` are of a step or of a time in somebody's hands; the rest are of a request. */
export const stepGroupings = [
  'step',
  'previous',
  'previous-unit',
  'unit',
  'holder',
  'agency',
  'procedure',
  'channel',
  'month',
] as const;
export type StepGrouping = (typeof stepGroupings)[number];
const ofSteps: readonly StepGrouping[] = ['step', 'previous', 'previous-unit'];
const ofHands: readonly StepGrouping[] = ['unit', 'holder'];

/** The steps of which requests: those received in a period, as known of an instant. */
export type StepsQuestion = Pick<Question, 'from' | 'until' | 'asOf' | 'procedure' | 'channel' | 'zone'> & {
  readonly step?: string;
  readonly unit?: string;
  readonly groupBy: readonly StepGrouping[];
};

/** A group's name: a value for each grouping asked for; null where there is none. */
export type StepGroup = Readonly<Partial<Record<StepGrouping, string | null>>>;

/** Whether the question tells steps apart, or in whose hands a request was: what is of whole requests is then not told. */
export const tellsApart = ({ groupBy, step, unit }: StepsQuestion): { steps: boolean; hands: boolean } => ({
  steps: step !== undefined || groupBy.some((name) => ofSteps.includes(name)),
  hands: unit !== undefined || groupBy.some((name) => ofHands.includes(name)),
});
