import type { Content, HttpCall } from './cloudevents.ts';
import { type Expectation, expectationOf } from './expectation.ts';
import { Problem, type ProblemDocument, problemDocument } from './problem.ts';

/** A call's content, and whether it is for a request that is there. */
export type Conditional = Content & { readonly mustBeThere: boolean };

const disagrees = (expected: Expectation, own: unknown): boolean =>
  own !== undefined && own !== null && (expected === 'there' ? own === 0 : own !== expected);

/**
 * The content with what `If-Match` or `If-None-Match` demands. A version becomes the event's `expectedversion`, so that it is
 * decided with the append.
 * @throws Problem (400) where the header cannot be read, goes with a batch, or contradicts the event's own expectation
 */
export const withPrecondition = ({ headers }: HttpCall, content: Content): Conditional => {
  const expected = expectationOf(headers);
  const mustBeThere = expected === 'there';
  if (expected !== undefined && content.mode === 'batch')
    throw new Problem(
      'malformed-header',
      'If-Match or If-None-Match goes with a single event, not with a batch.',
    );
  const [event] = content.values;
  if (expected === undefined || typeof event !== 'object' || event === null)
    return { ...content, mustBeThere };
  const { expectedversion: own } = event as { readonly expectedversion?: unknown };
  if (disagrees(expected, own))
    throw new Problem('malformed-header', 'If-Match or If-None-Match disagrees with expectedversion.');
  return mustBeThere
    ? { ...content, mustBeThere }
    : { ...content, mustBeThere, values: [{ ...event, expectedversion: expected }] };
};

/** What is wrong with a single event, in the words of the header where that set the condition. */
export const asPrecondition = ({ headers }: HttpCall, problem: ProblemDocument): ProblemDocument => {
  const isConditional = headers['if-match'] !== undefined || headers['if-none-match'] !== undefined;
  const { type, version } = problem;
  return isConditional && type.endsWith(':unexpected-version')
    ? problemDocument('precondition-failed', `The request is at version ${String(version)}.`, { version })
    : problem;
};
