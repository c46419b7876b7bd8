import type { Commit } from '../shared/event-store/commit.ts';
import type { EventLog } from '../shared/event-store/event-log.ts';
import { type LogSegment, scanRequests } from '../shared/event-store/scan.ts';

/** Every commit of a log, or of one of its parts, as a sweep reads them: in no order across streams. */
export const readCommits = async (
  log: EventLog,
  part: LogSegment = { segment: 0, total: 1 },
): Promise<Commit[]> => {
  const commits: Commit[] = [];
  let cursor: string | null = null;
  do {
    const page = await scanRequests(log, part, { cursor, consistent: true, limit: 1_000 });
    commits.push(...page.requests.flatMap((request) => request.commits));
    cursor = page.cursor;
  } while (cursor !== null);
  return commits;
};
