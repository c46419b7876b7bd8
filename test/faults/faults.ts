import { parseArgs } from 'node:util';
import { allFaultKinds, type FaultKind } from './faults-by-seed.ts';
import { type Protection, protections } from './protections.ts';

// The functions log every batch, which nobody would read: their loggers look at this when they are made.
process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
const { run } = await import('./run.ts');

const usage = `node test/faults/faults.ts [--first-seed N] [--count N] [--without fault,...] [--only fault,...] [--break protection]
faults: ${allFaultKinds.join(' ')}
protections: ${Object.keys(protections).join(' ')}`;

const { values } = parseArgs({
  options: {
    'first-seed': { type: 'string', default: '1' },
    count: { type: 'string', default: '100' },
    without: { type: 'string' },
    only: { type: 'string' },
    break: { type: 'string' },
    'stop-after': { type: 'string' },
    help: { type: 'boolean' },
  },
});

const fail = (message: string): never => {
  console.error(`${message}\n${usage}`);
  process.exit(2);
};

const kindsIn = (list: string): FaultKind[] =>
  list.split(',').map((name) => allFaultKinds.find((kind) => kind === name) ?? fail(`no fault: ${name}`));

if (values.help) {
  console.log(usage);
  process.exit(0);
}
const firstSeed = Number(values['first-seed']);
const count = Number(values.count);
if (!Number.isSafeInteger(firstSeed) || !Number.isSafeInteger(count)) fail('seeds are whole numbers');
const without = new Set(values.without === undefined ? [] : kindsIn(values.without));
const only = values.only === undefined ? allFaultKinds : kindsIn(values.only);
const faults = new Set(only.filter((kind) => !without.has(kind)));
const broken = values.break as Protection | undefined;
if (broken !== undefined && !(broken in protections)) fail(`no protection: ${broken}`);
const stopAfter = Number(values['stop-after'] ?? Number.POSITIVE_INFINITY);

const started = Date.now();
const total = { events: 0, calls: 0, seenTwice: 0, rebuilt: 0 };
const injected = new Map<FaultKind, number>();
const failing: number[] = [];
let runs = 0;
for (let seed = firstSeed; seed < firstSeed + count && failing.length < stopAfter; seed++) {
  const result = await run(seed, { faults, ...(broken && { broken }) }).catch((error: unknown) => ({
    problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    events: 0,
    calls: 0,
    seenTwice: 0,
    rebuilt: 0,
    injected: {},
  }));
  runs++;
  total.events += result.events;
  total.calls += result.calls;
  total.seenTwice += result.seenTwice;
  total.rebuilt += result.rebuilt;
  for (const [kind, times] of Object.entries(result.injected) as [FaultKind, number][])
    injected.set(kind, (injected.get(kind) ?? 0) + times);
  const [first, ...more] = result.problems;
  if (first === undefined) continue;
  failing.push(seed);
  console.log(`seed ${seed}: ${first}${more.length > 0 ? ` (and ${more.length} more)` : ''}`);
}

const seconds = (Date.now() - started) / 1_000;
console.log(
  `${runs} runs in ${seconds.toFixed(1)} s, ${total.events} events, ${total.calls} calls to AWS, ${failing.length} failed; generations rebuilt: ${total.rebuilt}; answers that showed a moving request twice: ${total.seenTwice}`,
);
console.log(`injected: ${allFaultKinds.map((kind) => `${kind} ${injected.get(kind) ?? 0}`).join(', ')}`);
if (failing.length > 0) {
  console.log(`failing seeds: ${failing.join(' ')}; replay one: npm run faults -- --first-seed N --count 1`);
  process.exitCode = 1;
}
