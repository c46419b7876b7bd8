import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import {
  accepted,
  anyEvents,
  completed,
  forwarded,
  resolved,
  retracted,
  streamOf,
  submitted,
} from '../../test/builders.ts';
import { type Answer, decide } from './decide.ts';
import { snapshotOf } from './snapshot.ts';
import { emptyStream, type Recorder, type Stream, version } from './stream.ts';

const anyone: Recorder = { client: 'desk' };
const of = (agency: string): Recorder => ({ client: 'desk', agency });
const empty = emptyStream('R-1');

/** Decides on all that a stream holds. */
const decideOn = (stream: Stream, events: readonly MotcuaEvent[], sender: Recorder, complete = true) =>
  decide(snapshotOf(stream), stream.events, events, sender, complete);

/** Answers in few words: `appended 2`, `duplicate 1`, or why not. */
const inWords = (answer: Answer): string =>
  answer.status === 'rejected' ? answer.refusal.reason : `${answer.status} ${answer.version}`;

const given = (stream: Stream) => ({
  when: (events: readonly MotcuaEvent[], sender = anyone, complete = true) => {
    const { append, answers } = decideOn(stream, events, sender, complete);
    return {
      thenAnswers: (words: readonly string[]) => {
        expect(answers.map(inWords)).toEqual(words);
        const taken = events.filter((_event, index) => words[index]?.startsWith('appended'));
        expect(append.map(({ event }) => event)).toEqual(taken);
      },
      answers,
    };
  },
});

const known = streamOf([submitted(0), accepted(1)]);
const other = (event: MotcuaEvent, attributes: object) => ({ ...event, ...attributes }) as MotcuaEvent;

describe('appending', () => {
  it('gives versions in the order sent', () =>
    given(empty)
      .when([submitted(0), accepted(1)])
      .thenAnswers(['appended 1', 'appended 2']));
  it('goes on where the stream ends', () =>
    given(known)
      .when([completed(2), resolved(3)])
      .thenAnswers(['appended 3', 'appended 4']));
  it('takes what happened earlier than what is known', () =>
    given(known)
      .when([completed(-100)])
      .thenAnswers(['appended 3']));
  it('takes nothing for nothing', () => given(known).when([]).thenAnswers([]));
});

describe('duplicates', () => {
  it('have the version they have', () =>
    given(known)
      .when([accepted(1), submitted(0)])
      .thenAnswers(['duplicate 2', 'duplicate 1']));
  it('may name what they hold in another order', () => {
    const { data, ...rest } = submitted(0);
    const turned = Object.fromEntries(Object.entries(data).toReversed());
    given(known)
      .when([{ data: turned, ...rest } as MotcuaEvent])
      .thenAnswers(['duplicate 1']);
  });
  it('may have seen another version', () =>
    given(known)
      .when([submitted(0, {}, { expectedversion: 99 })])
      .thenAnswers(['duplicate 1']));
  it('stand in nobody’s way', () =>
    given(known)
      .when([submitted(0), completed(2), accepted(1)])
      .thenAnswers(['duplicate 1', 'appended 3', 'duplicate 2']));
  it('within a call are one event', () =>
    given(empty)
      .when([submitted(0), submitted(0)])
      .thenAnswers(['appended 1', 'duplicate 1']));
  it('are known by source and id together', () =>
    given(known)
      .when([other(accepted(1), { source: 'https://other.example' })])
      .thenAnswers(['appended 3']));
});

describe('different content', () => {
  it.each([
    ['data', submitted(0, { channel: 'online' })],
    ['inner data', submitted(0, { applicant: { kind: 'business' } })],
    ['type', other(resolved(5), { id: submitted(0).id })],
    ['time', other(submitted(0), { time: '2024-01-15T08:00:01Z' })],
    ['an extension', other(submitted(0), { priority: 'high' })],
  ])('%s', (_what, event) => given(known).when([event]).thenAnswers(['different-content']));

  it('within a call', () =>
    given(empty)
      .when([submitted(0), submitted(0, { channel: 'online' })])
      .thenAnswers(['not-appended-together', 'different-content']));
  it('within a call names no version, since none is stored', () => {
    const [, answer] = given(known).when([
      completed(2),
      other(completed(3), { id: completed(2).id }),
    ]).answers;
    expect(answer).toEqual({ status: 'rejected', refusal: { reason: 'different-content' } });
  });
  it('names the version that has the id', () => {
    const [answer] = given(known).when([submitted(0, { channel: 'online' })]).answers;
    expect(answer).toMatchObject({ refusal: { reason: 'different-content', version: 1 } });
  });
});

