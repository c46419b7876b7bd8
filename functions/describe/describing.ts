import * as z from 'zod/mini';
import { problems as known, type ProblemName, problemDocument } from '../../shared/http/problem.ts';
import * as answers from '../query/answers.ts';
import { problemGuide } from './problem-guide.ts';

const problemContent = (names: readonly ProblemName[]) => ({
  'application/problem+json': {
    schema: answers.problemAnswer,
    ...(names.length > 0 && {
      examples: Object.fromEntries(
        names.map((name) => [
          name,
          { summary: problemGuide[name].meaning, value: problemDocument(name, problemGuide[name].remedy) },
        ]),
      ),
    }),
  },
});

/** The problems that an operation answers, by status, each with an example. */
export const problems = (...names: readonly ProblemName[]) => {
  const byStatus = Object.groupBy(names, (name) => `${known[name].status}` as const);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, those]) => [
      status,
      { description: those.map((name) => known[name].title).join('; '), content: problemContent(those) },
    ]),
  );
};

/** A good answer, as JSON and, for statistics, CSV. Its example is in `examples.ts`. */
export const ok = (description: string, schema: z.ZodMiniType, csv = false) => ({
  description,
  content: {
    'application/json': { schema },
    ...(csv && { 'text/csv': { schema: z.string() } }),
  },
});

/** The operation asks for a token. */
export const token = [{ token: [] }];
