import { monthOf } from '../../shared/calendar/zone.ts';
import { instant } from '../../shared/instant.ts';
import { zone } from '../rows.ts';
import { linesByRequest } from './checks.ts';
import type { Call, Sent } from './workload.ts';
import type { World } from './world.ts';

/** Which requests may move from one agency or month to another, and which of them may go altogether. */
export type Movers = { readonly moving: ReadonlySet<string>; readonly going: ReadonlySet<string> };

/** By their submissions and forwardings, and what of these is taken back. */
export const moversIn = (calls: readonly Call[]): Movers => {
  const events = calls.flatMap((call) => call.events);
  const isSubmission = ({ type }: Sent) => type === 'motcua.request.submitted.v1';
  const isForwarding = ({ type }: Sent) => type === 'motcua.request.forwarded.v1';
  const submissions = new Set(events.filter(isSubmission).map(({ id }) => id));
  const retracted = (event: Sent) =>
    event.type === 'motcua.event.retracted.v1' ? targetOf(event) : undefined;
  const going = new Set(
    events.flatMap((event) => (submissions.has(retracted(event) ?? '') ? [event.subject] : [])),
  );
  const moving = [...Map.groupBy(events, ({ subject }) => subject)].flatMap(([subject, own]) =>
    own.filter(isSubmission).length > 1 || own.some(isForwarding) ? [subject] : [],
  );
  return { moving: new Set([...moving, ...going]), going };
};

const targetOf = ({ data }: Sent): string | undefined => ('id' in data ? String(data.id) : undefined);

/** Where a line as text says that its request is: the agency and the month of receipt. */
const placeOf = (text: string): string => {
  const [agency, { received }] = JSON.parse(text) as [string, { received: number }];
  return `${agency} ${monthOf(instant(received), zone)}`;
};

const agencyOf = (text: string): string => (JSON.parse(text) as [string])[0];

/** By request, the lines of the agencies that have one now: those that had it keep theirs. */
const heldByRequest = (blocks: Parameters<typeof linesByRequest>[0]): Map<string, string[]> => {
  const isHeld = (text: string) => (JSON.parse(text) as [string, { left?: number | null }])[1].left === null;
  const held = [...linesByRequest(blocks)].map(
    ([request, lines]) => [request, lines.filter(isHeld)] as const,
  );
  return new Map(held.filter(([, lines]) => lines.length > 0));
};

/** What may never be seen, not even for a moment: a request in two places, or gone after it was there and not taken back. */
export const watcher = ({ simulation, hub }: World, { moving, going }: Movers) => {
  const problems: string[] = [];
  const seen = new Map<string, number>();
  let seenTwice = 0;
  /** As a query looks: its calls take their time, so it may see a request both where it was and where it is. */
  const look = async (): Promise<void> => {
    const began = simulation.now();
    const blocks = await hub.ask({ which: 0, needed: () => true }).catch(() => undefined);
    if (!blocks) return;
    const shown = heldByRequest(blocks);
    for (const [request, lines] of shown) {
      const places = new Set(lines.map(placeOf));
      if (lines.length > places.size)
        problems.push(`during the run ${request} was counted ${lines.length} times in one place`);
      if (places.size > 1) seenTwice++;
      if (!seen.has(request)) seen.set(request, simulation.now());
    }
    for (const [request, since] of seen)
      if (since <= began && !moving.has(request) && !shown.has(request))
        problems.push(`during the run ${request} disappeared`);
  };

  /** Everything at one instant: here even a request that moves is in one place. */
  const lookNow = async (): Promise<void> => {
    const shown = heldByRequest(await hub.now.answer(0));
    for (const [request, lines] of shown) {
      if (lines.length > 1)
        problems.push(`at one instant ${request} stood in ${[...new Set(lines.map(placeOf))].join(' and ')}`);
      if (!seen.has(request)) seen.set(request, simulation.now());
    }
    for (const request of seen.keys())
      if (!going.has(request) && !shown.has(request)) problems.push(`at one instant ${request} was gone`);
    for (const [request, lines] of linesByRequest(await hub.now.answer(1)))
      if (new Set(lines.map(agencyOf)).size > 1)
        problems.push(`at one instant the feedback on ${request} was with two agencies`);
  };

  const current: [number, number] = [1, 1];
  let moves = 0;
  /** When the pointer moves, the new generation has every row at least as new as the old one. */
  hub.onGenerations((which) => {
    const view = hub.views[which];
    const state = view.read({ pk: { S: 'generations' }, sk: { S: 'generations' } })?.['state']?.S ?? '';
    const { number } = (JSON.parse(state) as { current: { number: number } }).current;
    const before = `${current[which]}|row|`;
    if (number === current[which]) return;
    current[which] = number;
    moves++;
    for (const row of view.all()) {
      const pk = row['pk']?.S ?? '';
      if (!pk.startsWith(before)) continue;
      const request = pk.slice(before.length);
      const newer = view.read({ pk: { S: `${number}|row|${request}` }, sk: { S: 'row' } });
      if (Number(newer?.['version']?.N ?? 0) < Number(row['version']?.N))
        problems.push(`when the pointer moved, ${request} went back behind version ${row['version']?.N}`);
    }
  });
  return { problems, look, lookNow, seenTwice: () => seenTwice, moves: () => moves };
};
