import { readFileSync } from 'node:fs';
import { dataFile, isThere } from './expected.ts';

/** What lifelines, statsmodels and exact fractions say. */
export type Km = { n: number; events: number; censored: number } & Record<
  'median' | 'p75' | 'p90',
  number | null
>;
type Shares = Record<string, number>;
type Expected = {
  wabo_receipt: Record<'km_days' | 'km_days_everything_cut_at_horizon', { value: Km }> & {
    km_survival_at: { value: Shares };
    cohort_q4_2010_local: { value: { n: number; km_days: Km; eventual_km_days: Km } };
  };
  boston311: { km_hours: { value: Km } } & Record<
    'by_department' | 'by_type' | 'by_source' | 'by_subject',
    { value: Record<string, { km_hours: Km }> }
  >;
  tables: {
    aalen_johansen: {
      value: {
        rows: { t: number; event: 0 | 1 | 2 }[];
        cumulative_incidence: { resolved: Shares; withdrawn: Shares };
        overall_survival: Shares;
        naive_1_minus_km_resolved_withdrawn_censored: Shares;
        km_median_resolved_withdrawn_censored: number;
      };
    };
    aalen_johansen_ties: {
      value: {
        rows: { t: number; event: 0 | 1 | 2 }[];
        curve: { t: number; resolved: number; withdrawn: number; survival: number }[];
      };
    };
  };
};

const nothing = {
  wabo_receipt: {},
  boston311: {},
  tables: { aalen_johansen: { value: { rows: [] } }, aalen_johansen_ties: { value: { rows: [] } } },
};

/** The expected values of survival, by their key in expected.json; without cases where the data is not at hand. */
export const survivalExpected = (): Expected =>
  isThere
    ? (JSON.parse(readFileSync(dataFile('expected', 'expected.json'), 'utf8')) as Expected)
    : (nothing as unknown as Expected);
