import { type Periods, periodsBetween } from '../calendar/periods.ts';
import { instant } from '../instant.ts';
import type { StepsSchema } from '../projections/steps.ts';
import type { Codes } from '../segment/column.ts';
import type { Block } from './cohort.ts';
import { axisOf, type Counted, tallier } from './step-groups.ts';
import { occurrencesOf, type RequestLines, requestLines, wasGivenOn } from './step-lines.ts';
import {
  addHoldings,
  addRequest,
  addStep,
  emptyTally,
  rowOf,
  type StepsRow,
  type Tally,
} from './step-tally.ts';
import { type StepsQuestion, tellsApart } from './steps-question.ts';

/** What each figure of the answer means, by name and version; see docs/measures.md. */
export const stepsDefinitions = {
  requests: 'steps-requests/1',
  completed: 'steps-completed/1',
  started: 'steps-started/1',
  rework: 'rework/1',
  service: 'step-service/1',
  waiting: 'step-waiting/1',
  passage: 'step-passage/1',
  handovers: 'handovers/1',
  span: 'step-span/1',
  held: 'held/1',
  leftOut: 'steps-left-out/1',
} as const;

/** The requests of a block that the question is about: received in the period, and held here as known of `asOf`. */
const membersOf = ({ columns }: Block<StepsSchema>, question: StepsQuestion): RequestLines[] => {
  const { received, procedure, channel, came, left } = columns.column;
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, asOf } = question;
  const isText = ({ codes, values }: Codes, wanted: string | undefined) => {
    const code = wanted === undefined ? undefined : values.indexOf(wanted);
    return (index: number) => code === undefined || codes[index] === code;
  };
  const [isProcedure, isChannel] = [isText(procedure, question.procedure), isText(channel, question.channel)];
  return requestLines(columns).filter(({ first }) => {
    const receipt = received[first] ?? Number.NaN;
    if (!(receipt >= from && receipt < until && receipt <= asOf)) return false;
    if ((came[first] ?? Number.NaN) > asOf || (left[first] ?? Number.NaN) <= asOf) return false;
    return isProcedure(first) && isChannel(first);
  });
};

type Selected = { readonly block: Block<StepsSchema>; readonly members: readonly RequestLines[] };

/** The months in which the requests were received. */
const monthsOf = (selected: readonly Selected[], { zone }: StepsQuestion): Periods => {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { block, members } of selected)
    for (const request of members) {
      const at = block.columns.column.received[request.first] ?? Number.NaN;
      first = Math.min(first, at);
      last = Math.max(last, at);
    }
  return first > last
    ? { starts: new Float64Array(), labels: [] }
    : periodsBetween('month', instant(first), instant(last), zone);
};

/**
 * What was done to requests step by step, by whom, how long it waited and how long it took; and who held them. Only
 * what had happened by `asOf` counts. Exact; pure; whatever the order of the blocks.
 */
export const stepsAnswer = (blocks: readonly Block<StepsSchema>[], question: StepsQuestion): StepsRow[] => {
  const { groupBy, asOf, step, unit } = question;
  const selected = blocks.map((block): Selected => ({ block, members: membersOf(block, question) }));
  const months = monthsOf(groupBy.includes('month') ? selected : [], question);
  const apart = tellsApart(question);
  const tallies = new Map<string, Tally>();
  // Without a grouping there is one group, also when it is empty.
  if (groupBy.length === 0) tallies.set('[]', emptyTally({}));
  let nth = 0;
  for (const { block, members } of selected) {
    const { columns } = block;
    const groupOf = tallier(
      groupBy,
      groupBy.map((grouping) => axisOf(grouping, block, months)),
      tallies,
    );
    const [steps, units] = [axisOf('step', block, months), axisOf('unit', block, months)];
    const tallyOf = (counted: Counted): Tally | undefined => {
      if (step !== undefined && steps.label(steps.at(counted)) !== step) return undefined;
      if (unit !== undefined && units.label(units.at(counted)) !== unit) return undefined;
      return groupOf(counted);
    };
    const ofLine = (index: number) => tallyOf({ index, isDone: true, before: -1 });
    for (const lines of members) {
      nth++;
      const occurrences = occurrencesOf(columns, lines, asOf);
      // What was reported of it is all of later.
      if (occurrences.length === 0 && !wasGivenOn(columns, lines, asOf)) continue;
      for (const occurrence of occurrences) {
        const tally = tallyOf(occurrence);
        if (tally !== undefined) addStep(tally, columns, occurrence, nth);
      }
      if (!apart.steps) addHoldings(columns, lines, asOf, ofLine);
      if (!apart.steps && !apart.hands)
        addRequest(
          groupOf({ index: lines.first, isDone: true, before: -1 }),
          columns,
          lines,
          occurrences,
          asOf,
        );
    }
  }
  return [...tallies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tally]) => rowOf(tally, question));
};
