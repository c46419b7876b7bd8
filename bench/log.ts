import type { Engine } from '../test/engine.ts';
import { hotRows } from './log/hot.ts';
import { speedRows } from './log/speed.ts';
import { unitRows } from './log/units.ts';
import type { Row } from './report.ts';

/** The log against the floor and its peers: units by the event, speed, and many writers on one stream. */
export const logRows = async (engine: Engine, quick: boolean): Promise<Row[]> => [
  ...(await unitRows(engine, quick ? [8, 100] : [8, 100, 1_000])),
  ...(await speedRows(engine, 1, quick ? 3 : 9)),
  ...(await speedRows(engine, 16, quick ? 3 : 9)),
  ...(await hotRows(engine)),
];
