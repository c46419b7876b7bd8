import type { ProblemName } from '../../shared/http/problem.ts';

export type Guidance = {
  /** What the problem says. */
  readonly meaning: string;
  /** What the caller does about it. */
  readonly remedy: string;
};

/** What every problem means and what its caller does about it; a new problem does not compile without. */
export const problemGuide: Readonly<Record<ProblemName, Guidance>> = {
  'invalid-event': {
    meaning:
      'An attribute or a field of `data` is missing, unknown or out of bounds, or `time` lies more than 5 minutes ahead. `errors` names each field.',
    remedy: 'Correct the fields and send the event again, with the same `id`: nothing of it was stored.',
  },
  'unknown-event-type': {
    meaning: 'The hub knows no event type of this name and version.',
    remedy: 'Take a type of `GET /v1/catalogue`.',
  },
  'foreign-agency': {
    meaning: 'The token is limited to an agency, and the call is about one that is not under it.',
    remedy: 'Ask or send for an agency of the token, or use a token of the other agency.',
  },
  'different-content': {
    meaning:
      'An event with this `source` and `id` is in the log already, or twice in the call, and says something else.',
    remedy:
      'Give the new event an `id` of its own; take back the earlier one with `event.retracted` if it was wrong.',
  },
  'unexpected-version': {
    meaning: 'The request has other events than the sender had seen: `expectedversion` is not its version.',
    remedy: 'Read the request again, decide anew, and send with the `version` of the problem or without one.',
  },
  'not-appended-together': {
    meaning:
      'The event is good, but another of the same request in the same call was rejected, and they go in together or not at all.',
    remedy: 'Correct the other event and send both again.',
  },
  'malformed-header': {
    meaning: 'A `ce-` header is not percent-encoded UTF-8.',
    remedy: 'Encode the header as the HTTP binding of CloudEvents says.',
  },
  'malformed-body': {
    meaning: 'The body is not UTF-8, not JSON, or a batch that is no array.',
    remedy: 'Correct the body. It will not be taken as it is.',
  },
  'invalid-parameter': {
    meaning: 'A parameter of the query is unknown or has a value that is not allowed. `errors` names each.',
    remedy: 'Correct the parameters.',
  },
  unauthenticated: {
    meaning: 'The call came without a valid token.',
    remedy: 'Send `Authorization: Bearer` with a token of the configured issuer that has not expired.',
  },
  'missing-scope': {
    meaning: 'The token is valid and lacks a scope that this call needs.',
    remedy: 'Have the scope that `detail` names granted to the client, and take a new token.',
  },
  'not-found': {
    meaning: 'There is no such path, or no such request.',
    remedy: 'Look at the path. A request is there as soon as one of its events was appended.',
  },
  'method-not-allowed': {
    meaning: 'The path is there and does not take this method.',
    remedy: 'Use a method of the `Allow` header.',
  },
  'not-acceptable': {
    meaning: 'The `Accept` header wants none of the media types that this call answers with.',
    remedy: 'Accept one that `detail` names, or leave the header out.',
  },
  'too-large': {
    meaning: 'The batch has too many events, or those of one request are more than the log takes at once.',
    remedy: 'Send the events in smaller calls.',
  },
  'unsupported-media-type': {
    meaning: 'The body comes in a content type that is not taken here.',
    remedy: 'Send one of the types in the `Accept` header of the answer.',
  },
  unavailable: {
    meaning: 'Many calls wrote to one request at once, and this one lost the race for too long.',
    remedy: 'Send the same call again after `Retry-After`. Events that are in are answered as duplicates.',
  },
  internal: {
    meaning: 'Something broke in the hub. It was logged under the id of `instance`.',
    remedy: 'Send the same call again, later; tell the operator the `instance` where it stays.',
  },
};
