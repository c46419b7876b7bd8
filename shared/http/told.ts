import type { Issue } from '../../events/issues.ts';
import { fitting } from './fitting.ts';

/**
 * What is told of one event or call: so many issues, each in so many characters, and all in so many bytes of JSON. So an
 * answer is bounded by the number of events, and a full batch stays below the 6 MB that a function may answer.
 */
const most = { issues: 50, characters: 300, bytes: 4_000 };

const shortened = (text: string): string =>
  text.length > most.characters ? `${text.slice(0, most.characters).toWellFormed()}…` : text;

/** What of many issues is told: the first ones one by one, and in a line the very first and how many more there are. */
export const toldOf = (
  issues: readonly Issue[],
): { readonly detail: string; readonly errors: readonly Issue[] } => {
  const first = issues
    .slice(0, most.issues)
    .map(({ field, detail }) => ({ field: shortened(field), detail: shortened(detail) }));
  const errors = fitting(first, most.bytes);
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return { detail: `${errors[0]?.field}: ${errors[0]?.detail}${more}`, errors };
};
