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
      'An attribute or a field of `data` is missing, unknown or out of bounds. `errors` names each field, up to 50.',
    remedy: 'Correct the fields and send the event again, with the same `id`: nothing of it was stored.',
  },
  'event-too-large': {
    meaning: 'The event alone is larger than the hub takes.',
    remedy: 'Say less: large documents stay in the agency’s system, and the event refers to them.',
  },
  'time-in-future': {
    meaning: '`time` lies more than 5 minutes ahead of the hub’s clock.',
    remedy:
      'Set the clock of the sending system, or its time zone, right. An event is sent once it has happened.',
  },
  'unknown-event-version': {
    meaning: 'The hub knows the event type, and not this version of it. `versions` lists those it knows.',
    remedy: 'Take one of the versions listed.',
  },
  'unknown-event-type': {
    meaning: 'The hub knows no event type of this name.',
    remedy: 'Take a type of `GET /v1/catalogue`.',
  },
  'unregistered-source': {
    meaning:
      'The `source` of the event, or that of the event it takes back, is not registered for the client of the token.',
    remedy:
      'Send the `source` that is registered, or have an operator register it: `PUT /v1/registry/sources/{client}`.',
  },
  'foreign-agency': {
    meaning:
      'The token is limited to an agency, and the call is about one that is not under it, or about a request in which it takes no part. So it is also of a request that was handed on to you, until `request.forwarded` has come in.',
    remedy:
      'Ask or send for an agency of the token, or use a token of the other agency. Around a handover send the same again a little later.',
  },
  'different-content': {
    meaning:
      'An event of this request with this `source` and `id` is in the log already, or twice in the call, and says something else. Events of two requests are not held against each other.',
    remedy:
      'Give the new event an `id` of its own; take back the earlier one with `event.retracted` if it was wrong.',
  },
  'unexpected-version': {
    meaning: 'The request has other events than the sender had seen: `expectedversion` is not its version.',
    remedy: 'Read the request again, decide anew, and send with the `version` of the problem or without one.',
  },
  'precondition-failed': {
    meaning:
      'The request or registry entry is at another version than `If-Match` names, is not there though `If-Match: *`, or is there though `If-None-Match: *`.',
    remedy: 'Read it again, decide anew, and send with the `ETag` of the answer.',
  },
  'not-appended-together': {
    meaning:
      'The event is good, but another of the same request in the same call was rejected, and they go in together or not at all.',
    remedy: 'Correct the other event and send both again.',
  },
  'invalid-entry': {
    meaning:
      'A field of an entry is missing, unknown or out of bounds, or does not fit what is registered. `errors` names each field, up to 50.',
    remedy: 'Correct the fields and send the whole call again: nothing of it was registered.',
  },
  'malformed-header': {
    meaning:
      'A `ce-` header is not percent-encoded UTF-8, or `If-Match` or `If-None-Match` is not what this call takes: both at once, not an `ETag` or `*`, with a batch, or against the `expectedversion` of the event. `detail` names the header.',
    remedy:
      'Encode `ce-` headers as the HTTP binding of CloudEvents says. Send one condition, with a single event: the `ETag` of an earlier answer or `*`.',
  },
  'malformed-body': {
    meaning: 'The body is not UTF-8, not JSON, or a batch that is no array.',
    remedy: 'Correct the body. It will not be taken as it is.',
  },
  'invalid-parameter': {
    meaning: 'A parameter of the query is unknown or has a value that is not allowed. `errors` names each.',
    remedy: 'Correct the parameters.',
  },
  'answer-too-large': {
    meaning:
      'The answer to a statistic would have more groups, rows or bytes than the hub hands over at once; `detail` says which.',
    remedy:
      'Ask for less: fewer groupings in `group-by`, longer periods, a shorter time, or one agency at a time.',
  },
  unauthenticated: {
    meaning: 'The call came without a valid token.',
    remedy: 'Send `Authorization: Bearer` with a token of the configured issuer that has not expired.',
  },
  'missing-scope': {
    meaning: 'The token is valid and lacks a scope that this call needs.',
    remedy: 'Have the scope that `detail` names granted to the client, and take a new token.',
  },
  'unclear-agency': {
    meaning:
      'The token names several agencies, something that is no agency’s code, or none where its issuer limits by scope; the hub does not guess for whom it speaks.',
    remedy:
      'Use a token that names one agency, or ask for it without naming scopes. `detail` says what is amiss.',
  },
  'not-found': {
    meaning: 'There is no such path, no such request, or nothing registered under this code.',
    remedy:
      'Look at the path. A request is there as soon as one of its events was appended, a code once it was registered.',
  },
  'method-not-allowed': {
    meaning: 'The path is there and does not take this method.',
    remedy: 'Use a method of the `Allow` header.',
  },
  'not-acceptable': {
    meaning: 'The `Accept` header wants none of the media types that this call answers with.',
    remedy: 'Accept one that `detail` names, or leave the header out.',
  },
  'commit-too-large': {
    meaning: 'The events of one request, or the entries, in this call are more than the log takes at once.',
    remedy: 'Send them in smaller calls.',
  },
  'batch-too-large': {
    meaning: 'The call has more events or registry entries than the hub takes at once.',
    remedy: 'Send them in smaller calls.',
  },
  'call-too-large': {
    meaning: 'The body has more bytes than the hub takes in one call.',
    remedy: 'Send the events or entries in smaller calls; a single entry has to say less.',
  },
  'unsupported-media-type': {
    meaning: 'The body comes in a content type that is not taken here.',
    remedy: 'Send one of the types in the `Accept` header of the answer.',
  },
  unavailable: {
    meaning:
      'Many calls wrote to one request, or to the registry, at once, and this one lost the race for too long.',
    remedy: 'Send the same call again after `Retry-After`. What is in already is not stored twice.',
  },
  internal: {
    meaning: 'Something broke in the hub. It was logged under the id of `instance`.',
    remedy: 'Send the same call again, later; tell the operator the `instance` where it stays.',
  },
};