describe('in whose name', () => {
  const held = (agency: string) => streamOf([submitted(0, { agency })]);
  const reported = (agency?: string) => streamOf([completed(0)], agency === undefined ? anyone : of(agency));

  /** A stream whose events were sent by different agencies, undefined being a token of all. */
  const sentBy = (...told: readonly (readonly [string | undefined, MotcuaEvent])[]): Stream => {
    const stream = streamOf(told.map(([, event]) => event));
    const events = stream.events.map((recorded, index) => {
      const agency = told[index]?.[0];
      return { ...recorded, recordedBy: agency === undefined ? anyone : of(agency) };
    });
    return { ...stream, events };
  };

  const passed = streamOf([submitted(0), forwarded(1, { to: 'H29.12' }), forwarded(2, { to: 'H30.1' })]);
  const undone = streamOf([submitted(0), forwarded(1), retracted(2, forwarded(1))]);
  const alone = streamOf([submitted(0), retracted(1, submitted(0))], of('H29.07'));
  const misplaced = sentBy(['H30', submitted(0, { agency: 'H30' })], ['H30', retracted(1, submitted(0))]);
  const usurped = sentBy(['H29.07', accepted(1)], ['H30', submitted(0, { agency: 'H30' })]);
  const expelled = sentBy(
    [undefined, submitted(0)],
    [undefined, forwarded(1)],
    ['H29.12', accepted(2)],
    [undefined, retracted(3, forwarded(1))],
  );

  it.each<[string, Stream, MotcuaEvent, Recorder, string]>([
    ['a token without agency speaks for all', held('H30'), accepted(1), anyone, 'appended 2'],
    ['its own request', held('H29.07'), accepted(1), of('H29.07'), 'appended 2'],
    ['a request of an agency under it', held('H29.07'), accepted(1), of('H29'), 'appended 2'],
    ['not one of the agency above', held('H29'), accepted(1), of('H29.07'), 'forbidden'],
    ['not one of the agency beside', held('H29.08'), accepted(1), of('H29.07'), 'forbidden'],
    ['not one whose code only starts alike', held('H29.070'), accepted(1), of('H29.07'), 'forbidden'],
    ['submits for itself', empty, submitted(0), of('H29.07'), 'appended 1'],
    ['submits for an agency under it', empty, submitted(0), of('H29'), 'appended 1'],
    ['does not submit for another', empty, submitted(0), of('H30'), 'forbidden'],
    ['does not take over by an earlier submission', held('H30'), submitted(-9), of('H29.07'), 'forbidden'],
    ['speaks first of what nobody reported', empty, accepted(1), of('H29.07'), 'appended 1'],
    ['goes on with what it reported', reported('H29.07'), accepted(1), of('H29.07'), 'appended 2'],
    ['goes on with what one under it reported', reported('H29.07'), accepted(1), of('H29'), 'appended 2'],
    ['not with what another reported', reported('H30'), accepted(1), of('H29.07'), 'forbidden'],
    ['goes on with what a token of all reported', reported(), accepted(1), of('H29.07'), 'appended 2'],
    ['submits though another reported first', reported('H30'), submitted(0), of('H29.07'), 'appended 2'],
    ['one it has now', passed, accepted(1), of('H30.1'), 'appended 4'],
    ['one it had', passed, accepted(1), of('H29.12'), 'appended 4'],
    ['one it received', passed, accepted(1), of('H29.07'), 'appended 4'],
    ['one that an agency under it had', passed, accepted(1), of('H29'), 'appended 4'],
    ['not one that passed it by', passed, accepted(1), of('H29.08'), 'forbidden'],
    ['hands on what it has', held('H29.07'), forwarded(1), of('H29.07'), 'appended 2'],
    ['hands on to anyone', held('H29.07'), forwarded(1, { to: 'H99' }), of('H29.07'), 'appended 2'],
    ['does not take a foreign one', held('H30'), forwarded(1, { to: 'H29.07' }), of('H29.07'), 'forbidden'],
    ['does not take one that is not known', empty, forwarded(1, { to: 'H29.07' }), of('H29.07'), 'forbidden'],
    ['does not take one that it reported', reported('H29.07'), forwarded(1), of('H29.07'), 'forbidden'],
    ['a token without agency hands on what is not known', empty, forwarded(1), anyone, 'appended 1'],
    ['submits again in its own name', held('H29.07'), submitted(1), of('H29.07'), 'appended 2'],
    ['not in that of another', held('H29.07'), submitted(1, { agency: 'H30' }), of('H29.07'), 'forbidden'],
    ['not as one that had no part', held('H30'), submitted(1), of('H29.07'), 'forbidden'],
    ['takes back its own', held('H29.07'), retracted(1, submitted(0)), of('H29.07'), 'appended 2'],
    ['takes back what another sent of it', passed, retracted(1, submitted(0)), of('H30.1'), 'appended 4'],
    ['takes back nothing foreign', held('H30'), retracted(1, submitted(0)), of('H29.07'), 'forbidden'],
    [
      'not where its part was taken back before it said anything',
      undone,
      accepted(1),
      of('H29.12'),
      'forbidden',
    ],
    ['goes on without a submission that it took back', alone, accepted(1), of('H29.07'), 'appended 3'],
    ['so does nobody else', alone, accepted(1), of('H30'), 'forbidden'],
    ['submits after one that another took back', misplaced, submitted(5), of('H29.07'), 'appended 3'],
    ['not in the name of another', misplaced, submitted(5, { agency: 'H31' }), of('H29.07'), 'forbidden'],
    ['does not add before that', misplaced, accepted(5), of('H29.07'), 'forbidden'],
    ['goes on with what it reported and another submitted', usurped, resolved(2), of('H29.07'), 'appended 3'],
    ['does not submit it in its own name', usurped, submitted(-9), of('H29.07'), 'forbidden'],
    ['does not hand it on', usurped, forwarded(2), of('H29.07'), 'forbidden'],
    ['adds to what it added to as a receiver', expelled, completed(4), of('H29.12'), 'appended 5'],
    ['does not hand that on any more', expelled, forwarded(4), of('H29.12'), 'forbidden'],
    ['a receiver does not submit', passed, submitted(-9, { agency: 'H30.1' }), of('H30.1'), 'forbidden'],
    ['nor the one above beside it', passed, submitted(-9, { agency: 'H29.12' }), of('H29'), 'forbidden'],
    ['the one above submits again where it was received', passed, submitted(-9), of('H29'), 'appended 4'],
    ['a token of all submits for anyone', passed, submitted(-9, { agency: 'H99' }), anyone, 'appended 4'],
  ])('%s', (_name, stream, event, sender, word) => given(stream).when([event], sender).thenAnswers([word]));

  it('a submission in the call decides for what follows it', () =>
    given(empty)
      .when([submitted(0, { agency: 'H29.07.1' }), accepted(1)], of('H29.07'))
      .thenAnswers(['appended 1', 'appended 2']));
  it('a submission in the call ends what earlier reports forbid', () =>
    given(reported('H30'))
      .when([submitted(0), accepted(1)], of('H29.07'))
      .thenAnswers(['appended 2', 'appended 3']));
  it('hands on in the call that submits', () =>
    given(empty)
      .when([submitted(0), forwarded(1)], of('H29.07'))
      .thenAnswers(['appended 1', 'appended 2']));
  it('has part from the moment it is handed on to', () =>
    given(held('H30'))
      .when([forwarded(1, { to: 'H29.07' }), accepted(2)], of('H30'))
      .thenAnswers(['appended 2', 'appended 3']));
  it('a submission in the call decides for what precedes it', () => {
    given(empty)
      .when([forwarded(1), submitted(0)], of('H29.07'))
      .thenAnswers(['appended 1', 'appended 2']);
    given(reported('H30'))
      .when([accepted(1), submitted(0)], of('H29.07'))
      .thenAnswers(['appended 2', 'appended 3']);
  });
  it('a submission that it may not make decides for nothing', () =>
    given(held('H30'))
      .when([submitted(5), accepted(1)], of('H29.07'))
      .thenAnswers(['forbidden', 'forbidden']));
  it('a submission that is in already, but taken back, decides for nothing new', () => {
    const first = submitted(0, { agency: 'H30' });
    given(streamOf([first, retracted(1, first), submitted(2), retracted(3, submitted(2))]))
      .when([submitted(2), forwarded(4)], of('H29.07'))
      .thenAnswers(['duplicate 3', 'forbidden']);
  });
  it.each<[string, MotcuaEvent, string]>([
    ['a submission', submitted(1), 'data.agency'],
    ['a forward', forwarded(1), 'data.to'],
    ['anything else', completed(1), 'subject'],
  ])('names the field at fault of %s, and not who has the request', (_what, event, field) => {
    const [answer] = given(held('H30')).when([event], of('H29.07')).answers;
    expect(answer).toEqual({ status: 'rejected', refusal: { reason: 'forbidden', field } });
  });

  const limited = fc.constantFrom('H29', 'H29.07', 'H30');
  const call = fc.record({
    before: anyEvents,
    by: fc.array(fc.option(limited, { nil: undefined }), { minLength: 14, maxLength: 14 }),
    agency: limited,
    batch: anyEvents.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    ),
  });
  it('does not depend on the order within a call', () => {
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(call, ({ before, by, agency, batch: [events, permuted] }) => {
        const stream = sentBy(...before.map((event, index) => [by[index], event] as const));
        const wordsOf = (batch: readonly MotcuaEvent[]) => {
          const { answers } = decideOn(stream, batch, of(agency));
          const words = answers.map((answer, index) => {
            const word = answer.status === 'rejected' ? answer.refusal.reason : answer.status;
            return `${batch[index]?.id} ${word}`;
          });
          return words.sort();
        };
        const words = wordsOf(events);
        seen[words.some((word) => word.endsWith('forbidden')) ? 'refused' : 'taken']++;
        expect(wordsOf(permuted)).toEqual(words);
      }),
      { numRuns: 1_000 },
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(50);
  });
});

