import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { ask, type Sleep } from './ask.ts';
import { awaitStatistics } from './await-statistics.ts';
import { batchesOf, splitLate } from './batches.ts';
import { registerCity } from './register.ts';
import { simulateCity } from './simulate.ts';
import type { CityTruth } from './truth.ts';

/** `sending` counts events the hub has taken, `counting` requests that its statistics show. */
export type Progress = {
  readonly stage: 'sending' | 'counting';
  readonly done: number;
  readonly total: number;
};

export type SampleOptions = {
  readonly apiUrl: string;
  readonly tokens: { readonly operator: string; readonly analyst: string };
  readonly onProgress: (progress: Progress) => void;
  readonly sleep?: Sleep;
};

const seed = 29;
const batchSize = 500;
const inFlight = 4;

const answerSchema = z.object({
  results: z.array(
    z.object({ status: z.enum(['appended', 'duplicate', 'rejected']), problem: z.unknown().optional() }),
  ),
});

/** The sample is valid, so one refusal means that hub and sample do not fit: say which event, and why. */
const mustBeTaken = (batch: readonly MotcuaEvent[], answer: unknown): void => {
  const { results } = answerSchema.parse(answer);
  if (results.length !== batch.length)
    throw new Error(`the hub answered ${results.length} results to ${batch.length} events`);
  for (const [index, { status, problem }] of results.entries())
    if (status === 'rejected')
      throw new Error(
        `the hub rejected the sample’s event ${JSON.stringify(batch[index])}: ${JSON.stringify(problem)}`,
      );
};

/**
 * Fills the hub with the sample city through its public API, and waits until its statistics show all of it.
 * @returns what truly happened in that city, to compare the hub with
 */
export const loadSample = async ({
  apiUrl,
  tokens,
  onProgress,
  sleep = setTimeout,
}: SampleOptions): Promise<{ truth: CityTruth }> => {
  const { events, truth } = simulateCity({ seed });
  let sent = 0;
  const sendAll = async (pass: readonly MotcuaEvent[]) => {
    // All senders take from one generator; a sender that throws closes it, so that the others stop as well.
    const batches = batchesOf(pass, batchSize);
    const sender = async () => {
      for (const batch of batches) {
        mustBeTaken(batch, await ask({ url: `${apiUrl}/v1/events`, token: tokens.operator, batch, sleep }));
        sent += batch.length;
        onProgress({ stage: 'sending', done: sent, total: events.length });
      }
    };
    await Promise.all(Array.from({ length: inFlight }, sender));
  };

  await registerCity({ apiUrl, token: tokens.operator, sleep });
  const { inTime, late } = splitLate(events);
  await sendAll(inTime);
  await sendAll(late);
  await awaitStatistics({
    apiUrl,
    token: tokens.analyst,
    truth: truth.overall,
    onReceived: (done) => onProgress({ stage: 'counting', done, total: truth.overall.received }),
    sleep,
  });
  return { truth };
};
