import { beforeAll, expect, test, vi } from 'vitest';
import { describeWithEngine } from '../test/engine.ts';
import { given, submitted } from '../test/events.ts';
import { ask, functionEnvironment, type Given } from '../test/gateway.ts';

const at = '2026-11-01T08:00:00+07:00';
const claims = { scope: 'events:write statistics:read operate', client_id: 'desk-7' };
const secrets = ['Nguyễn Văn A', '0900-123', 'a@person.example', '12 Lê Lợi', 'c-81-secret', 'she was kind'];
const [name, phone, email, address, reference, comment] = secrets;
const personal = {
  applicant: { kind: 'citizen', reference },
  personal: { name, phone, email, address },
  location: { latitude: 16.463712, longitude: 107.590911 },
};

describeWithEngine('what the functions log', (engine) => {
  const handlers: Record<string, unknown> = {};
  let lines: string[] = [];
  beforeAll(async () => {
    const log = await engine().createLog();
    const view = await engine().createView();
    const environment = {
      ...functionEnvironment(engine().endpoint),
      POWERTOOLS_LOG_LEVEL: 'DEBUG',
      // Logs go to the console, where a test can hear them.
      POWERTOOLS_DEV: 'true',
      EVENTS_TABLE: log.table,
      VIEW_TABLE: view.table,
      BUILD: 'test',
    };
    for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value);
    for (const level of ['debug', 'info', 'warn', 'error', 'log'] as const)
      vi.spyOn(console, level).mockImplementation((...said: unknown[]) => void lines.push(said.join(' ')));
    for (const folder of ['ingest', 'requests', 'query'])
      ({ handler: handlers[folder] } = (await import(`./${folder}/handler.ts`)) as { handler: unknown });
  });

  const heard = async (
    folder: string,
    call: Given,
  ): Promise<{ status: number; lines: readonly string[] }> => {
    lines = [];
    const { statusCode } = await ask(handlers[folder], { claims, ...call });
    return { status: statusCode, lines };
  };
  const post = (event: object) =>
    heard('ingest', {
      method: 'POST',
      path: '/v1/events',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify([event]),
    });

  const event = submitted({ id: '1', subject: 'logged', time: at }, personal);
  test.each([
    ['an event that is taken', 200, () => post(event)],
    ['one that comes again', 200, () => post(event)],
    ['one that contradicts it', 207, () => post({ ...event, data: { ...event.data, channel: 'phone' } })],
    [
      'one that is not valid',
      207,
      () => post({ ...event, data: { ...event.data, personal: { ...personal.personal, name: [name] } } }),
    ],
    [
      'feedback with a comment',
      200,
      () => post(given({ id: '2', subject: 'logged', time: at }, { comment })),
    ],
    [
      'a request',
      200,
      () => heard('requests', { path: '/v1/requests/logged', parameters: { id: 'logged' } }),
    ],
    [
      'its stream',
      200,
      () => heard('requests', { path: '/v1/requests/logged/events', parameters: { id: 'logged' } }),
    ],
    ['a failure', 500, () => heard('query', { path: '/v1/health' })],
  ])('of %s carries the id of the call and nothing personal', async (_what, status, act) => {
    const said = await act();
    expect(said.status).toBe(status);
    expect(said.lines).not.toEqual([]);
    for (const line of said.lines) {
      expect(JSON.parse(line)).toMatchObject({ requestId: 'test-call' });
      for (const secret of [...secrets, '16.4637', '107.5909']) expect(line).not.toContain(secret);
    }
  });
});
