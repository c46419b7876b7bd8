import { setTimeout } from 'node:timers/promises';
import { agencyName, cityName } from './city.ts';
import { samplePeriod } from './simulate.ts';
import { processingTimes, type Share, satisfaction } from './statistics.ts';
import { textTable } from './text-table.ts';

const unknown = '–';
const hoursPerDay = 24;

const percent = (share: number) => (100 * share).toFixed(1);
const shareText = ({ value, low, high }: Share): string =>
  value === null || low === null || high === null
    ? unknown
    : `${percent(value)}% (${percent(low)}–${percent(high)})`;
const days = (hours: number | null): string => (hours === null ? unknown : (hours / hoursPerDay).toFixed(1));
const agencyText = ({ group: { agency = '' } }: { group: { agency?: string | undefined } }): string =>
  `${agency} ${agencyName(agency)}`.trimEnd();

/**
 * Reads both statistics of the sample by agency through the API, and writes each as a table of at most 100 columns.
 * @param write takes text with its line ends, as `process.stdout.write` does
 */
export const printTables = async ({
  apiUrl,
  tokens,
  write,
}: {
  readonly apiUrl: string;
  readonly tokens: { readonly analyst: string };
  readonly write: (text: string) => void;
}): Promise<void> => {
  const question = { apiUrl, token: tokens.analyst, groupBy: 'agency', sleep: setTimeout } as const;
  const [times, ratings] = await Promise.all([processingTimes(question), satisfaction(question)]);
  const whose = `${cityName}, requests received from ${samplePeriod.from} to ${samplePeriod.to}`;

  const timesTable = textTable(
    ['agency', 'received', 'closed', 'open', 'on time (95% CI)', 'median', '+ open', 'p90'],
    times.map((row) => [
      agencyText(row),
      String(row.received),
      String(row.closed),
      String(row.open),
      shareText(row.onTimeShare),
      days(row.duration.median),
      // Kaplan-Meier: closed requests alone are the fast ones.
      days(row.survival.median),
      days(row.duration.p90),
    ]),
  );
  const ratingsTable = textTable(
    ['agency', 'offered', 'responded', 'satisfied (95% CI)'],
    ratings.map((row) => [
      agencyText(row),
      String(row.offered),
      String(row.responded),
      shareText(row.satisfiedShare),
    ]),
  );
  write(`\nProcessing times by agency, in days: ${whose}\n\n${timesTable}\n`);
  write(`\nSatisfaction by agency: ${whose}\n\n${ratingsTable}\n`);
};
