import { isDeepStrictEqual } from 'node:util';
import { parseEvent } from '../../events/parse.ts';
import type { Receipt } from '../../shared/event-store/receive.ts';
import type { Stream } from '../../shared/request/stream.ts';
import type { Block } from '../../shared/row-store/read-blocks.ts';
import { decodeRow } from '../../shared/row-store/view.ts';
import { lineAt } from '../../shared/segment/column.ts';
import { answersFrom, neededFor, questions } from '../questions.ts';
import { type Hub, projections, type Which } from './hub.ts';
import { referenceAnswers, rowsOf, shownBy, streamsOf } from './reference.ts';
import type { Sent } from './workload.ts';

/** What a sender was told of an event. */
export type Told = { readonly event: Sent; readonly receipt: Receipt | undefined };

const both: readonly Which[] = [0, 1];

/** What is wrong with the log: a gap, an event twice or lost, an answer to a sender that was not true. */
export const logProblems = (hub: Hub, told: readonly Told[], now: number): string[] => {
  const { streams, problems } = streamsOf(hub.events.all());
  const stored = new Map<string, number[]>();
  const at = new Map<string, string>();
  const idOf = ({ subject, id }: { subject: string; id: string }) => `${subject} ${id}`;
  for (const { request, events } of streams)
    for (const { event, version } of events) {
      stored.set(idOf(event), [...(stored.get(idOf(event)) ?? []), version]);
      const { expectedversion: _seen, ...content } = event;
      at.set(`${request} ${version}`, JSON.stringify(content));
    }
  for (const [id, versions] of stored)
    if (versions.length > 1) problems.push(`${id}: stored twice, as versions ${versions.join(', ')}`);
  const heads = new Map(streams.map(({ request, version }) => [request, version]));
  for (const { event, receipt } of told) {
    if (receipt === undefined) problems.push(`${idOf(event)}: no answer`);
    else if (receipt.status === 'appended' || receipt.status === 'duplicate') {
      const parsed = parseEvent(event, now);
      const { expectedversion: _seen, ...content } = parsed.ok ? parsed.event : (event as never);
      if (at.get(`${event.subject} ${receipt.version}`) !== JSON.stringify(content))
        problems.push(`${idOf(event)}: ${receipt.status} as version ${receipt.version}, which is another`);
    } else if (receipt.status === 'rejected' && receipt.refusal.reason === 'different-content') {
      const { version } = receipt.refusal;
      if (version !== undefined && !stored.get(idOf(event))?.includes(version))
        problems.push(`${idOf(event)}: differs from a version ${version} that is not there`);
    } else if (receipt.status === 'rejected' && receipt.refusal.reason === 'unexpected-version') {
      const { expected, current } = receipt.refusal;
      if (expected === current || current > (heads.get(event.subject) ?? 0))
        problems.push(`${idOf(event)}: told version ${current}, not ${expected}`);
    }
  }
  return problems;
};

/** The lines of blocks by the request that they are of, which its procedure tells. */
export const linesByRequest = (blocks: readonly Block[]): Map<string, string[]> => {
  const lines = new Map<string, string[]>();
  for (const { agency, columns } of blocks)
    for (let index = 0; index < columns.count; index++) {
      const line = lineAt(columns, index);
      const request = String(line['procedure']).replace('permit', 'request');
      lines.set(request, [...(lines.get(request) ?? []), JSON.stringify([agency, line])]);
    }
  return lines;
};

/** What is wrong with rows, and with what the view shows of each request that is to be looked at. */
export const viewProblems = async (
  hub: Hub,
  isChecked: (which: Which, stream: Stream) => boolean,
): Promise<string[]> => {
  const { streams } = streamsOf(hub.events.all());
  const problems: string[] = [];
  for (const which of both) {
    const { projection } = projections[which];
    const { current } = await hub.now.generations(which);
    const checked = streams.filter((stream) => isChecked(which, stream));
    const shown = linesByRequest(await hub.ask({ which, needed: () => true }));
    const expected = new Map(rowsOf(projection as never, checked).map((row) => [row.request, row]));
    for (const { request } of checked) {
      const row = expected.get(request);
      const stored = hub.views[which].read({
        pk: { S: `${current.number}|row|${request}` },
        sk: { S: 'row' },
      });
      const { version, lines } = stored ? decodeRow(stored) : { version: 0, lines: [] };
      if (version !== (row?.version ?? 0) || !isDeepStrictEqual(lines, row?.lines ?? []))
        problems.push(`${projection.name}: row of ${request} is at ${version}, not at ${row?.version ?? 0}`);
      const wanted = row ? shownBy(row) : [];
      const seen = shown.get(request)?.toSorted() ?? [];
      if (!isDeepStrictEqual(seen, wanted))
        problems.push(
          `${projection.name}: ${request} is shown as ${seen.length} lines ${seen.join()} instead of ${wanted.length} ${wanted.join()}`,
        );
    }
  }
  return problems;
};

/** What lies about of generations that are out of use. */
export const leftovers = async (hub: Hub): Promise<string[]> => {
  const problems: string[] = [];
  for (const which of both) {
    const { current } = await hub.now.generations(which);
    const strays = hub.views[which].all().filter(({ pk }) => {
      const number = /^(\d+)\|/.exec(pk?.S ?? '')?.[1];
      return number !== undefined && Number(number) !== current.number;
    });
    if (strays[0]) problems.push(`${strays.length} items are left, such as ${strays[0]['pk']?.S}`);
  }
  return problems;
};

/** The questions that the view does not answer as a plain fold over the log does. */
export const answerProblems = async (hub: Hub, alone: ReadonlySet<number>): Promise<string[]> => {
  const { streams } = streamsOf(hub.events.all());
  const expected = await referenceAnswers(streams);
  const everything = [
    await hub.ask({ which: 0, needed: () => true }),
    await hub.ask({ which: 1, needed: () => true }),
  ] as const;
  const whichOf = ({ name }: { name: string }): Which => (name === projections[0].projection.name ? 0 : 1);
  const whole = await answersFrom((projection) => Promise.resolve(everything[whichOf(projection)] as never));
  const limited = await answersFrom(
    async (projection, question, withCarriedOver) =>
      (await hub.ask({ which: whichOf(projection), needed: neededFor(question, withCarriedOver) })) as never,
    (n) => alone.has(n),
  );
  const asked = [...questions.keys()].filter((n) => alone.has(n));
  return [
    ...expected.flatMap((answer, n) =>
      isDeepStrictEqual(whole[n], answer)
        ? []
        : [`answer ${n} differs: ${JSON.stringify(questions[n >> 1])}`],
    ),
    ...asked.flatMap((n, index) =>
      isDeepStrictEqual(limited.slice(2 * index, 2 * index + 2), expected.slice(2 * n, 2 * n + 2))
        ? []
        : [`answers to question ${n}, asked alone, differ`],
    ),
  ];
};
