/** The invented city of the sample. No place, office or person in it is real, and the procedure codes mean nothing elsewhere. */
export const cityName = 'Tân Vĩnh Giang';

export type Channel = 'counter' | 'online' | 'post' | 'phone' | 'email';
export type Mix = Readonly<Partial<Record<Channel, number>>>;

export type Agency = {
  readonly code: string;
  readonly name: string;
  /** The share of the time limit that half of its requests need: small is quick. */
  readonly pace: number;
  /** How unlike each other its requests are: the sigma of their log-normal durations. */
  readonly spread: number;
  /** How people there are received, added to a rating. */
  readonly warmth: number;
};

const agency = (code: string, name: string, pace: number, spread: number, warmth: number): Agency => ({
  code,
  name,
  pace,
  spread,
  warmth,
});

export const agencies: readonly Agency[] = [
  agency('H29.01', 'Construction Department', 0.84, 0.42, -0.2),
  agency('H29.02', 'Land and Water Department', 0.95, 0.45, -0.4),
  agency('H29.03', 'Business Registry', 0.56, 0.4, 0.3),
  agency('H29.04', 'Transport Department', 0.68, 0.45, 0),
  agency('H29.05', 'Health Department', 0.74, 0.4, 0.1),
  agency('H29.06', 'Culture Department', 0.64, 0.5, 0.2),
  agency('H29.07', 'Labour and Social Affairs', 0.72, 0.42, 0.3),
  agency('H29.08', 'Bến Sen District', 0.58, 0.42, 0.3),
  agency('H29.09', 'Đông Kha District', 0.66, 0.45, 0.1),
  agency('H29.10', 'Tây Kha District', 0.82, 0.5, -0.1),
  agency('H29.11', 'Cửa Lụa District', 0.62, 0.5, 0),
  agency('H29.12', 'Vạn Thuyền District', 0.92, 0.4, -0.3),
  agency('H29.13', 'Hòa Nhiên District', 0.7, 0.4, 0.2),
  agency('H29.14', 'Cồn Mây Island District', 0.76, 0.55, 0.4),
];

const names: ReadonlyMap<string, string> = new Map(agencies.map(({ code, name }) => [code, name]));

/** The agency's name, or nothing for a code from outside the sample. */
export const agencyName = (code: string): string => names.get(code) ?? '';

/** What an office does to a request, in order; each step with the unit that does it. */
export const unitOfStep = {
  issue: 'one-stop-desk',
  appraisal: 'appraisal-team',
  'site-visit': 'field-team',
  consultation: 'legal-team',
  signing: 'front-office',
} as const;
export type Step = keyof typeof unitOfStep;

export type Procedure = {
  readonly code: string;
  readonly name: string;
  /** Working days by law, or null where the law sets none. */
  readonly limitDays: number | null;
  /** The agencies that handle it. */
  readonly offices: readonly string[];
  readonly mix: Mix;
  readonly steps: readonly Step[];
  /** How it ends when all goes well: with a paper, or with something done. */
  readonly ends: 'granted' | 'done';
  /** How often it is asked for, against the others. */
  readonly weight: number;
  /** How many of its applicants are businesses. */
  readonly businesses: number;
};
