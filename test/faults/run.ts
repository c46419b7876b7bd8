import { monthOf } from '../../shared/calendar/zone.ts';
import { instant } from '../../shared/instant.ts';
import { questions } from '../questions.ts';
import { zone } from '../rows.ts';
import { answerProblems, linesByRequest, logProblems, type Told, viewProblems } from './checks.ts';
import { allFaultKinds, type FaultKind, faultsBySeed } from './faults-by-seed.ts';
import { type Hub, hub, type Which } from './hub.ts';
import { type Protection, protections } from './protections.ts';
import { streamsOf } from './reference.ts';
import { type Simulation, shuffled, simulation } from './simulation.ts';
import { type Call, type Sent, workload } from './workload.ts';

export type RunOptions = {
  readonly faults?: ReadonlySet<FaultKind>;
  readonly broken?: Protection;
};

export type RunResult = {
  readonly seed: number;
  readonly problems: readonly string[];
  /** Whatever happened, in one number: the same seed gives the same. */
  readonly trace: string;
  readonly events: number;
  readonly calls: number;
  /** How often an answer showed a request that was just moving both where it was and where it is. */
  readonly seenTwice: number;
  readonly injected: Readonly<Partial<Record<FaultKind, number>>>;
};

const minuteMs = 60_000;
const monthMs = 31 * 86_400_000;
const both: readonly Which[] = [0, 1];

type World = {
  readonly simulation: Simulation;
  readonly faults: ReturnType<typeof faultsBySeed>;
  readonly hub: Hub;
};

/** Posts a call again and again until its sender has an answer. */
const postUntilAnswered = async ({ simulation, faults, hub }: World, call: Call): Promise<Told[]> => {
  for (;;) {
    try {
      const receipts = await hub.post({ values: call.events, sender: call.sender });
      if (!faults.strikes('no-answer-to-sender'))
        return call.events.map((event, n) => ({ event, receipt: receipts[n] }));
    } catch {
      // The sender cannot tell what became of its call.
    }
    await simulation.sleep(simulation.dice.share() * 40_000);
  }
};

/** Where a line as text says that its request is: the agency and the month of receipt. */
const placeOf = (text: string): string => {
  const [agency, { received }] = JSON.parse(text) as [string, { received: number }];
  return `${agency} ${monthOf(instant(received), zone)}`;
};

/** What may never be seen, not even for a moment: a request twice in one place, or gone after it was there. */
const watcher = ({ simulation, hub }: World, movers: ReadonlySet<string>) => {
  const problems: string[] = [];
  const seen = new Map<string, number>();
  let seenTwice = 0;
  const look = async (): Promise<void> => {
    const began = simulation.now();
    const blocks = await hub.ask({ which: 0, needed: () => true }).catch(() => undefined);
    if (!blocks) return;
    const shown = linesByRequest(blocks);
    for (const [request, lines] of shown) {
      const places = new Set(lines.map(placeOf));
      if (lines.length > places.size)
        problems.push(`during the run ${request} was counted ${lines.length} times in one place`);
      if (places.size > 1) seenTwice++;
      if (!seen.has(request)) seen.set(request, simulation.now());
    }
    for (const [request, since] of seen)
      if (since <= began && !movers.has(request) && !shown.has(request))
        problems.push(`during the run ${request} disappeared`);
  };
  return { problems, look, seenTwice: () => seenTwice };
};

/** Plays the workload while the compactor comes and goes and someone looks. */
const play = async (world: World, calls: readonly Call[], look: () => Promise<void>): Promise<Told[]> => {
  const { simulation, faults, hub } = world;
  const { dice, after } = simulation;
  const told: Told[] = [];
  let open = 0;
  let background = 0;
  for (const call of calls) {
    const copies = faults.strikes('sent-twice') ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      open++;
      after(call.atMs + copy * dice.share() * 2_000, () => {
        void postUntilAnswered(world, call).then((answers) => {
          told.push(...answers);
          open--;
        });
      });
    }
  }
  const every = (milliseconds: number, act: () => Promise<unknown>): void => {
    after(dice.share() * 2 * milliseconds, () => {
      if (open === 0) return;
      background++;
      void act()
        .catch(() => undefined)
        .then(() => background--);
      every(milliseconds, act);
    });
  };
  const compactEveryMs = dice.pick([0.5, 2, 5]) * minuteMs;
  every(compactEveryMs, async () => {
    const overlapping = faults.strikes('compactor-overlap') ? [hub.compact()] : [];
    await Promise.allSettled([hub.compact(), ...overlapping]);
  });
  every(minuteMs / 3, look);
  await simulation.run(() => open === 0 && background === 0);
  return told;
};

