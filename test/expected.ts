import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Public records and what independent tools say about them, beside the repository. */
const directory = join(import.meta.dirname, '..', '..', 'shared', 'data');

export const isThere = existsSync(directory);
if (!isThere) console.warn(`\n!!! ${directory} is missing: the tests on real data are SKIPPED !!!\n`);

export const dataFile = (...path: readonly string[]): string => join(directory, ...path);

type Described<T> = { readonly value: T };
export type Quantiles = {
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p90: number;
  readonly p95: number;
};
export type Durations = { readonly n: number; readonly mean: number; readonly inverted_cdf: Quantiles };
export type OnTime = {
  readonly k: number;
  readonly n: number;
  readonly share: number | null;
  readonly wilson95: readonly [number, number] | null;
};
export type Part = { readonly n: number; readonly closed: number; readonly open: number };
export type Month = { readonly month: string; readonly received: number; readonly closed: number };

export type Wabo = {
  readonly cases: Described<number>;
  readonly closed: Described<number>;
  readonly open: Described<number>;
  readonly events: Described<number>;
  readonly on_time_vs_deadline: Described<OnTime & { readonly on_time: number; readonly late: number }>;
  readonly throughput_days: Described<Durations>;
  readonly cohort_q4_2010_local: Described<{
    readonly n: number;
    readonly closed_by_cut: number;
    readonly open_at_cut: number;
    readonly closed_only_days: Durations;
  }>;
  readonly by_channel: Described<
    Readonly<
      Record<
        string,
        Part & {
          readonly median_days_inverted_cdf: number;
          readonly p90_days_inverted_cdf: number;
          readonly on_time: OnTime;
        }
      >
    >
  >;
  readonly by_department: Described<
    Readonly<
      Record<
        string,
        Part & {
          readonly median_days_inverted_cdf: number;
          readonly p90_days_inverted_cdf: number;
          readonly on_time: OnTime;
        }
      >
    >
  >;
  readonly monthly: Described<readonly Month[]>;
};

export type Boston = {
  readonly rows: Described<number>;
  readonly closed: Described<number>;
  readonly open: Described<number>;
  readonly recomputed: Described<{
    readonly closed_by_target: number;
    readonly open_with_sla: number;
    readonly closed_late: number;
  }>;
  readonly on_time_share_closed_with_sla: Described<OnTime>;
  readonly closed_before_open: Described<{ readonly n: number; readonly ids: readonly string[] }>;
  readonly by_department: Described<
    Readonly<Record<string, Part & { readonly on_time_closed_with_sla: OnTime }>>
  >;
  readonly hours_open_to_close_without_negatives: Described<Durations>;
  readonly by_department_without_negatives: Described<Readonly<Record<string, Durations>>>;
};

export type WorkingClock = {
  readonly vn: Described<
    readonly {
      readonly start: string;
      readonly end: string;
      readonly working_minutes: number;
      readonly working_days: number;
      readonly due: string;
      readonly covers: string;
    }[]
  >;
  readonly wabo_hours: Described<
    Durations & {
      readonly min: number;
      readonly max: number;
      readonly sample: readonly {
        readonly case: string;
        readonly start: string;
        readonly end: string;
        readonly working_hours: number;
      }[];
    }
  >;
};

type Followed = { readonly rows: readonly { readonly t: number; readonly event: number }[] };
export type Tables = {
  readonly wilson95: Described<readonly { readonly k: number; readonly n: number }[]>;
  readonly 'funnel_target_0.8': Described<readonly { readonly n: number }[]>;
  readonly xmr: Described<{ readonly series: readonly number[] }>;
  readonly aalen_johansen: Described<Followed>;
  readonly aalen_johansen_ties: Described<Followed>;
  readonly satisfaction: Described<
    readonly { readonly counts_1_to_5: readonly number[]; readonly offered: number }[]
  >;
};

type Expected = {
  readonly wabo_receipt: Wabo;
  readonly boston311: Boston;
  readonly working_clock: WorkingClock;
  readonly tables: Tables;
};

export type Section = Readonly<Record<string, Described<unknown>>>;

const read = (): unknown => JSON.parse(readFileSync(dataFile('expected', 'expected.json'), 'utf8'));

/** The expected values, by their key in expected.json. */
export const expected = (): Expected => read() as Expected;

/** All that the file has, whatever it is. */
export const expectedSections = (): Readonly<Record<string, Section>> => {
  const { meta: _howItWasMade, ...sections } = read() as Readonly<Record<string, Section>>;
  return sections;
};
