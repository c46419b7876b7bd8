import { describe, expect, it } from 'vitest';
import { isThere } from '../../test/expected.ts';
import { bostonCases, type RealCase, waboCases } from '../../test/real-cases.ts';
import { type Km, survivalExpected } from '../../test/survival-expected.ts';
import { type Instant, instantOf } from '../instant.ts';
import { cumulativeIncidence } from './competing-risks.ts';
import { countUpTo, sortDurations } from './sorting.ts';
import { kaplanMeier, survivalOf } from './survival.ts';

const { wabo_receipt, boston311, tables } = survivalExpected();
const wabo = isThere ? waboCases() : { cases: [], horizon: 0 as Instant };
const boston = isThere ? bostonCases() : { cases: [], horizon: 0 as Instant };

/** Durations in milliseconds to the ends, and to the horizon of what had no end by `asOf`. */
const durationsOf = (cases: readonly RealCase[], horizon: Instant, asOf: Instant = horizon) => {
  const hasEnded = ({ ended }: RealCase) => ended !== null && ended <= asOf;
  const lasting = (some: readonly RealCase[], until: (one: RealCase) => number) =>
    sortDurations(Float64Array.from(some, (one) => Math.max(0, until(one) - one.received)));
  return [
    lasting(cases.filter(hasEnded), ({ ended }) => ended ?? 0),
    lasting(
      cases.filter((one) => !hasEnded(one)),
      () => horizon,
    ),
  ] as const;
};

const never = 8.64e15 as Instant;

/** To 1e-6 of the unit, of so many hours. */
const like = ({ n, events, censored, ...quantiles }: Km, unitHours: number) => ({
  n,
  events,
  censored,
  ...Object.fromEntries(
    (['median', 'p75', 'p90'] as const).map((name) => {
      const value = quantiles[name];
      return [
        name,
        value === null
          ? null
          : expect.toSatisfy((hours: number) => Math.abs(hours / unitHours - value) <= 1e-6),
      ];
    }),
  ),
});

describe.runIf(isThere)('other tools say the same of WABO', () => {
  it('ends after the horizon kept', () =>
    expect(survivalOf(...durationsOf(wabo.cases, wabo.horizon, never))).toMatchObject(
      like(wabo_receipt.km_days.value, 24),
    ));

  it('everything cut at the horizon', () =>
    expect(survivalOf(...durationsOf(wabo.cases, wabo.horizon))).toMatchObject(
      like(wabo_receipt.km_days_everything_cut_at_horizon.value, 24),
    ));

  it('the share still open after some days', () => {
    const curve = kaplanMeier(...durationsOf(wabo.cases, wabo.horizon, never));
    const at = (days: number) => curve.after(countUpTo(curve.events, days * 86_400_000)).survival;
    expect(Object.keys(wabo_receipt.km_survival_at.value).length).toBeGreaterThan(5);
    for (const [days, share] of Object.entries(wabo_receipt.km_survival_at.value))
      expect(at(Number(days)), `${days} days`).toBeCloseTo(share, 9);
  });

  it('a cohort as of its last day', () => {
    const begin = instantOf('2010-10-01T00:00:00+02:00');
    const cut = instantOf('2010-12-31T23:59:59Z');
    const end = instantOf('2011-01-01T00:00:00+01:00');
    const cohort = wabo.cases.filter(({ received }) => received >= begin && received < end);
    const { n, km_days, eventual_km_days } = wabo_receipt.cohort_q4_2010_local.value;
    expect(cohort).toHaveLength(n);
    expect(survivalOf(...durationsOf(cohort, cut))).toMatchObject(like(km_days, 24));
    expect(survivalOf(...durationsOf(cohort, wabo.horizon, never))).toMatchObject(like(eventual_km_days, 24));
  });
});

describe.runIf(isThere)('other tools say the same of Boston', () => {
  it('of all', () =>
    expect(survivalOf(...durationsOf(boston.cases, boston.horizon))).toMatchObject(
      like(boston311.km_hours.value, 1),
    ));

  it.each([
    ['by_department', 'department'],
    ['by_type', 'type'],
    ['by_source', 'source'],
    ['by_subject', 'subject'],
  ] as const)('%s', (key, column) => {
    const groups = Object.entries(boston311[key].value);
    expect(groups.length).toBeGreaterThan(2);
    for (const [name, { km_hours }] of groups) {
      const cases = boston.cases.filter(({ cells }) => cells[column] === name);
      expect(survivalOf(...durationsOf(cases, boston.horizon)), name).toMatchObject(like(km_hours, 1));
    }
  });
});

describe.runIf(isThere)('other tools say the same of competing risks', () => {
  const split = (rows: readonly { t: number; event: 0 | 1 | 2 }[]) => {
    const [open, resolved, withdrawn] = ([0, 1, 2] as const).map((code) =>
      Float64Array.from(
        rows.filter(({ event }) => event === code),
        ({ t }) => t,
      ).sort(),
    ) as [Float64Array, Float64Array, Float64Array];
    return { open, resolved, withdrawn };
  };

  it('without ties', () => {
    const { rows, cumulative_incidence, overall_survival } = tables.aalen_johansen.value;
    const { open, ...ends } = split(rows);
    const at = cumulativeIncidence(ends, open);
    expect(Object.keys(overall_survival).length).toBeGreaterThan(5);
    for (const [t, share] of Object.entries(overall_survival))
      expect(at(Number(t)), t).toEqual({
        open: expect.closeTo(share, 9),
        resolved: expect.closeTo(cumulative_incidence.resolved[t] ?? Number.NaN, 9),
        withdrawn: expect.closeTo(cumulative_incidence.withdrawn[t] ?? Number.NaN, 9),
      });
  });

  it('with ties', () => {
    const { rows, curve } = tables.aalen_johansen_ties.value;
    const { open, ...ends } = split(rows);
    const at = cumulativeIncidence(ends, open);
    expect(curve.length).toBeGreaterThan(3);
    for (const { t, survival, ...shares } of curve)
      expect(at(t), `${t}`).toEqual({
        open: expect.closeTo(survival, 9),
        resolved: expect.closeTo(shares.resolved, 9),
        withdrawn: expect.closeTo(shares.withdrawn, 9),
      });
  });

  it('Kaplan-Meier with the withdrawn censored, which overstates', () => {
    const {
      rows,
      naive_1_minus_km_resolved_withdrawn_censored: naive,
      km_median_resolved_withdrawn_censored: median,
    } = tables.aalen_johansen.value;
    const { open, resolved, withdrawn } = split(rows);
    const curve = kaplanMeier(resolved, Float64Array.of(...open, ...withdrawn).sort());
    for (const [t, share] of Object.entries(naive))
      expect(1 - curve.after(countUpTo(resolved, Number(t))).survival, t).toBeCloseTo(share, 9);
    expect(survivalOf(resolved, Float64Array.of(...open, ...withdrawn).sort()).median).toBeCloseTo(
      median / 3_600_000,
      12,
    );
  });
});
