/** What a benchmark says: rows of one table, and which of them are held to a bar. */

/** A counted figure, or the median of a timed one with its spread (10th to 90th percentile). */
export type Figure = { readonly value: number; readonly low?: number; readonly high?: number };

/** Bars hold ratios and counted units only: a time alone says more about the machine than about the code. */
export type Bar = { readonly atMost: number } | { readonly atLeast: number };

export const subjects = ['log', 'projections', 'queries', 'functions'] as const;
export type Subject = (typeof subjects)[number];

export type Row = {
  /** Names the figure for whoever computes with it, such as `log.single.wcu`. */
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly ours: Figure;
  /** The floor and the peers, measured in the same run. */
  readonly beside?: Readonly<Record<string, Figure>>;
  readonly bar?: Bar;
};

export type Run = {
  readonly at: string;
  readonly commit: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly seconds: number;
  readonly rows: readonly Row[];
};

export const isMet = ({ ours, bar }: Row): boolean => {
  if (bar === undefined) return true;
  return 'atMost' in bar ? ours.value <= bar.atMost : ours.value >= bar.atLeast;
};

/** The rows that miss their bar. A figure that is not a number misses any. */
export const missed = (rows: readonly Row[]): Row[] => rows.filter((row) => !isMet(row));

const number = (value: number): string => {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
};

const text = ({ value, low, high }: Figure): string =>
  low === undefined || high === undefined
    ? number(value)
    : `${number(value)} (${number(low)}–${number(high)})`;

const barText = (bar: Bar | undefined): string => {
  if (bar === undefined) return '';
  return 'atMost' in bar ? `≤ ${number(bar.atMost)}` : `≥ ${number(bar.atLeast)}`;
};

const verdict = (row: Row): string => {
  if (row.bar === undefined) return '';
  return isMet(row) ? 'met' : '**missed**';
};

const besideText = (beside: Row['beside']): string =>
  Object.entries(beside ?? {})
    .map(([name, figure]) => `${name} ${text(figure)}`)
    .join(' · ');

/** Markdown with columns as wide as their widest cell. */
export const markdown = (head: readonly string[], body: readonly (readonly string[])[]): string => {
  const widths = head.map((name, column) =>
    Math.max(3, name.length, ...body.map((line) => line[column]?.length ?? 0)),
  );
  const line = (values: readonly string[]) =>
    `| ${values.map((value, column) => value.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
};

/** The table of docs/benchmarks.md. */
export const table = (rows: readonly Row[]): string =>
  markdown(
    ['measured', 'unit', 'Motcua', 'bar', '', 'beside it'],
    rows.map((row) => [
      row.what,
      row.unit,
      text(row.ours),
      barText(row.bar),
      verdict(row),
      besideText(row.beside),
    ]),
  );

/** The whole page of docs/benchmarks.md. */
export const page = ({ at, commit, machine, versions, seconds, rows }: Run): string => {
  const failed = missed(rows);
  const barred = rows.filter(({ bar }) => bar !== undefined);
  const versionText = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `# Benchmarks

Written by \`npm run bench\`; do not edit. ${at.slice(0, 10)}, commit ${commit}, ${machine}, ${number(seconds)} s.
${versionText.join(', ')}.

Read and write units (RCU, WCU) are what the engine says each call consumed, for every contestant alike. Times are medians with
the 10th and 90th percentile, and count only as ratios: contestants take turns in one run on one embedded engine, so a noisy
machine hits all alike. Events are JSON of 350 bytes. The floor is a bare conditional \`PutItem\` of the same event. Peers are used
as their documentation says and decide nothing; this project looks for duplicates and folds. How each is set up: \`bench/contestants/\`.

${barred.length - failed.length} of ${barred.length} bars are met${failed.length > 0 ? `; missed: ${failed.map(({ what }) => what).join('; ')}` : ''}.

${table(rows)}
`;
};
