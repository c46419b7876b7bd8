import { parseArgs } from 'node:util';
import { findConnection } from './connection.ts';
import { importFile, type Summary } from './import-file.ts';
import { createDisplay } from './progress.ts';
import { StoppedError } from './stopped-error.ts';
import { UsageError } from './usage-error.ts';

const help = `Sends existing records to a hub as events. Doing it again changes nothing.

  npm run import -- --mapping <name or file> [options] <data file>

  --mapping <name or file>  which columns make which event: wabo-receipt, boston311, bpic15, or a mapping file
  --api-url <url>           the hub; the local one when left out
  --token <token>           a token that may write events; the local hub's operator token when left out
  --from-line <n>           leave out rows before this line, to go on with a run that broke off
  --help                    this text

Exits with 0 when every row was taken, 1 when some were not, 2 when it was called wrongly. See docs/importing.md.
`;

const readArguments = (args: string[]) => {
  const option = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        mapping: option,
        'api-url': option,
        token: option,
        'from-line': option,
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const readLine = (text: string): number => {
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new UsageError(`--from-line ${text}: must be the number of a line`);
  return Number(text);
};

const summaryText = ({ rows, badRows, appended, duplicate, rejected }: Summary): string =>
  `${rows} rows (${badRows} bad); events: ${appended} appended, ${duplicate} duplicate, ${rejected} rejected`;

const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArguments(args);
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [file, ...more] = positionals;
  if (values.mapping === undefined) throw new UsageError('--mapping is missing');
  if (file === undefined || more.length > 0) throw new UsageError('give one data file');
  const fromLine = readLine(values['from-line'] ?? '1');
  const connection = await findConnection({
    ...(values['api-url'] !== undefined && { apiUrl: values['api-url'] }),
    ...(values.token !== undefined && { token: values.token }),
  });

  const display = createDisplay(process.stderr);
  let nextLine = fromLine;
  process.once('SIGINT', () => {
    display.stop();
    process.stderr.write(`\nbroken off; go on with --from-line ${nextLine}\n`);
    process.exit(130);
  });
  const summary = await importFile({
    mapping: values.mapping,
    file,
    ...connection,
    fromLine,
    onProgress: (progress) => {
      nextLine = progress.nextLine;
      display.update(progress);
    },
    onProblem: ({ line, kind, reason }) => display.message(`line ${line}: ${kind}: ${reason}`),
  }).finally(display.stop);
  process.stdout.write(`${summaryText(summary)}\n`);
  return summary.badRows + summary.rejected === 0 ? 0 : 1;
};

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\nnpm run import -- --help says more\n`);
    process.exitCode = 2;
  } else if (error instanceof StoppedError) {
    process.stderr.write(`stopped: ${error.message}\ngo on with --from-line ${error.nextLine}\n`);
    process.exitCode = 1;
  } else throw error;
}
