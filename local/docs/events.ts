import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventTypes } from '../../events/catalogue.ts';
import { type Status, statuses } from '../../events/status.ts';
import { anomalyRules, isNotedAtDoor, meaningOf } from '../../shared/request/anomalies.ts';
import { table } from './table.ts';

const file = join(import.meta.dirname, '..', '..', 'docs', 'events.md');

const none = '–';
const code = (text: string): string => `\`${text}\``;
const standingOf = (status: Status | null): string[] => {
  if (status === null) return [none, none, none];
  const { national, open311 } = statuses[status];
  return [code(status), national === null ? none : String(national), open311 ?? none];
};

const intro = `# Events

Every type of event that the hub takes, as \`GET /v1/catalogue\` describes it with schema and example. An event reports a fact that an
agency knows, with the time at which it happened. It is kept however late it comes; what is odd about it is recorded as an anomaly.

A request's state is a fold over its events in the order of (time, place of the type in this table, version), those left out that a
retraction names: the same set of events gives the same state in whatever order they arrived, but for a due date that the hub counted
itself (see [corrections](#corrections)) and what it judged at the door.

This page is made from the code: \`npm run docs\`.

## Types

Where a type leads is the status of a request that was on its way. _National_ is the dossier status 1 to 10 that Vietnam's national
portal counts, _Open311_ the status of GeoReport v2. Personal fields are shown with the scope \`personal:read\` to a token whose agency
takes part in the request, or of an operator; to nobody once they were erased.

`;

const types = table(
  ['type', 'meaning', 'clocks', 'leads to', 'national', 'Open311', 'personal fields'],
  eventTypes.map(({ type, meaning, effect, leadsTo, personal }) => [
    code(type),
    meaning,
    effect,
    ...standingOf(leadsTo),
    personal.length === 0 ? none : personal.map(code).join(', '),
  ]),
);

const correcting = `
## Corrections

\`motcua.event.retracted.v1\` names an event of the same request by its id, and by its source where that is another. The event counts
from then on as if it had never been sent: what it led to, when it was due, and what was odd about it. A retraction may come before the
event that it names; it cannot be taken back itself, nor can an erasure be. To correct an event, retract it and send it again under a new id. Where the
submission is taken back and no other is left, the request is in no statistic any more.

A due date is the one that \`accepted\` says, or else it is counted: so many working days from the acceptance as that says, or as
the procedure allows in the version that was asked for. It is counted once, by what is registered when the later of submission and acceptance
comes in, and stays so whatever is registered later; \`motcua.deadline.extended.v1\` moves it. Where one of several submissions or acceptances is
taken back that had been counted on, the date counted from it may stay: say the right one with \`deadline.extended\`.

## Statuses

`;

const standing = table(
  ['status', 'meaning', 'national', 'Open311'],
  (Object.keys(statuses) as Status[]).map((status) => {
    const [name = '', national = none, open311 = none] = standingOf(status);
    return [name, statuses[status].meaning, national, open311];
  }),
);

const odd = `
## Anomalies

Read with the request they are named with the version of the event that showed them; \`GET /v1/statistics/data-quality\` counts them. Most
are seen when a request is folded, and hang on nothing but its events. What is judged at the door hangs on what was registered when the
event came in, and \`out-of-order\` on what had come before it.

`;

const anomalies = table(
  ['rule', 'meaning', 'seen'],
  anomalyRules.map((rule) => [
    code(rule),
    meaningOf(rule),
    isNotedAtDoor(rule) ? 'at the door' : 'in the fold',
  ]),
);

/** The page that documents event types, statuses and anomalies. */
export const eventsPage = (): string => [intro, types, correcting, standing, odd, anomalies].join('');

if (import.meta.main) writeFileSync(file, eventsPage());
