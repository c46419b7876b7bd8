import type { TypedData } from '../../events/catalogue.ts';
import type { MotcuaEvent } from '../../events/envelope.ts';
import type { CityClock } from './city-clock.ts';
import type { CityRequest } from './city-request.ts';

const survey = { survey: 'sipas', surveyVersion: 1 } as const;

/** What the agency's system has to say about a request. */
const facts = (request: CityRequest, clock: CityClock): (TypedData & { at: number })[] => {
  const { agency, procedure, channel, applicant, accepted, assigned, resolved, withdrawn, invited, rated } =
    request;
  const onlineLevel = channel === 'online' ? { onlineLevel: 4 } : {};
  const said: (TypedData & { at: number })[] = [
    {
      at: request.submitted,
      type: 'motcua.request.submitted.v1',
      data: { agency, procedure, procedureVersion: 1, channel, applicant, ...onlineLevel },
    },
  ];
  if (accepted) {
    const data = accepted.due === undefined ? {} : { due: clock.text(accepted.due) };
    said.push({ at: accepted.at, type: 'motcua.request.accepted.v1', data });
  }
  if (assigned) {
    const { at, ...data } = assigned;
    said.push({ at, type: 'motcua.request.assigned.v1', data });
  }
  for (const { at, ...data } of request.steps) said.push({ at, type: 'motcua.step.completed.v1', data });
  if (resolved)
    said.push({
      at: resolved.at,
      type: 'motcua.request.resolved.v1',
      data: { outcome: resolved.outcome },
    });
  if (withdrawn) said.push({ at: withdrawn.at, type: 'motcua.request.withdrawn.v1', data: {} });
  if (invited)
    said.push({
      at: invited.at,
      type: 'motcua.feedback.invited.v1',
      data: { ...survey, channel: invited.channel },
    });
  if (rated) {
    const { at, overall, courtesy, factors, comment } = rated;
    const optional = { ...(factors && { factors }), ...(comment !== undefined && { comment }) };
    said.push({
      at,
      type: 'motcua.feedback.given.v1',
      data: { ...survey, overall, courtesy, ...optional },
    });
  }
  return said;
};

/** The events of one request, in the order of its life; ids are counted per request, and request ids are the agency's own. */
export const report = (request: CityRequest, clock: CityClock): MotcuaEvent[] =>
  facts(request, clock).map(({ at, ...typed }, index) => ({
    specversion: '1.0',
    source: `https://agency-${request.agency.slice(-2)}.tan-vinh-giang.example/desk`,
    id: `${request.id.slice(request.id.indexOf('-') + 1)}-${index + 1}`,
    subject: request.id,
    time: clock.text(at),
    ...typed,
  }));
