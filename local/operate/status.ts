import type * as z from 'zod/mini';
import { healthAnswer } from '../../functions/query/answers.ts';
import { answers } from '../../functions/sweep/commands.ts';
import { textTable } from '../sample/text-table.ts';
import { countLetters } from './dead-letters.ts';
import type { Deployment } from './deployment.ts';
import { askSweep } from './sweep.ts';
import type { Terminal } from './terminal.ts';

type Health = z.output<typeof healthAnswer>;
type ProjectionStatus = z.output<typeof answers.status>['projections'][number];

const askHealth = async (apiUrl: string): Promise<Health> => {
  const response = await fetch(`${apiUrl}/v1/health`, { signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`/v1/health answered ${response.status}`);
  return healthAnswer.parse(await response.json());
};

const minute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')}Z`;

const rebuildOf = ({ codeVersion, current, building }: ProjectionStatus): string => {
  if (building) return `${building.number}: ${building.phase} since ${minute(building.startedAt)}`;
  return current.version === codeVersion ? '-' : `wanted: version ${codeVersion}`;
};

/** The sweeps of one kind in a word: under way with so many of its segments, or when the last of them ended. */
const sweepOf = ({ sweeps }: ProjectionStatus, kind: 'reconcile' | 'rebuild'): string => {
  const some = sweeps.filter((sweep) => sweep.kind === kind);
  if (some.length === 0) return '-';
  const sum = (name: 'seen' | 'repaired') => some.reduce((total, sweep) => total + sweep[name], 0);
  const counts = `${sum('seen')} seen, ${sum('repaired')} repaired`;
  const open = some.filter(({ finishedAt }) => finishedAt === null).length;
  const last =
    some
      .map(({ finishedAt }) => finishedAt ?? '')
      .sort()
      .at(-1) ?? '';
  return open > 0 ? `${counts}, ${open} of ${some.length} under way` : `${counts}, ${minute(last)}`;
};

/** Says how the hub is. @returns whether all is well */
export const status = async (hub: Deployment, { print }: Terminal): Promise<boolean> => {
  const [health, sweeps, unpublished] = await Promise.all([
    askHealth(hub.apiUrl),
    askSweep(hub, { command: 'status' }, answers.status),
    countLetters({ client: hub.sqs, url: hub.output('UnpublishedQueue') }),
  ]);
  print(`${health.status}, build ${health.build}, ${unpublished} unpublished\n`);
  const rows = health.projections.map(({ name, lagSeconds, waiting, deadLetters }) => {
    const found = sweeps.projections.find((projection) => projection.name === name);
    const generation = found ? `${found.current.number} (version ${found.current.version})` : '-';
    const lag = lagSeconds === null ? '-' : `${lagSeconds} s`;
    const live = [name, String(waiting), lag, String(deadLetters), generation];
    return found ? [...live, rebuildOf(found), sweepOf(found, 'reconcile'), sweepOf(found, 'rebuild')] : live;
  });
  print(
    textTable(
      [
        'projection',
        'waiting',
        'lag',
        'dead letters',
        'generation',
        'rebuild',
        'last reconciled',
        'last rebuilt',
      ],
      rows,
    ),
  );
  return health.status === 'ok' && unpublished === 0;
};
