import { expect, test } from 'vitest';
import type { EventLog } from '../../shared/event-store/event-log.ts';
import { noRegistrations } from '../../shared/registry/registration.ts';
import { readRegistrations } from '../../shared/registry/registry-log.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { type Answer, ask } from '../../test/gateway.ts';
import { type Fault, failing, faults, startInstance } from '../../test/instances.ts';

/*
 * A call may fail at any of its calls to DynamoDB. The operator then does the only thing it can, and makes the same call
 * again: what it registers is there once, all of it or none, and the answer is the one that was lost.
 */

const agency = (code: string, name = code) => ({ code, name });
type Put = { readonly path: string; readonly body: unknown; readonly headers?: Record<string, string> };

const calls: Readonly<
  Record<string, { readonly before?: Put; readonly call: Put; readonly all: unknown[] }>
> = {
  'the first of its kind': {
    call: { path: 'agencies/A', body: agency('A'), headers: { 'if-none-match': '*' } },
    all: [agency('A')],
  },
  'several, where some are known': {
    before: { path: 'agencies', body: [agency('A'), agency('B')] },
    call: { path: 'agencies', body: [agency('A'), agency('B', 'Renamed'), agency('C')] },
    all: [agency('A'), agency('B'), agency('B', 'Renamed'), agency('C')],
  },
  'a change under a condition': {
    before: { path: 'agencies/A', body: agency('A') },
    call: { path: 'agencies/A', body: agency('A', 'Renamed'), headers: { 'if-match': '"1"' } },
    all: [agency('A'), agency('A', 'Renamed')],
  },
};

describeWithEngine('registering exactly once', (engine) => {
  const send = (handler: unknown, { path, body, headers = {} }: Put): Promise<Answer> =>
    ask(handler, {
      method: 'PUT',
      path: `/v1/registry/${path}`,
      claims: { scope: 'operate', client_id: 'registrar' },
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });

  const entriesOf = async (log: EventLog): Promise<unknown[]> => {
    const { version, all } = await readRegistrations(log, noRegistrations('agencies'), { consistent: true });
    expect(version).toBe(all.length);
    return all.map(({ entry }) => entry);
  };

  /** @returns whether the fault came to pass */
  const playOut = async (name: string, n: number, fault: Fault): Promise<boolean> => {
    const { before, call, all } = calls[name] ?? expect.fail(name);
    // A kind has one stream, so every way of failing has a table of its own.
    const log = await engine().createLog();
    const load = () => import('./handler.ts');
    const start = (intercept?: ReturnType<typeof failing>['intercept']) =>
      startInstance(load, log, engine().endpoint, intercept);
    if (before !== undefined) await send(await start(), before);
    const was = await entriesOf(log);

    const { life, dead, intercept, settled } = failing(n, fault);
    const first = await start(intercept);
    const answer = await Promise.race([send(first, call), dead]);
    await settled();
    expect([was, all], 'after the fault').toContainEqual(await entriesOf(log));
    if (answer !== 'dead' && !life.reached) {
      expect(answer.statusCode).toBe(200);
      return false;
    }

    // The instance lives on after an error, and what it remembers must not mislead it.
    const again = await send(fault === 'dies' ? await start() : first, call);
    expect(again.statusCode, again.body).toBe(200);
    expect(await entriesOf(log)).toEqual(all);
    expect((await send(await start(), call)).body).toEqual(again.body);
    expect(await entriesOf(log)).toEqual(all);
    return true;
  };

  test.each(Object.keys(calls).flatMap((name) => faults.map((fault) => [name, fault] as const)))(
    '%s, whatever step fails: %s',
    async (name, fault) => {
      let n = 0;
      while (await playOut(name, n, fault)) n++;
      // The read and the write.
      expect(n).toBe(2);
    },
  );
});
