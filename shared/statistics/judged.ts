import { asKnown, type ProcessingTimesBlock } from './as-known.ts';
import { tally } from './cohort.ts';
import type { Question } from './question.ts';

/** Requests that were judged by their due date, and how many of them were late. */
export type Judged = { readonly n: number; readonly late: number };

export const onTimeRules = ['strict', '766'] as const;

export type OfficesQuestion = Omit<Question, 'groupBy'> & {
  /** `strict`: closed requests. `766`: open ones too, on time while they are not yet due, late once they are overdue. */
  readonly rule: (typeof onTimeRules)[number];
  /** The share around which the crude comparison is made; that of all offices together where it is left out. */
  readonly target?: number;
  /** An office is an agency with all below it, so many parts of its code deep; each agency by itself where it is left out. */
  readonly depth?: number;
};

const unresolved = ['withdrawn', 'stopped', 'refused'];

/** Counts by procedure, null where a request says none. */
export type ByProcedure = Map<string | null, Judged>;

const none: Judged = { n: 0, late: 0 };
const plus = (a: Judged, b: Judged): Judged => ({ n: a.n + b.n, late: a.late + b.late });

export const sumOf = (counts: Iterable<Judged>): Judged => [...counts].reduce(plus, none);

export const addTo = (sums: ByProcedure, more: Iterable<readonly [string | null, Judged]>): void => {
  for (const [procedure, counts] of more) sums.set(procedure, plus(sums.get(procedure) ?? none, counts));
};

/** Which lines are judged, as known at an instant, and whether late: undefined of those that are not. */
const lateness = (
  { columns: { column } }: ProcessingTimesBlock,
  { asOf, rule }: OfficesQuestion,
): ((index: number) => boolean | undefined) => {
  const { ended, due, outcome } = column;
  const isUnresolved = outcome.values.map((name) => unresolved.includes(name ?? ''));
  return (index) => {
    const limit = due[index] ?? Number.NaN;
    const end = ended[index] ?? Number.NaN;
    if (Number.isNaN(limit)) return undefined;
    if (Number.isNaN(end)) return rule === '766' ? asOf > limit : undefined;
    return isUnresolved[outcome.codes[index] ?? 0] ? undefined : end > limit;
  };
};

/** The offices that had a request of the cohort, each with its judged requests by procedure. */
export const judgedByOffice = (
  blocks: readonly ProcessingTimesBlock[],
  question: OfficesQuestion,
): Map<string, ByProcedure> => {
  const { asOf, depth } = question;
  const groups = tally(
    blocks.map((block) => asKnown(block, asOf)),
    { ...question, groupBy: ['agency'] },
    (): ByProcedure => new Map(),
    (sums, { procedure }, lines, block) => {
      const isLate = lateness(block, question);
      // By number first: a text is looked up once a procedure and not once a line.
      const n = new Uint32Array(procedure.values.length);
      const late = new Uint32Array(procedure.values.length);
      for (let i = 0; i < lines.length; i++) {
        const index = lines[i] ?? 0;
        const judged = isLate(index);
        if (judged === undefined) continue;
        const code = procedure.codes[index] ?? 0;
        n[code] = (n[code] ?? 0) + 1;
        if (judged) late[code] = (late[code] ?? 0) + 1;
      }
      addTo(
        sums,
        procedure.values
          .map((name, code) => [name, { n: n[code] ?? 0, late: late[code] ?? 0 }] as const)
          .filter(([, counts]) => counts.n > 0),
      );
    },
  );
  const offices = new Map<string, ByProcedure>();
  for (const { group, tally: counts } of groups) {
    const agency = (group.agency ?? '').split('.').slice(0, depth).join('.');
    const sums: ByProcedure = offices.get(agency) ?? new Map();
    addTo(sums, counts);
    offices.set(agency, sums);
  }
  return offices;
};
