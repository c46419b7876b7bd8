import { monthsOf } from '../functions/parameters.ts';
import { shippedCalendars } from '../shared/calendar/shipped.ts';
import { workingTimesOf } from '../shared/registry/working-times.ts';
import type { LinesSummary } from '../shared/segment/summary.ts';
import type { ProcessingTimesBlock } from '../shared/statistics/as-known.ts';
import { elapsed } from '../shared/statistics/clock.ts';
import {
  comparisonAnswer,
  type Followed,
  followedAlike,
  type Span,
} from '../shared/statistics/comparison.ts';
import { flow } from '../shared/statistics/flow.ts';
import { flowChart } from '../shared/statistics/flow-chart.ts';
import { formAsOf, formII06a } from '../shared/statistics/form-ii-06a.ts';
import { mayBeOpen, mayMatter } from '../shared/statistics/needed.ts';
import { officesAnswer } from '../shared/statistics/offices.ts';
import { processingTimesAnswer } from '../shared/statistics/processing-times.ts';
import { survivalCurveAnswer } from '../shared/statistics/survival-curve.ts';
import { accountable } from '../shared/statistics/working-clock.ts';
import { zone } from './cases.ts';

/** Every statistic over processing times, as its function answers it: by agency, of those received in a time. */

/** What is asked about; `before` is what a comparison compares it with. */
export type Asked = Followed & { readonly now: Span; readonly before: Span };

type Statistic = {
  readonly name: string;
  readonly what: string;
  readonly answer: (blocks: readonly ProcessingTimesBlock[], asked: Asked) => unknown;
  /** Which segments its function reads. */
  readonly isNeeded: (asked: Asked) => (summary: LinesSummary) => boolean;
};

const groupBy = ['agency'] as const;
const office = accountable(workingTimesOf([], zone, shippedCalendars.vietnam));
const dayMs = 86_400_000;
const questionOf = ({ from, until, asOf }: Followed) =>
  ({ from, until, asOf, cohort: 'received', groupBy, zone }) as const;

const members = (asked: Followed) => mayMatter(questionOf(asked), monthsOf(asked, zone), false);
const withCarriedOver = (asked: Followed) => mayMatter(questionOf(asked), monthsOf(asked, zone), true);
const open = (asked: Followed) => mayBeOpen(asked, monthsOf(asked, zone));
const alike = ({ now, before, asOf }: Asked) => followedAlike(now, before, asOf);

export const statistics: readonly Statistic[] = [
  {
    name: 'processing-times',
    what: 'processing times',
    answer: (blocks, asked) => processingTimesAnswer(blocks, questionOf(asked)),
    isNeeded: withCarriedOver,
  },
  {
    name: 'accountable-clock',
    what: 'processing times on the accountable clock',
    answer: (blocks, asked) => processingTimesAnswer(blocks, questionOf(asked), { clock: office }),
    isNeeded: withCarriedOver,
  },
  {
    name: 'curve',
    what: 'survival curve, every step',
    answer: (blocks, asked) => survivalCurveAnswer(blocks, questionOf(asked), elapsed),
    isNeeded: members,
  },
  {
    name: 'curve-at',
    what: 'survival curve at 7, 14 and 30 days',
    answer: (blocks, asked) =>
      survivalCurveAnswer(blocks, questionOf(asked), elapsed, [7 * dayMs, 14 * dayMs, 30 * dayMs]),
    isNeeded: members,
  },
  {
    name: 'comparison',
    what: 'comparison of one half with the other',
    answer: (blocks, asked) => comparisonAnswer(blocks, { ...alike(asked), groupBy, zone }),
    isNeeded: (asked) => {
      const { now, before } = alike(asked);
      const needs = [members(now), members(before)];
      return (summary) => needs.some((isNeeded) => isNeeded(summary));
    },
  },
  {
    name: 'flow',
    what: 'flow by month, each with its chart',
    answer: (blocks, asked) =>
      flow(blocks, { ...asked, by: 'month', groupBy, zone }).map((each) => flowChart('closed', each)),
    isNeeded: open,
  },
  {
    name: 'flow-daily',
    what: 'flow by day, all agencies together',
    answer: (blocks, asked) =>
      flow(blocks, { ...asked, by: 'day', groupBy: [], zone }).map((each) => flowChart('median', each)),
    isNeeded: open,
  },
  {
    name: 'offices',
    what: 'offices side by side',
    answer: (blocks, asked) => officesAnswer(blocks, { ...questionOf(asked), rule: 'strict' }),
    isNeeded: members,
  },
  {
    name: 'form-ii-06a',
    what: 'form II.06a',
    answer: (blocks, asked) => {
      const asOf = formAsOf(asked.until, asked.asOf);
      return formII06a(blocks, { ...asked, asOf, zone, by: 'agency', fieldOf: () => null });
    },
    isNeeded: (asked) => withCarriedOver({ ...asked, asOf: formAsOf(asked.until, asked.asOf) }),
  },
];
