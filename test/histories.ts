import * as fc from 'fast-check';
import type { TypedData, TypeName } from '../events/catalogue.ts';
import type { MotcuaEvent } from '../events/envelope.ts';
import { factors } from '../events/feedback-given.ts';

/** Whole histories of requests, over every type of event: odd ones as often as ordinary ones. */

type DataOf<T extends TypeName> = Extract<TypedData, { type: T }>['data'];

/** What happens: an event's type and data. A retraction names the n-th event of its history, or one beyond it. */
export type Happening =
  | { readonly type: TypeName; readonly data: object }
  | { readonly retracts: number; readonly isForeign: boolean };

const retraction = 'motcua.event.retracted.v1';
export const typeOf = (happening: Happening): TypeName => ('type' in happening ? happening.type : retraction);

const oneOf = fc.constantFrom;
const agency = oneOf('H29', 'H29.07', 'H29.08', 'H30');
const score = fc.integer({ min: 1, max: 5 });
const survey = { survey: oneOf('sipas', 'smile'), surveyVersion: fc.integer({ min: 1, max: 2 }) };
const complaint = oneOf('c-1', 'c-2');
const reason = fc.constant('a reason');
const step = {
  step: oneOf('appraisal', 'approval'),
  unit: oneOf('desk-1', 'desk-2'),
  official: oneOf('ann', 'bo'),
};

/** The data that each type's events may have; optional fields are there or not. */
const dataOf = (
  due: fc.Arbitrary<string>,
): { readonly [T in Exclude<TypeName, typeof retraction>]: fc.Arbitrary<DataOf<T>> } => {
  const some = <T>(
    fields: { [F in keyof T]: fc.Arbitrary<T[F]> },
    requiredKeys: (keyof T)[],
  ): fc.Arbitrary<never> => fc.record(fields, { requiredKeys }) as fc.Arbitrary<never>;
  return {
    'motcua.request.submitted.v1': fc.record({
      agency,
      procedure: oneOf('permit', 'pothole'),
      procedureVersion: fc.integer({ min: 1, max: 2 }),
      channel: oneOf('counter' as const, 'online' as const),
      applicant: fc.record({ kind: oneOf('citizen' as const, 'business' as const) }),
    }),
    'motcua.request.accepted.v1': some({ due, workingDays: fc.integer({ min: 0, max: 30 }) }, []),
    'motcua.request.refused.v1': fc.record({ reason }),
    'motcua.request.assigned.v1': some({ unit: oneOf('desk-1', 'desk-2'), official: oneOf('ann', 'bo') }, [
      'unit',
    ]),
    'motcua.step.started.v1': some(step, ['step']),
    'motcua.step.completed.v1': some(step, ['step']),
    'motcua.supplement.requested.v1': fc.record({ missing: fc.constant('a map') }),
    'motcua.supplement.provided.v1': fc.constant({}),
    'motcua.payment.requested.v1': fc.constant({ amount: 150_000, currency: 'VND' }),
    'motcua.payment.made.v1': fc.constant({ amount: 150_000, currency: 'VND', method: 'online' as const }),
    'motcua.request.suspended.v1': fc.constant({ ground: 'Decree 61/2018' }),
    'motcua.request.resumed.v1': fc.constant({}),
    'motcua.deadline.extended.v1': fc.record({ due, reason }),
    'motcua.apology.issued.v1': some({ ground: oneOf('late', 'error'), promised: due }, ['ground']),
    'motcua.request.forwarded.v1': fc.record({ to: agency }),
    'motcua.request.resolved.v1': fc.record({
      outcome: oneOf('granted' as const, 'denied' as const, 'partial' as const, 'done' as const),
    }),
    'motcua.result.delivered.v1': fc.constant({ method: 'counter' as const }),
    'motcua.request.withdrawn.v1': fc.constant({}),
    'motcua.request.stopped.v1': fc.record({ reason }),
    'motcua.request.reopened.v1': fc.record({ reason }),
    'motcua.feedback.invited.v1': fc.record({ ...survey, channel: fc.constant('online' as const) }),
    'motcua.feedback.given.v1': some(
      {
        ...survey,
        overall: score,
        courtesy: score,
        factors: fc.dictionary(oneOf(...factors), score, { noNullPrototype: true }),
      },
      ['survey', 'surveyVersion', 'overall'],
    ),
    'motcua.complaint.filed.v1': some({ complaint, ground: fc.constant('delay'), due }, [
      'complaint',
      'ground',
    ]),
    'motcua.complaint.answered.v1': fc.record({ complaint }),
    'motcua.personal-data.erased.v1': fc.record({ subject: oneOf('c-81', 'c-82') }),
  };
};

/** A request is little without these. */
const weights: Partial<Record<TypeName, number>> = {
  'motcua.request.submitted.v1': 6,
  'motcua.request.accepted.v1': 3,
  'motcua.request.resolved.v1': 3,
  'motcua.request.forwarded.v1': 2,
  'motcua.step.started.v1': 3,
  'motcua.step.completed.v1': 5,
  'motcua.request.reopened.v1': 2,
  'motcua.feedback.invited.v1': 2,
  'motcua.feedback.given.v1': 3,
};

/**
 * Anything that may happen to a request.
 * @param due instants that are named as due dates, as text
 */
export const happenings = (due: fc.Arbitrary<string>): fc.Arbitrary<Happening> =>
  fc.oneof(
    ...Object.entries(dataOf(due)).map(([type, data]) => ({
      weight: weights[type as TypeName] ?? 1,
      arbitrary: data.map((data): Happening => ({ type: type as TypeName, data })),
    })),
    {
      weight: 6,
      arbitrary: fc.record({ retracts: fc.nat({ max: 1_000 }), isForeign: fc.boolean() }),
    },
  );

const sources = ['https://desk.example', 'https://back-office.example'] as const;
const sourceOf = (n: number, isForeign: boolean): string =>
  sources[(n + Number(isForeign)) % 2] ?? sources[0];

/** When something happens to which request, as a sender writes it. */
export type Told = { readonly subject: string; readonly time: string; readonly happening: Happening };

/**
 * The events of a history, each with an id of its own. A retraction names an event of the same request where it can;
 * one in so many names another, or none.
 */
export const eventsOf = (history: readonly Told[]): MotcuaEvent[] => {
  const named = history.map(({ subject }, n) => ({ subject, id: `e${n}`, source: sourceOf(n, n % 3 === 0) }));
  return history.map(({ subject, time, happening }, n) => {
    const own = named.filter((other) => other.subject === subject);
    const event = { specversion: '1.0', type: typeOf(happening), ...named[n], subject, time };
    if ('type' in happening) return { ...event, data: happening.data } as MotcuaEvent;
    const target = own[happening.retracts % (own.length + 2)] ?? { id: 'never sent', source: sources[0] };
    const says = happening.isForeign || target.source !== event.source;
    const data = { id: target.id, ...(says && { source: target.source }), reason: 'entered by mistake' };
    return { ...event, data } as MotcuaEvent;
  });
};
