import type { FoldedRequest } from '../request/fold.ts';
import { foldVersion } from '../request/snapshot.ts';
import type { Step } from '../request/state.ts';
import { holdingsOf, type UnitHolding } from '../request/unit-holdings.ts';
import type { Line } from '../segment/column.ts';
import { type Dimensions, dimensions } from '../segment/dimensions.ts';
import type { Projection } from './projection.ts';

const schema = {
  ...dimensions,
  accepted: 'instant',
  /** From when to when the agency had the request: null from its receipt on, and while it has it. */
  came: 'instant',
  left: 'instant',
  /** Which line of its request it is, from 1 on: with 1 the lines of another request begin. */
  nth: 'number',
  kind: 'code',
  /** The agency that held the request then: of a step, when it was first reported. */
  holder: 'code',
  /** Of a step, who completed it; of a holding, who was responsible. */
  unit: 'code',
  step: 'code',
  /** Who began the step. */
  startUnit: 'code',
  /** 1 where another official completed the step than the one completed before it; null of the first and of one at work. */
  officialChanged: 'number',
  started: 'instant',
  completed: 'instant',
  /** Of a holding; of what is left out, when the first of it happened. */
  from: 'instant',
  until: 'instant',
  /** How many further steps of the request have no line. */
  leftOut: 'number',
} as const;
export type StepsSchema = typeof schema;

/** What a line is of: a step that began or was completed; a time in one unit's hands; the steps that have no line. */
export type LineKind = 'step' | 'holding' | 'left-out';

type StepsLine = Line<StepsSchema & Dimensions>;

/** A request must fit into a row whatever is reported of it. */
const mostSteps = 250;
const mostHoldings = 50;
/** So many lines a row has at most over all agencies that had the request; the first of those kept had it also before. */
const mostLines = 600;

const bare: StepsLine = {
  received: null,
  ended: null,
  procedure: null,
  channel: null,
  accepted: null,
  came: null,
  left: null,
  nth: null,
  kind: null,
  holder: null,
  unit: null,
  step: null,
  startUnit: null,
  officialChanged: null,
  started: null,
  completed: null,
  from: null,
  until: null,
  leftOut: null,
};

type Facts = Partial<StepsLine> & { readonly kind: LineKind };

const stepFacts = (steps: readonly Step[]): Facts[] => {
  let before: Step | undefined;
  return steps.map((each): Facts => {
    const { step, agency, started, startUnit, completed, unit, official } = each;
    const changed = before === undefined ? null : Number(before.official !== official);
    if (completed !== undefined) before = each;
    return {
      kind: 'step',
      holder: agency ?? null,
      unit: completed === undefined ? null : (unit ?? null),
      step,
      startUnit: startUnit ?? null,
      officialChanged: completed === undefined ? null : changed,
      started: started ?? null,
      completed: completed ?? null,
    };
  });
};

const leftOutFacts = (steps: readonly Step[]): Facts[] => {
  const [first] = steps;
  return first === undefined
    ? []
    : [{ kind: 'left-out', from: first.completed ?? first.started ?? null, leftOut: steps.length }];
};

/** Of a request that goes from hand to hand without end, the rest of the time is in nobody's. */
const few = (holdings: readonly UnitHolding[]): readonly UnitHolding[] => {
  const first = holdings[mostHoldings - 1];
  const last = holdings.at(-1);
  if (first === undefined || last === undefined || holdings.length <= mostHoldings) return holdings;
  return [
    ...holdings.slice(0, mostHoldings - 1),
    { from: first.from, ...(last.until !== undefined && { until: last.until }) },
  ];
};

const holdingFacts = ({ agency, unit, from, until }: UnitHolding): Facts => ({
  kind: 'holding',
  holder: agency ?? null,
  unit: unit ?? null,
  from,
  until: until ?? null,
});

const isReported = ({ steps, units, holdings }: FoldedRequest): boolean =>
  steps.length > 0 || units.length > 0 || holdings.length > 1;

/** The lines of a request, but for when their agency had it. */
const linesOf = (state: FoldedRequest): StepsLine[] => {
  const { received = null, ended = null, procedure = null, channel = null, accepted = null } = state;
  return [
    ...stepFacts(state.steps.slice(0, mostSteps)),
    ...leftOutFacts(state.steps.slice(mostSteps)),
    ...few(holdingsOf(state)).map(holdingFacts),
  ].map((facts, index) => ({
    ...bare,
    received,
    ended,
    procedure,
    channel,
    accepted,
    nth: index + 1,
    ...facts,
  }));
};

/** All lines once for each time that an agency had the request: as of any instant, those of one such time hold. */
const agencyLines = (state: FoldedRequest): ReadonlyMap<string, StepsLine[]> => {
  const { received, holdings } = state;
  const byAgency = new Map<string, StepsLine[]>();
  if (received === undefined || !isReported(state)) return byAgency;
  const lines = linesOf(state);
  const kept = Math.max(1, Math.floor(mostLines / Math.max(1, lines.length)));
  const first = Math.max(0, holdings.length - kept);
  for (const [n, { agency, from }] of holdings.entries()) {
    const left = holdings[n + 1]?.from ?? null;
    // Who passed it on before it was submitted never had a request.
    if (n < first || (left !== null && left <= received)) continue;
    const came = n === first ? null : from;
    const own = lines.map((line) => ({ ...line, came, left }));
    byAgency.set(agency, [...(byAgency.get(agency) ?? []), ...own]);
  }
  return byAgency;
};

/**
 * How requests were worked on: a line for each step, in the order of completion, then one for each time in one unit's
 * hands. Only of requests of which a step, an assignment or a forwarding is reported. Which official did a step is not
 * in it, only whether that was another one than before.
 */
export const steps: Projection<StepsSchema> = {
  name: 'steps',
  version: foldVersion + 1,
  schema,
  isForFew: true,
  lines: (state) => agencyLines(state).get(state.holder ?? '') ?? [],
  elsewhere: (state) =>
    [...agencyLines(state)].flatMap(([agency, lines]) =>
      agency === state.holder ? [] : [{ agency, lines }],
    ),
};
