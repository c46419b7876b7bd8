import middy from '@middy/core';
import { type Instant, instant } from '../../shared/instant.ts';
import { advanceOnSchedule } from '../../shared/row-store/scheduled.ts';
import { segments } from '../../shared/row-store/sweep-segments.ts';
import { command, tick } from './commands.ts';
import { logger, settings, sweepers } from './context.ts';
import { execute } from './execute.ts';

/** A tick of the schedule: each projection's share of the time, one segment or all; one that fails does not keep the rest waiting. */
const onTick = async (asked: number | undefined): Promise<void> => {
  const wanted = asked === undefined ? [...Array(segments).keys()] : [asked];
  const shares = wanted.flatMap((segment) => sweepers.map((sweeper) => ({ segment, sweeper })));
  const end = Date.now() + settings.budgetSeconds * 1000;
  let failed = 0;
  for (const [index, { segment, sweeper }] of shares.entries()) {
    const { name } = sweeper.projection;
    const deadline: Instant = instant(Date.now() + (end - Date.now()) / (shares.length - index));
    try {
      const did = await advanceOnSchedule(sweeper, segment, { ...settings, deadline });
      logger.info('swept', { projection: name, segment, did });
    } catch (error) {
      failed++;
      logger.error('not swept', { projection: name, segment, error });
    }
  }
  // Lambda counts this as an error, and an alarm rings.
  if (failed > 0) throw new Error(`${failed} of ${shares.length} sweeps failed; see the log`);
};

/** Goes over the log: on a schedule to reconcile, rebuild and drop; for an operator as the command says. */
export const handler = middy<unknown, unknown>().handler((event) => {
  const scheduled = tick.safeParse(event);
  return scheduled.success ? onTick(scheduled.data.segment) : execute(command.parse(event));
});
