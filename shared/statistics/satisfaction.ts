import { type SatisfactionSchema, type ScoreName, scoreColumns } from '../projections/satisfaction.ts';
import { type Block, tally } from './cohort.ts';
import type { Group, Question } from './question.ts';
import { type Share, share } from './wilson.ts';

/** What each figure of the answer means, by name and version; see docs/measures.md. */
export const satisfactionDefinitions = {
  offered: 'offered/1',
  responded: 'responded/1',
  responseRate: 'response-rate/1',
  satisfiedShare: 'satisfied-share-top-two/1',
  mean: 'score-mean/1',
  linear: 'score-linear/1',
} as const;

export type SatisfactionQuestion = Question & { readonly survey?: string; readonly factor: ScoreName };

type Scores = [number, number, number, number, number];
type Tally = { offered: number; responded: number; scores: Scores };

export type SatisfactionRow = {
  readonly group: Group;
  readonly survey: string | null;
  readonly surveyVersion: number | null;
  readonly offered: number;
  readonly responded: number;
  readonly responseRate: number | null;
  readonly scores: Readonly<Record<'1' | '2' | '3' | '4' | '5', number>>;
  readonly satisfiedShare: Share;
  readonly mean: number | null;
  readonly linear: number | null;
};

const rowOf = (
  group: Group,
  survey: string | null,
  surveyVersion: number | null,
  { offered, responded, scores }: Tally,
): SatisfactionRow => {
  const [one, two, three, four, five] = scores;
  const rated = one + two + three + four + five;
  const mean = rated === 0 ? null : (one + 2 * two + 3 * three + 4 * four + 5 * five) / rated;
  return {
    group,
    survey,
    surveyVersion,
    offered,
    responded,
    responseRate: offered === 0 ? null : responded / offered,
    scores: { 1: one, 2: two, 3: three, 4: four, 5: five },
    satisfiedShare: share(four + five, rated),
    mean,
    linear: mean === null ? null : (mean - 1) / 4,
  };
};

/** By name, then by version as a number: version 2 comes before version 10. */
const bySurvey = (a: SatisfactionRow, b: SatisfactionRow): number =>
  a.survey === b.survey
    ? (a.surveyVersion ?? 0) - (b.surveyVersion ?? 0)
    : (a.survey ?? '') < (b.survey ?? '')
      ? -1
      : 1;

/**
 * What the asked said, per group and survey version. `offered` counts the invited and those who answered unasked;
 * `responded` those who answered; the scores are those of the chosen factor.
 */
export const satisfactionAnswer = (
  blocks: readonly Block<SatisfactionSchema>[],
  question: SatisfactionQuestion,
): SatisfactionRow[] => {
  const { asOf } = question;
  const groups = tally(
    blocks,
    question,
    () => new Map<string, Tally>(),
    (surveys, column, lines) => {
      for (let i = 0; i < lines.length; i++) {
        const index = lines[i] ?? 0;
        const survey = column.survey.values[column.survey.codes[index] ?? 0] ?? null;
        if (question.survey !== undefined && survey !== question.survey) continue;
        const invited = (column.invited[index] ?? Number.NaN) <= asOf;
        const answered = (column.answered[index] ?? Number.NaN) <= asOf;
        if (!invited && !answered) continue;
        const key = JSON.stringify([survey, column.surveyVersion[index]]);
        const sum = surveys.get(key) ?? { offered: 0, responded: 0, scores: [0, 0, 0, 0, 0] };
        surveys.set(key, sum);
        sum.offered++;
        if (!answered) continue;
        sum.responded++;
        const score = column[scoreColumns[question.factor]][index] ?? Number.NaN;
        if (score >= 1 && score <= 5) sum.scores[(score - 1) as 0 | 1 | 2 | 3 | 4]++;
      }
    },
  );
  return groups.flatMap(({ group, tally: surveys }) =>
    surveys.size === 0 && question.groupBy.length === 0
      ? [rowOf(group, null, null, { offered: 0, responded: 0, scores: [0, 0, 0, 0, 0] })]
      : [...surveys]
          .map(([key, sum]) => {
            const [survey, surveyVersion] = JSON.parse(key) as [string | null, number];
            return rowOf(group, survey, surveyVersion, sum);
          })
          .sort(bySurvey),
  );
};
