import type { Instant } from '../instant.ts';
import type { RequestState } from './state.ts';

/** A time in which one agency and unit had a request; without an `until` it goes on. */
export type UnitHolding = {
  readonly agency?: string;
  readonly unit?: string;
  readonly from: Instant;
  readonly until?: Instant;
};

type Period = { readonly from: Instant; readonly until?: Instant };

/** When the request was open: from its receipt to its end, and from each reopening on. */
const openPeriods = (received: Instant, { closures, ended }: RequestState): Period[] =>
  [received, ...closures.map(({ reopened }) => reopened)].map((from, index) => {
    const until = closures[index]?.ended ?? ended;
    return { from: from < received ? received : from, ...(until !== undefined && { until }) };
  });

/** Every change of the agency or the unit, open or not: who had it from then on. */
const changesOf = ({ holdings, units }: RequestState): Omit<UnitHolding, 'until'>[] => {
  let held: Pick<UnitHolding, 'agency' | 'unit'> = {};
  const changes = [
    ...holdings.map(({ agency, from }) => ({ from, change: () => ({ ...held, agency }) })),
    ...units.map(({ unit, from }) => ({
      from,
      change: () => {
        const { unit: _former, ...rest } = held;
        return { ...rest, ...(unit !== undefined && { unit }) };
      },
    })),
  ];
  return changes
    .sort((a, b) => a.from - b.from)
    .map(({ from, change }) => {
      held = change();
      return { ...held, from };
    });
};

/**
 * Who had the request from when to when while it was open, one after the other without a gap: every agency, and of each
 * the units that it was assigned to. Of one that ended before it was received, a holding of no time comes first.
 */
export const holdingsOf = (state: RequestState): UnitHolding[] => {
  const { received } = state;
  if (received === undefined) return [];
  const changes = changesOf(state);
  return openPeriods(received, state).flatMap(({ from, until }, nth): UnitHolding[] => {
    const first = { ...(changes.findLast((change) => change.from <= from) ?? changes[0]), from };
    if (until !== undefined && until <= from) return nth === 0 ? [{ ...first, until: from }] : [];
    const within = changes.filter(
      (change, index) =>
        change.from > from &&
        (until === undefined || change.from < until) &&
        change.from !== changes[index + 1]?.from,
    );
    return [first, ...within].map((holding, index) => {
      const end = within[index]?.from ?? until;
      return { ...holding, ...(end !== undefined && { until: end }) };
    });
  });
};
