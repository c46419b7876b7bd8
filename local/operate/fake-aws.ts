import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

type Message = { readonly id: string; readonly body: string; receipt: string; isTaken: boolean };
type Item = Record<string, AttributeValue>;
type Call = { readonly target: string; readonly input: Record<string, unknown> };

/** When a call fails: its connection breaks before or after it took effect. */
export type Fault = (call: number, target: string) => 'before' | 'after' | undefined;

const md5 = (body: string): string => createHash('md5').update(body).digest('hex');
const keyOf = ({ request, version }: Item): string => `${request?.S}@${version?.N}`;

/** The parts of AWS that a hub's operator needs, in memory, on loopback; they fail on purpose. */
export const startFakeAws = async () => {
  const queues = new Map<string, Message[]>();
  const items = new Map<string, Item>();
  const announced: { readonly request: string; readonly version: number }[] = [];
  const invoked: Record<string, unknown>[] = [];
  const behaviour = {
    fault: (() => undefined) as Fault,
    /** What the bus says of an entry that it does not take. */
    refuse: (_request: string): string | undefined => undefined,
    /** What becomes of a message that is sent to this queue: where it ends. */
    endsIn: (queue: string): string => queue,
    sweep: (_event: Record<string, unknown>): object => ({}),
    health: {} as object,
    outputs: undefined as Record<string, string> | undefined,
  };
  let calls = 0;

  const queueOf = (name: string): Message[] => {
    const queue = queues.get(name) ?? [];
    queues.set(name, queue);
    return queue;
  };
  const put = (name: string, ...bodies: string[]): string[] =>
    bodies.map((body) => {
      const id = randomUUID();
      queueOf(name).push({ id, body, receipt: '', isTaken: false });
      return id;
    });
  const nameOf = (input: Call['input']): string => String(input['QueueUrl']).split('/').at(-1) ?? '';
  const held = (input: Call['input']) =>
    queueOf(nameOf(input)).find(({ receipt }) => receipt === input['ReceiptHandle']);

  const operations: Record<string, (input: Call['input']) => object> = {
    ReceiveMessage: (input) => {
      const taken = queueOf(nameOf(input))
        .filter(({ isTaken }) => !isTaken)
        .slice(0, Number(input['MaxNumberOfMessages']));
      for (const message of taken) Object.assign(message, { isTaken: true, receipt: randomUUID() });
      return {
        Messages: taken.map(({ id, body, receipt }) => ({
          MessageId: id,
          Body: body,
          MD5OfBody: md5(body),
          ReceiptHandle: receipt,
        })),
      };
    },
    SendMessage: (input) => {
      const body = String(input['MessageBody']);
      const [id] = put(behaviour.endsIn(nameOf(input)), body);
      return { MessageId: id, MD5OfMessageBody: md5(body) };
    },
    DeleteMessage: (input) => {
      const queue = queueOf(nameOf(input));
      const message = held(input);
      if (message) queue.splice(queue.indexOf(message), 1);
      return {};
    },
    ChangeMessageVisibility: (input) => {
      const message = held(input);
      if (message && input['VisibilityTimeout'] === 0) message.isTaken = false;
      return {};
    },
    GetQueueAttributes: (input) => ({
      Attributes: { ApproximateNumberOfMessages: String(queueOf(nameOf(input)).length) },
    }),
    PutEvents: (input) => {
      const entries = (input['Entries'] as { Detail: string }[]).map(
        ({ Detail }) => JSON.parse(Detail) as { request: string; version: number },
      );
      const answers = entries.map(({ request }) => behaviour.refuse(request));
      announced.push(...entries.filter((_entry, index) => answers[index] === undefined));
      return { Entries: answers.map((word) => (word ? { ErrorCode: word } : { EventId: randomUUID() })) };
    },
    GetItem: (input) => ({ Item: items.get(keyOf(input['Key'] as Item)) }),
    Scan: () => ({ Items: [...items.values()] }),
  };

  const stackXml = (outputs: Record<string, string>): string => {
    const members = Object.entries(outputs).map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    );
    return `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
  };

  const answer = ({ url = '' }: IncomingMessage, { target, input }: Call, body: string): [number, string] => {
    if (url.endsWith('/v1/health')) return [200, JSON.stringify(behaviour.health)];
    if (url.endsWith('/invocations')) {
      invoked.push(input);
      return [200, JSON.stringify(behaviour.sweep(input))];
    }
    if (body.includes('Action=DescribeStacks'))
      return behaviour.outputs
        ? [200, stackXml(behaviour.outputs)]
        : [
            400,
            '<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack does not exist</Message></Error></ErrorResponse>',
          ];
    const operation = operations[target];
    return operation ? [200, JSON.stringify(operation(input))] : [404, '{}'];
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const target =
      String(request.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ?? '';
    const fault = behaviour.fault(calls++, target);
    if (fault === 'before') return void response.destroy();
    const input = body.startsWith('{') ? (JSON.parse(body) as Call['input']) : {};
    const [status, said] = answer(request, { target, input }, body);
    if (fault === 'after') return void response.destroy();
    const failed = said.includes('"errorMessage"') ? { 'x-amz-function-error': 'Unhandled' } : {};
    response.writeHead(status, failed).end(said);
  };

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    url: (queue: string) => `${endpoint}/000000000000/${queue}`,
    behaviour,
    put,
    bodiesIn: (queue: string) => queueOf(queue).map(({ body }) => body),
    /** What nobody removed is given out again, as after its time is up. */
    timePasses: () => {
      calls = 0;
      for (const message of [...queues.values()].flat()) message.isTaken = false;
    },
    store: (...all: Item[]) => {
      for (const item of all) items.set(keyOf(item), item);
    },
    announced,
    invoked,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
};

export type FakeAws = Awaited<ReturnType<typeof startFakeAws>>;

/** How a client reaches it; a call that fails is not repeated. */
export const accessTo = ({ endpoint }: FakeAws) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});
