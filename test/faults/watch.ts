import { monthOf } from '../../shared/calendar/zone.ts';
import { instant } from '../../shared/instant.ts';
import { zone } from '../rows.ts';
import { linesByRequest } from './checks.ts';
import type { Call, Sent } from './workload.ts';
import type { World } from './world.ts';

/** Requests with several submissions: they may move from one agency or month to another. */
export const moversIn = (calls: readonly Call[]): ReadonlySet<string> => {
  const isSubmission = ({ type }: Sent) => type === 'motcua.request.submitted.v1';
  const submissions = Map.groupBy(
    calls.flatMap(({ events }) => events.filter(isSubmission)),
    ({ subject }) => subject,
  );
  return new Set([...submissions].flatMap(([subject, list]) => (list.length > 1 ? [subject] : [])));
};

/** Where a line as text says that its request is: the agency and the month of receipt. */
const placeOf = (text: string): string => {
  const [agency, { received }] = JSON.parse(text) as [string, { received: number }];
  return `${agency} ${monthOf(instant(received), zone)}`;
};

/** What may never be seen, not even for a moment: a request twice in one place, or gone after it was there. */
export const watcher = ({ simulation, hub }: World, movers: ReadonlySet<string>) => {
  const problems: string[] = [];
  const seen = new Map<string, number>();
  let seenTwice = 0;
  const look = async (): Promise<void> => {
    const began = simulation.now();
    const blocks = await hub.ask({ which: 0, needed: () => true }).catch(() => undefined);
    if (!blocks) return;
    const shown = linesByRequest(blocks);
    for (const [request, lines] of shown) {
      const places = new Set(lines.map(placeOf));
      if (lines.length > places.size)
        problems.push(`during the run ${request} was counted ${lines.length} times in one place`);
      if (places.size > 1) seenTwice++;
      if (!seen.has(request)) seen.set(request, simulation.now());
    }
    for (const [request, since] of seen)
      if (since <= began && !movers.has(request) && !shown.has(request))
        problems.push(`during the run ${request} disappeared`);
  };
  return { problems, look, seenTwice: () => seenTwice };
};
