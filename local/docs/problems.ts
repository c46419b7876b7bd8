import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemGuide } from '../../functions/describe/problem-guide.ts';
import { type ProblemName, problems, problemType } from '../../shared/http/problem.ts';

const file = join(import.meta.dirname, '..', '..', 'docs', 'problems.md');

const intro = `# Problems

What the API refuses it answers with a problem document (RFC 9457, \`application/problem+json\`). Its \`type\` never changes, and
is what a program decides by; \`title\` and \`detail\` are for people. \`errors\` names each field that is wrong, and \`instance\` the
call, by the id that the answer has as \`x-request-id\` and the logs have with every line. In the answer to a batch each
rejected event has a problem of its own.

The gateway in front of the hub answers some calls by itself, with JSON that has only a \`message\`: 401 where the token is
not valid, 413 where the call is too large for it, 429 where there are too many calls, 500 and 503 where a function cannot be
reached. Send again after 429, 500 and 503, waiting longer each time; that is always safe.

This page is made from the code: \`npm run docs\`.
`;

const section = (name: ProblemName): string => {
  const { status, title } = problems[name];
  const { meaning, remedy } = problemGuide[name];
  return `
## ${name}

\`${problemType(name)}\` · ${status} · ${title}

${meaning}

_What to do:_ ${remedy}
`;
};

/** The page that documents every problem. */
export const problemsPage = (): string =>
  [intro, ...(Object.keys(problems) as ProblemName[]).sort().map(section)].join('');

if (import.meta.main) writeFileSync(file, problemsPage());
