import * as z from 'zod';
import { ask, type Sleep } from './ask.ts';

const group = z.object({ agency: z.string().optional() });
const share = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Share = z.output<typeof share>;

/** What the sample reads of the API's answers; the rest of a row is left alone. */
const processingTimesAnswer = z.object({
  rows: z.array(
    z.object({
      group,
      received: z.number(),
      closed: z.number(),
      open: z.number(),
      onTimeShare: share,
      duration: z.object({ median: z.number().nullable(), p90: z.number().nullable() }),
      survival: z.object({ median: z.number().nullable() }),
    }),
  ),
});
const satisfactionAnswer = z.object({
  rows: z.array(z.object({ group, offered: z.number(), responded: z.number(), satisfiedShare: share })),
});

/** The sample's months with a day on either side, so that they hold the whole city in any time zone of the hub. */
const reach = { from: '2023-12-31', to: '2024-07-01' } as const;

type Question = {
  readonly apiUrl: string;
  readonly token: string;
  readonly groupBy?: 'agency';
  readonly sleep: Sleep;
};

const answer = ({ apiUrl, token, groupBy, sleep }: Question, statistic: string): Promise<unknown> => {
  const asked = new URLSearchParams({ ...reach, ...(groupBy && { 'group-by': groupBy }) });
  return ask({ url: `${apiUrl}/v1/statistics/${statistic}?${asked.toString()}`, token, sleep });
};

/** How long the requests of the sample’s months took. */
export const processingTimes = async (question: Question) =>
  processingTimesAnswer.parse(await answer(question, 'processing-times')).rows;

/** What the applicants of the sample’s months said. */
export const satisfaction = async (question: Question) =>
  satisfactionAnswer.parse(await answer(question, 'satisfaction')).rows;
