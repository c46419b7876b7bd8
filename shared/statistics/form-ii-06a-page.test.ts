import { expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import {
  accepted,
  eventJson,
  forwarded,
  reopened,
  resolved,
  submitted,
  withdrawn,
} from '../../test/events.ts';
import { blocksOfHistories } from '../../test/lines.ts';
import { expectShown, table } from '../../test/page.ts';
import { startOfDay } from '../calendar/zone.ts';
import { instantOf } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { formAsOf, formII06a } from './form-ii-06a.ts';

const zone = 'Asia/Ho_Chi_Minh';

/** `01-15 17:00`, in 2024, or `2023-12-20 08:00`. */
const at = (text: string) => `${/^\d{4}-/.test(text) ? '' : '2024-'}${text.replace(' ', 'T')}:00+07:00`;

type Happened = (subject: string) => object;
const since =
  (make: (attributes: { id: string; subject: string; time: string }, data?: object) => object) =>
  (time: string, data?: object): Happened =>
  (subject) =>
    make({ id: `${subject} ${time}`, subject, time: at(time) }, data);
const sent = since(submitted);
const due = since(accepted);
const done = since(resolved);
const back = since(withdrawn);
const again = since(reopened);
const passedOn = since(forwarded);
const refused = since((attributes, data = {}) => eventJson('motcua.request.refused.v1', attributes, data));

/** The requests of the example, in words and as what happened to them. */
const requests: readonly (readonly [id: string, words: string, counts: string, ...happened: Happened[]])[] = [
  [
    'A-1',
    'online on 2 January, due on the 15th at 17:00, granted on the 12th',
    '4, 8',
    sent('01-02 08:00', { agency: 'A', channel: 'online' }),
    due('01-02 09:00', { due: at('01-15 17:00') }),
    done('01-12 16:00'),
  ],
  [
    'A-2',
    'at the counter on 3 January, due on the 17th at 17:00, granted that day at 16:00',
    '5, 9',
    sent('01-03 08:00', { agency: 'A' }),
    due('01-03 09:00', { due: at('01-17 17:00') }),
    done('01-17 16:00'),
  ],
  [
    'A-3',
    'by post on 5 January, due on the 19th, refused on the 22nd',
    '5, 10',
    sent('01-05 08:00', { agency: 'A', channel: 'post' }),
    due('01-05 09:00', { due: at('01-19 17:00') }),
    refused('01-22 08:00', { reason: 'not ours' }),
  ],
  [
    'A-4',
    'on 11 December, due on 29 December, still open',
    '6, 13',
    sent('2023-12-11 08:00', { agency: 'A' }),
    due('2023-12-11 09:00', { due: at('2023-12-29 17:00') }),
  ],
  [
    'A-5',
    'online on 22 January, no due date yet, withdrawn on the 25th',
    '4, 9',
    sent('01-22 08:00', { agency: 'A', channel: 'online' }),
    back('01-25 08:00'),
  ],
  [
    'A-6',
    'on 4 December, granted on 20 December',
    '',
    sent('2023-12-04 08:00', { agency: 'A' }),
    done('2023-12-20 08:00'),
  ],
  [
    'B-1',
    'on 12 December, due on 10 January, granted on 20 December, reopened on 8 January, granted on the 9th',
    '6, 8',
    sent('2023-12-12 08:00', { agency: 'B' }),
    due('2023-12-12 09:00', { due: at('01-10 17:00') }),
    done('2023-12-20 08:00'),
    again('01-08 08:00'),
    done('01-09 08:00'),
  ],
  [
    'B-2',
    'online on 29 January, due on 9 February, granted on 1 February',
    '4, 12',
    sent('01-29 08:00', { agency: 'B', channel: 'online' }),
    due('01-29 09:00', { due: at('02-09 17:00') }),
    done('02-01 08:00'),
  ],
  [
    'B-3',
    'at the counter of A on 25 January, due on 8 February, passed on to B on the 30th',
    '5, 12',
    sent('01-25 08:00', { agency: 'A' }),
    due('01-25 09:00', { due: at('02-08 17:00') }),
    passedOn('01-30 08:00', { to: 'B' }),
  ],
];

const until = startOfDay('2024-02-01', zone);
const formOf = (those: typeof requests) =>
  formII06a(
    blocksOfHistories(
      processingTimes,
      those.map(([id, , , ...happened]) => happened.map((event) => event(id)) as MotcuaEvent[]),
      zone,
    ),
    {
      from: startOfDay('2024-01-01', zone),
      until,
      asOf: formAsOf(until, instantOf('2024-06-01T00:00:00Z')),
      zone,
      by: 'agency',
      fieldOf: () => null,
    },
  );

const tables = {
  'form requests': table(
    ['request', 'received, and what became of it', 'columns'],
    requests.map(([id, words, counts]) => [id, words, counts]),
  ),
  'form rows': table(
    ['agency', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '766'],
    formOf(requests).map(({ group, total, received, resolved, inProgress, score766: { value, share } }) => [
      total ? 'total' : (group.agency ?? ''),
      ...[received, resolved, inProgress].flatMap((part) => Object.values(part).map(String)),
      `${share.value === null ? '' : Math.round(share.value * share.n)} of ${share.n}: ${value?.toFixed(2)}`,
    ]),
  ),
};

it('every request counts in the columns that the page says', () => {
  for (const request of requests) {
    const [id, , counts] = request;
    const total = formOf([request]).at(-1);
    const cells = [total?.received, total?.resolved, total?.inProgress].flatMap((part) =>
      Object.values(part ?? {}),
    );
    const counted = cells.flatMap((cell, n) => (cell > 0 && ![0, 4, 8].includes(n) ? [n + 3] : []));
    expect([id, counted.join(', ')]).toEqual([id, counts]);
  }
});

it('the page shows what the code counts; `vitest -u` writes it anew', async () => {
  await expectShown('measures.md', tables);
});
