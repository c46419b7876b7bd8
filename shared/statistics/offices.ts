import type { ProcessingTimesBlock } from './as-known.ts';
import { type Standardised, type Stratum, standardised } from './case-mix.ts';
import { byChance, funnelLimits, type Limits, noLimits, type Position, positionOf } from './funnel.ts';
import {
  addTo,
  type ByProcedure,
  type Judged,
  judgedByOffice,
  type OfficesQuestion,
  sumOf,
} from './judged.ts';
import { type Share, share } from './wilson.ts';

/** What each figure of the answer means, by name and version; see docs/measures.md. */
export const officesDefinitions = {
  n: 'judged/1',
  onTime: 'on-time/1',
  onTimeShare: 'on-time-share/1',
  expectedOnTime: 'expected-on-time/1',
  ratio: 'late-ratio-byar/1',
  standardisedShare: 'on-time-share-standardised/1',
  limits: 'funnel-limits-binomial/1',
  standardisedLimits: 'funnel-limits-poisson-binomial/1',
  position: 'funnel-position/1',
  byChance: 'by-chance/1',
  caseMix: 'case-mix/1',
} as const;

/** By the rule of Decision 766 others are judged. */
const of766 = { n: 'judged-all/1', onTime: 'on-time-all/1', onTimeShare: 'on-time-share-all/1' };

/** The same for a question. */
export const officesDefinitionsOf = ({ rule }: Pick<OfficesQuestion, 'rule'>): Record<string, string> =>
  rule === '766' ? { ...officesDefinitions, ...of766 } : officesDefinitions;

/** A procedure of an office: how many of its requests there were and were late, and the share late in all offices. */
export type CaseMix = Judged & { readonly procedure: string | null; readonly lateShareEverywhere: number };

export type OfficeRow = Standardised & {
  readonly agency: string;
  readonly n: number;
  readonly onTime: number;
  readonly onTimeShare: Share;
  readonly limits: Limits;
  readonly position: Position;
  /** Its commonest procedures, ten at most. */
  readonly caseMix: CaseMix[];
};

export type OfficesAnswer = {
  /** All offices together. */
  readonly authority: { readonly n: number; readonly onTime: number; readonly onTimeShare: Share };
  /** The share around which `limits` lie; null without cases. */
  readonly target: number | null;
  /** Offices with cases, and how many of them lie beyond the limits by chance alone, at most. */
  readonly byChance: { readonly offices: number; readonly p95: number; readonly p998: number };
  readonly rows: OfficeRow[];
};

const mostProcedures = 10;
const byText = (a: string | null, b: string | null): number => {
  if (a === b) return 0;
  return a === null || (b !== null && a < b) ? -1 : 1;
};

/** Its commonest procedures first; of two as common by code, so that the order is always the same. */
const caseMixOf = (strata: readonly Stratum[]): CaseMix[] =>
  strata
    .toSorted((a, b) => b.n - a.n || byText(a.procedure, b.procedure))
    .slice(0, mostProcedures)
    .map(({ procedure, n, late, everywhere }) => ({
      procedure,
      n,
      late,
      lateShareEverywhere: everywhere.late / everywhere.n,
    }));

const rowOf = (agency: string, strata: readonly Stratum[], all: Judged, target: number | null): OfficeRow => {
  const { n, late } = sumOf(strata);
  const onTime = n - late;
  const limits = target === null ? noLimits : funnelLimits(n, target);
  return {
    agency,
    n,
    onTime,
    onTimeShare: share(onTime, n),
    limits,
    position: positionOf(onTime, limits),
    ...standardised(strata, all),
    caseMix: caseMixOf(strata),
  };
};

const isBetter = ({ standardisedPosition }: OfficeRow): boolean => standardisedPosition.startsWith('above');

/**
 * Offices side by side: how many of their requests were on time, beside what chance makes of the share of all offices
 * together, and of the shares of their procedures. Exact; pure; whatever the order of the blocks. Never ranked: those better
 * than their procedures lead one to expect come first, and within either part an office's place hangs on its code alone.
 */
export const officesAnswer = (
  blocks: readonly ProcessingTimesBlock[],
  question: OfficesQuestion,
): OfficesAnswer => {
  const offices = judgedByOffice(blocks, question);
  const everywhere: ByProcedure = new Map();
  for (const counts of offices.values()) addTo(everywhere, counts);
  const all = sumOf(everywhere.values());
  const onTime = all.n - all.late;
  const target = question.target ?? (all.n === 0 ? null : onTime / all.n);
  const rows = [...offices].map(([agency, counts]) => {
    const strata = [...counts]
      .map(([procedure, here]) => ({ ...here, procedure, everywhere: everywhere.get(procedure) ?? here }))
      .toSorted((a, b) => byText(a.procedure, b.procedure));
    return rowOf(agency, strata, all, target);
  });
  return {
    authority: { n: all.n, onTime, onTimeShare: share(onTime, all.n) },
    target,
    byChance: byChance(rows.filter(({ n }) => n > 0).length),
    rows: rows.toSorted((a, b) => Number(isBetter(b)) - Number(isBetter(a)) || byText(a.agency, b.agency)),
  };
};