describe('the version the sender saw', () => {
  const saw = (minute: number, expectedversion: number) => completed(minute, {}, { expectedversion });

  it('is the current one', () =>
    given(known)
      .when([saw(2, 2)])
      .thenAnswers(['appended 3']));
  it('was passed by', () =>
    given(known)
      .when([saw(2, 1)])
      .thenAnswers(['unexpected-version']));
  it('has not come yet', () =>
    given(known)
      .when([saw(2, 3)])
      .thenAnswers(['unexpected-version']));
  it('is 0 for a new request', () =>
    given(empty)
      .when([saw(2, 0)])
      .thenAnswers(['appended 1']));
  it('may be the same for the whole call, or count along', () => {
    given(known)
      .when([saw(2, 2), saw(3, 2)])
      .thenAnswers(['appended 3', 'appended 4']);
    given(known)
      .when([saw(2, 2), saw(3, 3)])
      .thenAnswers(['appended 3', 'appended 4']);
  });
  it('is answered with the current one', () => {
    const [answer] = given(known).when([saw(2, 1)]).answers;
    expect(answer).toMatchObject({ refusal: { expected: 1, current: 2 } });
  });
});

describe('together or not at all', () => {
  it('one refusal refuses the rest, duplicates keep their answer', () =>
    given(known)
      .when([submitted(0), completed(2), accepted(1, { due: '2024-01-20T00:00:00Z' }), resolved(3)])
      .thenAnswers(['duplicate 1', 'not-appended-together', 'different-content', 'not-appended-together']));
  it('also where another event of the call could not be read', () =>
    given(known)
      .when([submitted(0), completed(2)], anyone, false)
      .thenAnswers(['duplicate 1', 'not-appended-together']));
  it('also a duplicate of what was not appended', () =>
    given(empty)
      .when([completed(2), completed(2)], anyone, false)
      .thenAnswers(['not-appended-together', 'not-appended-together']));
});

