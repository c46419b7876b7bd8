import type { Receipt } from '../event-store/receive.ts';
import type { FaultyField, Refusal } from '../request/decide.ts';
import { type ProblemDocument, problemDocument } from './problem.ts';
import { toldOf } from './told.ts';

/** What the API answers for one event, in the order sent. */
export type EventResult =
  | { readonly status: 'appended' | 'duplicate'; readonly version: number }
  | { readonly status: 'rejected'; readonly problem: ProblemDocument };

/** Nothing here tells a stranger which agency has the request. */
const faults: Readonly<Record<FaultyField, string>> = {
  'data.agency':
    "must be the token's agency or one under it, and the one that received the request if one did",
  'data.to': "may be said by an agency that received the request or had it; the token's did not",
  subject: "is a request in which neither the token's agency nor one under it has part",
};

const refused = (refusal: Refusal): ProblemDocument => {
  switch (refusal.reason) {
    case 'forbidden':
      return problemDocument('foreign-agency', `${refusal.field} ${faults[refusal.field]}.`, {
        errors: [{ field: refusal.field, detail: faults[refusal.field] }],
      });
    case 'different-content':
      return problemDocument(
        'different-content',
        refusal.version === undefined
          ? 'This source and id comes twice in the call, with different contents.'
          : `This source and id is version ${refusal.version} already, with another content.`,
        {
          errors: [{ field: 'id', detail: 'was used for another event' }],
          ...(refusal.version !== undefined && { version: refusal.version }),
        },
      );
    case 'unexpected-version':
      return problemDocument(
        'unexpected-version',
        `The sender saw version ${refusal.expected}; the request is at ${refusal.current}.`,
        {
          errors: [{ field: 'expectedversion', detail: 'is not the current version' }],
          version: refusal.current,
        },
      );
    case 'not-appended-together':
      return problemDocument(
        'not-appended-together',
        'The events of one request in one call are appended together or not at all. Correct the other and send both.',
      );
    case 'too-large':
      return problemDocument(
        'commit-too-large',
        'The events of this request in this call are more than the log takes at once. Send them in smaller calls.',
      );
    default:
      return refusal satisfies never;
  }
};

/** A receipt in the words of the API. */
export const resultOf = (receipt: Receipt): EventResult => {
  switch (receipt.status) {
    case 'appended':
    case 'duplicate':
      return { status: receipt.status, version: receipt.version };
    case 'rejected':
      return { status: 'rejected', problem: refused(receipt.refusal) };
    case 'unreadable': {
      const { reason, issues, versions } = receipt;
      const { detail, errors } = toldOf(issues);
      const isUnknown = reason === 'unknown-event-type' || reason === 'unknown-event-version';
      const more = { ...(isUnknown && { catalogue: '/v1/catalogue' }), ...(versions && { versions }) };
      return { status: 'rejected', problem: problemDocument(reason, detail, { errors, ...more }) };
    }
    case 'unregistered': {
      const detail = `${receipt.source} is not registered for the client of this token.`;
      const errors = [{ field: 'source', detail: 'is not registered for this client' }];
      return { status: 'rejected', problem: problemDocument('unregistered-source', detail, { errors }) };
    }
    default:
      return receipt satisfies never;
  }
};
