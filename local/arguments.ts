import { parseArgs } from 'node:util';
import { isZone } from '../shared/calendar/zone.ts';

/** The zone of the sample city, and of the programme that this began with. */
const defaultTimeZone = 'Asia/Ho_Chi_Minh';

export const usage = `npm start -- [options]
  --no-sample        start with an empty hub
  --port N           the emulator's port on loopback (default: a free one)
  --time-zone ZONE   the authority's IANA time zone (default: ${defaultTimeZone})
  --detach           return once the hub is up, and leave it running; npm stop ends it
  --help             this text`;

export type Arguments = {
  readonly sample: boolean;
  readonly port?: number;
  readonly timeZone: string;
  readonly detach: boolean;
  readonly help: boolean;
};

/** The command line cannot be understood; the message is one line. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

const options = {
  sample: { type: 'boolean', default: true },
  port: { type: 'string' },
  'time-zone': { type: 'string', default: defaultTimeZone },
  detach: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, allowNegative: true }).values;
  } catch (error) {
    throw new WrongUsage(`${(error as Error).message.split('. ')[0]} (see npm start -- --help)`);
  }
};

/** Reads the flags of `npm start`. @throws WrongUsage */
export const readArguments = (args: readonly string[]): Arguments => {
  const { sample, port, detach, help, 'time-zone': timeZone } = parse(args);
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    throw new WrongUsage(`--port ${port} is not a port number`);
  if (!isZone(timeZone)) throw new WrongUsage(`--time-zone ${timeZone} is not an IANA time zone`);
  return { sample, timeZone, detach, help, ...(port !== undefined && { port: Number(port) }) };
};