describe('retries', () => {
  const extended = (stream: Stream, events: readonly MotcuaEvent[]): Stream => ({
    ...stream,
    version: version(stream.version + events.length),
    events: [
      ...stream.events,
      ...streamOf(events).events.map((recorded) => ({
        ...recorded,
        version: version(stream.version + recorded.version),
      })),
    ],
  });
  const call = fc.record({
    before: anyEvents,
    events: anyEvents.chain((events) => fc.subarray([...events, ...events])),
    sender: fc.constantFrom(anyone, of('H29'), of('H29.07'), of('H30')),
  });

  it('of a decision that was appended give only duplicates, with the same versions', () => {
    fc.assert(
      fc.property(call, ({ before, events, sender }) => {
        const stream = streamOf(before);
        const first = decideOn(stream, events, sender);
        const again = decideOn(
          extended(
            stream,
            first.append.map(({ event }) => event),
          ),
          events,
          sender,
        );
        expect(again.append).toEqual([]);
        if (first.append.length === 0) expect(again).toEqual(first);
        else
          expect(again.answers).toEqual(first.answers.map((answer) => ({ ...answer, status: 'duplicate' })));
      }),
      { numRuns: 1_000 },
    );
  });

  it('versions given are gapless, and all or nothing is new', () => {
    fc.assert(
      fc.property(call, ({ before, events, sender }) => {
        const { append, answers } = decideOn(streamOf(before), events, sender);
        const given = answers.flatMap((answer) => (answer.status === 'appended' ? [answer.version] : []));
        expect(given).toEqual(append.map((_event, index) => before.length + index + 1));
        expect(append.length > 0 && answers.some(({ status }) => status === 'rejected')).toBe(false);
      }),
    );
  });
});
