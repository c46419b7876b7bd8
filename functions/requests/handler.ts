import { reading } from '../reading.ts';
import { getRequest } from './get-request.ts';
import { getRequestEvents } from './get-request-events.ts';
import { getRequests } from './list-requests.ts';

/** Requests: the work list, where one stands, and its stream. */
export const handler = reading([
  ['/v1/requests', getRequests],
  ['/v1/requests/{id}', getRequest],
  ['/v1/requests/{id}/events', getRequestEvents],
]);