/** Waits until nothing is on its way; then sends the dead letters again, until there are none but what nobody can read. */
const drain = async ({ simulation, hub }: World): Promise<string[]> => {
  for (let round = 0; round < 50; round++) {
    await simulation.run(hub.isQuiet);
    if (!hub.isQuiet()) return ['messages wait that nothing will wake'];
    const records = hub.stream.takeFailed().filter(({ dynamodb }) => dynamodb.NewImage);
    let isDone = records.length === 0;
    while (!isDone) isDone = await republished(hub, records, simulation);
    const redriven = hub.queues.reduce((sum, queue) => sum + queue.redrive(), 0);
    if (records.length === 0 && redriven === 0) return [];
  }
  return ['dead letters come back for ever'];
};

/** Runs something of the hub's to its end on the virtual clock. */
const finish = async <T>({ simulation }: World, doing: Promise<T>): Promise<T> => {
  let isOver = false;
  const watched = doing.finally(() => {
    isOver = true;
  });
  watched.catch(() => undefined);
  await simulation.run(() => isOver);
  return watched;
};

const republished = async (
  hub: Hub,
  records: Parameters<Hub['republish']>[0],
  simulation: Simulation,
): Promise<boolean> => {
  let outcome: boolean | undefined;
  void hub.republish(records).then(
    ({ batchItemFailures }) => {
      outcome = batchItemFailures.length === 0;
    },
    () => {
      outcome = false;
    },
  );
  await simulation.run(() => outcome !== undefined);
  return outcome ?? false;
};

/** A month later whatever expires is gone. */
const expire = async ({ simulation, hub }: World): Promise<void> => {
  let isLater = false;
  simulation.after(monthMs, () => {
    isLater = true;
  });
  await simulation.run(() => isLater);
  for (const view of hub.views)
    for (const item of view.all())
      if (Number(item['expires']?.N) * 1_000 < simulation.now())
        view.write(item, undefined, simulation.now());
};

/** One run: a history, told to a hub on which everything the seed allows goes wrong; then every check there is. */
export const run = async (
  seed: number,
  { faults: enabled = new Set(allFaultKinds), broken }: RunOptions = {},
): Promise<RunResult> => {
  const world = {} as { -readonly [K in keyof World]: World[K] };
  world.simulation = simulation(seed);
  world.faults = faultsBySeed(world.simulation, enabled);
  world.hub = hub(world.simulation, world.faults, broken ? protections[broken] : {});
  const { dice, now } = world.simulation;
  const calls = workload(dice);
  const { problems, look, seenTwice } = watcher(world, moversIn(calls));
  const found: string[] = [];
  const check = async (when: string, checks: () => Promise<string[]>): Promise<void> => {
    const list = await finish(world, checks());
    found.push(...list.map((problem) => `${when}: ${problem}`));
  };

  const told = await play(world, calls, look);
  world.faults.heal();
  found.push(...(await drain(world)));
  found.push(...problems, ...logProblems(world.hub, told, now()));

  // Whose last wake-up came is right without a reconciler.
  await check('before the reconciler', () =>
    viewProblems(
      world.hub,
      (which, { request, version }) => (world.hub.dropped[which].get(request) ?? 0) < version,
    ),
  );
  if (broken !== 'reconciler') for (const which of both) await reconcile(world, which);
  const everything = async () => [
    ...(await viewProblems(world.hub, () => true)),
    ...(await answerProblems(world.hub, new Set(shuffled(dice, [...questions.keys()]).slice(0, 3)))),
  ];
  await check('in the end', everything);
  if (dice.chance(0.7)) {
    await finish(
      world,
      world.hub.compact().catch(() => undefined),
    );
    await check('after compaction', everything);
    if (dice.chance(0.4)) {
      await finish(world, world.hub.compact());
      await expire(world);
      await check('a month later', everything);
    }
  }
  return {
    seed,
    problems: found,
    trace: world.simulation.trace(),
    events: calls.reduce((sum, { events }) => sum + events.length, 0),
    calls: world.hub.counted.calls,
    seenTwice: seenTwice(),
    injected: world.faults.injected(),
  };
};

/** Requests with several submissions: they may move from one agency or month to another. */
const moversIn = (calls: readonly Call[]): ReadonlySet<string> => {
  const isSubmission = ({ type }: Sent) => type === 'motcua.request.submitted.v1';
  const submissions = Map.groupBy(
    calls.flatMap(({ events }) => events.filter(isSubmission)),
    ({ subject }) => subject,
  );
  return new Set([...submissions].flatMap(([subject, list]) => (list.length > 1 ? [subject] : [])));
};

/** Stand-in for the scheduled reconciler: whatever row is not at its stream's head is projected. */
const reconcile = async (world: World, which: Which): Promise<void> => {
  const { streams } = streamsOf(world.hub.events.all());
  const behind = streams.filter(({ request, version }) => {
    const row = world.hub.views[which].read({ pk: { S: `1|row|${request}` }, sk: { S: 'row' } });
    return Number(row?.['version']?.N ?? 0) < version;
  });
  const heads = new Map(behind.map(({ request, version }) => [request, version]));
  for (let attempt = 0; attempt < 20; attempt++) {
    const isDone = await finish(
      world,
      world.hub.reconcile(which, heads).then(
        () => true,
        () => false,
      ),
    );
    if (isDone) return;
  }
};
