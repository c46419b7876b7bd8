import { accepted, given, invited, resolved, submitted, withdrawn } from '../events.ts';
import { expected } from '../expected.ts';

/** Requests that make the tables of expected.json come about: shares, offices, months, ends, surveys, working days. */

type Posted = { readonly subject: string };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const text = (at: number): string => new Date(at).toISOString();
const start = Date.parse('2024-01-02T08:00:00+07:00');

const opened = (subject: string, agency: string, at: number): Posted =>
  submitted({ id: `${subject}-submitted`, subject, time: text(at) }, { agency });
const ended = (subject: string, at: number): Posted =>
  resolved({ id: `${subject}-resolved`, subject, time: text(at) });

/** Offices by how many of their requests were on time: those of the table of Wilson intervals, and one more of a funnel. */
export const officeOf = (k: number, n: number): string => `offices.${k}-of-${n}`;

const requestsOf = (k: number, n: number): Posted[] =>
  Array.from({ length: n }, (_, index) => `${k}-of-${n}-${index}`).flatMap((subject, index) => [
    opened(subject, officeOf(k, n), start),
    accepted({ id: `${subject}-accepted`, subject, time: text(start) }, { due: text(start + 10 * dayMs) }),
    ended(subject, start + (index < k ? 5 : 20) * dayMs),
  ]);

/** One request a month that took so many hours. */
const monthly = (series: readonly number[]): Posted[] =>
  series.flatMap((hours, index) => {
    const subject = `month-${index}`;
    const received = Date.UTC(2022, index, 10, 2);
    return [opened(subject, 'monthly', received), ended(subject, received + Math.round(hours * hourMs))];
  });

/** The instant for which the requests below are asked. */
export const asOf = '2024-01-01T00:00:00+07:00';

/** Requests that after so many days were still open, resolved or withdrawn. */
const followed = (agency: string, rows: readonly { t: number; event: number }[]): Posted[] =>
  rows.flatMap(({ t, event }, index) => {
    const subject = `${agency}-${index}`;
    const received = Date.parse(asOf) - (event === 0 ? t : 100) * dayMs;
    const at = received + t * dayMs;
    if (event === 0) return [opened(subject, agency, received)];
    const end = { id: `${subject}-withdrawn`, subject, time: text(at) };
    return [opened(subject, agency, received), event === 1 ? ended(subject, at) : withdrawn(end)];
  });

export const surveyOf = (index: number): string => `survey-${index}`;

const surveyed = (counts: readonly number[], offered: number, nth: number): Posted[] => {
  const scores = counts.flatMap((count, index) => Array.from({ length: count }, () => index + 1));
  return Array.from({ length: offered }, (_, index) => {
    const subject = `${surveyOf(nth)}-${index}`;
    const about = { subject, time: text(start) };
    const survey = { survey: surveyOf(nth) };
    const overall = scores[index];
    return [
      opened(subject, 'surveyed', start),
      invited({ ...about, id: `${subject}-invited` }, survey),
      ...(overall === undefined ? [] : [given({ ...about, id: `${subject}-given` }, { ...survey, overall })]),
    ];
  }).flat();
};

export const workingExample = (index: number): string => `working-${index}`;

/** Everything, as it is posted. */
export const generatedEvents = (): Posted[] => {
  const { tables, working_clock: clocks } = expected();
  return [
    ...tables.wilson95.value.flatMap(({ k, n }) => requestsOf(k, n)),
    ...requestsOf(400, 500),
    ...monthly(tables.xmr.value.series),
    ...followed('followed', tables.aalen_johansen.value.rows),
    ...followed('tied', tables.aalen_johansen_ties.value.rows),
    ...tables.satisfaction.value.flatMap(({ counts_1_to_5: counts, offered }, index) =>
      surveyed(counts, offered, index),
    ),
    ...clocks.vn.value.flatMap((example, index) => {
      const subject = workingExample(index);
      const about = { subject, time: example.start };
      const days = { workingDays: example.working_days };
      return [
        submitted({ ...about, id: `${subject}-submitted` }, { agency: 'working' }),
        accepted({ ...about, id: `${subject}-accepted` }, days),
        resolved({ subject, id: `${subject}-resolved`, time: example.end }),
      ];
    }),
  ];
};
