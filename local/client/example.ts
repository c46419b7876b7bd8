import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findConnection } from '../import/connection.ts';
import { answered, createHubClient, HubProblem } from './client.ts';

const { values } = parseArgs({
  options: {
    'api-url': { type: 'string' },
    token: { type: 'string' },
    agency: { type: 'string', default: 'H29.07' },
  },
});
const given = {
  ...(values['api-url'] !== undefined && { apiUrl: values['api-url'] }),
  ...(values.token !== undefined && { token: values.token }),
};
const hub = createHubClient({ ...(await findConnection(given)), random: Math.random, sleep });

// A citizen hands in a request: one event. The same id sent again would be answered `duplicate`.
const id = `example-${randomUUID()}`;
const { results } = answered(
  await hub.POST('/v1/events', {
    headers: { 'content-type': 'application/cloudevents+json' },
    body: {
      specversion: '1.0',
      type: 'motcua.request.submitted.v1',
      source: 'https://agency-07.example/desk',
      id: `${id}-submitted`,
      subject: id,
      time: new Date().toISOString(),
      data: {
        agency: values.agency,
        procedure: '1.004222',
        procedureVersion: 1,
        channel: 'online',
        applicant: { kind: 'citizen' },
      },
    },
  }),
);
console.log('sent:', results);

// Where it stands now.
const request = answered(await hub.GET('/v1/requests/{id}', { params: { path: { id } } }));
console.log(`${request.id} is ${request.status} at ${request.agency}, version ${request.version}`);

// A refusal is an error with the problem's type, which never changes.
try {
  answered(await hub.GET('/v1/requests/{id}', { params: { path: { id: 'no-such-request' } } }));
} catch (error) {
  if (!(error instanceof HubProblem)) throw error;
  console.log(`${error.problem.type}: ${error.message}`);
}
