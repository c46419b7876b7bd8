import { foldVersion } from '../request/snapshot.ts';
import { dimensions } from '../segment/dimensions.ts';
import type { Projection } from './projection.ts';

const schema = {
  ...dimensions,
  survey: 'code',
  surveyVersion: 'number',
  invited: 'instant',
  answered: 'instant',
  overall: 'number',
  courtesy: 'number',
  access: 'number',
  // `procedure` is a dimension already: factors carry their kind in the name.
  procedureFactor: 'number',
  official: 'number',
  result: 'number',
  handling: 'number',
} as const;
export type SatisfactionSchema = typeof schema;

/** The column that holds the scores of a factor, or of the whole (`overall`, `courtesy`). */
export const scoreColumns = {
  overall: 'overall',
  courtesy: 'courtesy',
  access: 'access',
  procedure: 'procedureFactor',
  official: 'official',
  result: 'result',
  handling: 'handling',
} as const;
export type ScoreName = keyof typeof scoreColumns;

/** What people said: one line for each survey of a request, asked or answered. */
export const satisfaction: Projection<SatisfactionSchema> = {
  name: 'satisfaction',
  version: foldVersion + 1,
  schema,
  isForFew: true,
  lines: ({ received, ended, procedure, channel, surveys }) =>
    surveys.map((survey) => ({
      received: received ?? null,
      ended: ended ?? null,
      procedure: procedure ?? null,
      channel: channel ?? null,
      survey: survey.survey,
      surveyVersion: survey.surveyVersion,
      invited: survey.invited ?? null,
      answered: survey.answered ?? null,
      overall: survey.overall ?? null,
      courtesy: survey.courtesy ?? null,
      access: survey.factors?.access ?? null,
      procedureFactor: survey.factors?.procedure ?? null,
      official: survey.factors?.official ?? null,
      result: survey.factors?.result ?? null,
      handling: survey.factors?.handling ?? null,
    })),
};
