import type { Sleep } from './ask.ts';
import { processingTimes, satisfaction } from './statistics.ts';
import type { Truth } from './truth.ts';

const patienceMs = 120_000;
const pauseMs = 500;

type Shown = { readonly received: number; readonly closed: number; readonly responded: number };

const inWords = ({ received, closed, responded }: Shown) =>
  `${received} requests received, ${closed} closed, ${responded} rated`;

/** Waits until both projections show the whole sample; what they show then must be the truth, not near it. */
export const awaitStatistics = async ({
  apiUrl,
  token,
  truth,
  onReceived,
  sleep,
}: {
  readonly apiUrl: string;
  readonly token: string;
  readonly truth: Truth;
  readonly onReceived: (received: number) => void;
  readonly sleep: Sleep;
}): Promise<void> => {
  const wanted: Shown = {
    received: truth.received,
    closed: truth.closed,
    responded: truth.feedback.responded,
  };
  const look = async (): Promise<Shown> => {
    const [times, ratings] = await Promise.all([
      processingTimes({ apiUrl, token, sleep }),
      satisfaction({ apiUrl, token, sleep }),
    ]);
    return {
      received: times[0]?.received ?? 0,
      closed: times[0]?.closed ?? 0,
      responded: ratings[0]?.responded ?? 0,
    };
  };
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    const asked = performance.now();
    const shown = await look();
    onReceived(shown.received);
    if (inWords(shown) === inWords(wanted)) return;
    waitedMs += performance.now() - asked;
    if (waitedMs >= patienceMs)
      throw new Error(
        `the hub took the sample, but its statistics are not there after ${patienceMs / 1000} s: ` +
          `${inWords(shown)}, and not ${inWords(wanted)}`,
      );
    await sleep(pauseMs);
  }
};
