import type { FaultKind, Faults } from './faults-by-seed.ts';
import type { Instance } from './lambda.ts';
import { ServiceError } from './service-error.ts';
import type { Simulation } from './simulation.ts';

/** A service on the other end of a call: does what is asked, or throws as it would. */
export type Service = (operation: string, input: object) => object;

/** What the lab changes of a call or of its answer, to see what happens without a protection. */
export type Tampering = {
  readonly input?: (caller: string, operation: string, input: object) => object;
  readonly answer?: (caller: string, operation: string, answer: object) => object;
  readonly error?: (caller: string, operation: string, error: unknown) => unknown;
  /** The calls that are made one after the other instead of one. */
  readonly instead?: (operation: string, input: object) => readonly Command[] | undefined;
};

export type Command = { readonly input: object; readonly constructor: { readonly name: string } };

export const operationOf = (command: Command): string => command.constructor.name.replace(/Command$/, '');

/** What the SDK tries again by itself, three times in all. */
const retryable = [
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'InternalServerError',
  'TimeoutError',
];
const attempts = 3;
const lateMs = 60_000;

type Outcome =
  | { readonly ok: true; readonly answer: object }
  | { readonly ok: false; readonly error: unknown };

export type Counted = { calls: number };

/** What makes calls fail on the side of DynamoDB before anything took effect. */
const refusals: readonly (readonly [kind: FaultKind, name: string, operations?: readonly string[]])[] = [
  ['throttled', 'ThrottlingException'],
  ['transaction-conflict', 'TransactionConflictException', ['PutItem', 'UpdateItem', 'DeleteItem']],
  ['transaction-conflict', 'TransactionCanceledException', ['TransactWriteItems']],
];

const perform = (service: Service, operation: string, input: object): Outcome => {
  try {
    return { ok: true, answer: service(operation, input) };
  } catch (error) {
    // What the model does not know is a fault of the lab, not of the hub: it must not be handled like one.
    if (!(error instanceof ServiceError)) throw error;
    return { ok: false, error };
  }
};

/**
 * The client of one process: every call is held, lands at a time and in an order that the dice decide, and comes back
 * after another while, or not.
 */
export const clientOf = (
  { dice, now, after, note }: Simulation,
  faults: Faults,
  instance: Instance,
  service: Service,
  tampering: Tampering,
  counted: Counted,
) => {
  const failed = (name: string): Outcome => ({ ok: false, error: new ServiceError(name, 'injected') });

  /** What the service makes of a call that reached it. */
  const land = (operation: string, input: object): Outcome => {
    for (const [kind, name, operations = [operation]] of refusals)
      if (operations.includes(operation) && faults.strikes(kind)) return failed(name);
    // An internal error says nothing about what took effect.
    const isBroken = faults.strikes('internal-error');
    if (isBroken && dice.chance(0.5)) return failed('InternalServerError');
    const changed = tampering.input?.(instance.name, operation, input) ?? input;
    const outcome = perform(service, operation, changed);
    if (isBroken) return failed('InternalServerError');
    if (!outcome.ok)
      return {
        ok: false,
        error: tampering.error?.(instance.name, operation, outcome.error) ?? outcome.error,
      };
    return {
      ok: true,
      answer: tampering.answer?.(instance.name, operation, outcome.answer) ?? outcome.answer,
    };
  };

  const wayMs = () => (dice.chance(0.05) ? dice.share() * 1_500 : 1 + dice.share() * 15);

  const sendOne = (command: Command): Promise<object> =>
    new Promise((resolve, reject) => {
      const operation = operationOf(command);
      const attempt = (n: number): void => {
        counted.calls++;
        const invocation = instance.current();
        if (faults.strikes('clock-jump')) instance.jumpClock();
        if (invocation && faults.strikes('crash-before-call')) {
          invocation.kill(`crashed before ${operation}`);
          return;
        }
        const leftMs = Math.max(0, (invocation?.deadline ?? now() + lateMs) - now());
        const outMs = faults.strikes('late-landing') ? dice.share() * Math.min(leftMs, lateMs) : wayMs();
        // Of a process that died meanwhile, the call may have left or not.
        const leaves = dice.chance(0.5);
        after(outMs, () => {
          if (instance.isDead() && !(leaves && outMs <= leftMs)) return;
          note(`${instance.name} ${operation}`);
          const outcome = land(operation, command.input);
          const isLost = faults.strikes('answer-lost');
          const crashes = faults.strikes('crash-after-call');
          after(isLost ? dice.share() * 3_000 : wayMs(), () =>
            instance.deliver(() => {
              const current = instance.current();
              if (current && crashes) current.kill(`crashed after ${operation}`);
              else answer(isLost ? failed('TimeoutError') : outcome, n);
            }),
          );
        });
      };
      const answer = (outcome: Outcome, n: number): void => {
        if (outcome.ok) resolve(outcome.answer);
        else {
          const { error } = outcome;
          const isRetried = error instanceof Error && retryable.includes(error.name) && n < attempts;
          if (!isRetried) reject(error);
          else after(dice.share() * 100 * 2 ** n, () => instance.deliver(() => attempt(n + 1)));
        }
      };
      attempt(1);
    });
  const send = async (command: Command): Promise<object> => {
    const parts = tampering.instead?.(operationOf(command), command.input);
    if (!parts) return sendOne(command);
    for (const part of parts) await sendOne(part);
    return {};
  };
  return { send };
};
