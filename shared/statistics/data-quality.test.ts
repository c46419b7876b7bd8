import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDimensions, anyInstant, blocksOf, type Stored, stored } from '../../test/cohorts.ts';
import { monthOf } from '../calendar/zone.ts';
import { type Instant, instant, instantOf } from '../instant.ts';
import { type DataQualitySchema, dataQuality, nowhere } from '../projections/data-quality.ts';
import { anomalyRules, meaningOf } from '../request/anomalies.ts';
import { columnsOf, type Line } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { pack, unpackColumns, unpackRows } from '../segment/pack.ts';
import { summarize } from '../segment/summary.ts';
import type { Block } from './cohort.ts';
import {
  type DataQualityQuestion,
  type DataQualityRow,
  dataQualityAnswer,
  qualityGroupings,
} from './data-quality.ts';
import { mayHaveHappened } from './needed.ts';

const { schema } = dataQuality;
type QualityLine = Line<DataQualitySchema & Dimensions>;

const zone = 'Asia/Ho_Chi_Minh';
const asOf = instantOf('2026-11-24T03:00:00Z');
const everything: DataQualityQuestion = { asOf, groupBy: [], zone };

const desk = 'https://desk.example';
const lineAt = (text: string, request: string, facts: Partial<QualityLine> = {}): QualityLine => ({
  received: instantOf('2024-01-15T08:00:00+07:00'),
  ended: null,
  procedure: 'permit',
  channel: 'counter',
  rule: 'ended-twice',
  source: desk,
  at: instantOf(text),
  anomalies: 1,
  request,
  ...facts,
});
const block = (agency: string, ...lines: QualityLine[]): Block<DataQualitySchema> => ({
  agency,
  columns: columnsOf(schema, lines),
});

const blocks = [
  block(
    'H29',
    lineAt('2024-01-31T23:30:00+07:00', 'R-1'),
    lineAt('2024-02-01T00:30:00+07:00', 'R-1', { rule: 'work-after-end' }),
    lineAt('2024-02-02T09:00:00+07:00', 'R-2', { source: 'https://other.example' }),
  ),
  block(nowhere, lineAt('2024-02-03T09:00:00+07:00', 'R-3', { rule: 'before-submission', procedure: null })),
];
const counts = (question: Partial<DataQualityQuestion>) =>
  dataQualityAnswer(blocks, { ...everything, ...question }).map(({ group, anomalies, requests }) => [
    ...Object.values(group),
    anomalies,
    requests,
  ]);

/** The example of docs/measures.md is about these blocks. */
describe('the answer', () => {
  it.each<[string, Partial<DataQualityQuestion>, unknown[][]]>([
    ['of everything', {}, [[4, 3]]],
    [
      'by agency: null where none is known',
      { groupBy: ['agency'] },
      [
        ['H29', 3, 2],
        [null, 1, 1],
      ],
    ],
    [
      'by source',
      { groupBy: ['source'] },
      [
        [desk, 3, 2],
        ['https://other.example', 1, 1],
      ],
    ],
    [
      'by rule',
      { groupBy: ['rule'] },
      [
        ['before-submission', 1, 1],
        ['ended-twice', 2, 2],
        ['work-after-end', 1, 1],
      ],
    ],
    [
      'by month of the odd event, in the authority’s zone',
      { groupBy: ['month'] },
      [
        ['2024-01', 1, 1],
        ['2024-02', 3, 3],
      ],
    ],
    [
      'by what is known of the request',
      { groupBy: ['procedure', 'channel'] },
      [
        ['permit', 'counter', 3, 2],
        [null, 'counter', 1, 1],
      ],
    ],
    ['from an instant on', { from: instantOf('2024-02-01T00:30:00+07:00') }, [[3, 3]]],
    ['until an instant, which is not in it', { until: instantOf('2024-02-01T00:30:00+07:00') }, [[1, 1]]],
    ['as of an instant', { asOf: instantOf('2024-02-01T00:30:00+07:00') }, [[2, 1]]],
    ['of a source', { source: 'https://other.example' }, [[1, 1]]],
    ['of a source that sent nothing odd', { source: 'https://good.example' }, [[0, 0]]],
    ['of a rule', { rule: 'work-after-end' }, [[1, 1]]],
    ['of a procedure', { procedure: 'permit', groupBy: ['agency'] }, [['H29', 3, 2]]],
    ['of a channel nobody used', { channel: 'post', groupBy: ['agency'] }, []],
  ])('%s', (_name, question, expected) => expect(counts(question)).toEqual(expected));

  it('says what a rule means, where grouped by it', () => {
    const meanings = (question: Partial<DataQualityQuestion>) =>
      dataQualityAnswer(blocks, { ...everything, ...question }).map(({ meaning }) => meaning);
    expect(meanings({ groupBy: ['rule'], rule: 'ended-twice' })).toEqual([meaningOf('ended-twice')]);
    expect(meanings({ rule: 'ended-twice' })).toEqual([undefined]);
    const newer = [block('H29', lineAt('2024-02-01T00:30:00+07:00', 'R-1', { rule: 'of-a-later-release' }))];
    expect(dataQualityAnswer(newer, { ...everything, groupBy: ['rule'] })).toMatchObject([
      { group: { rule: 'of-a-later-release' }, meaning: null },
    ]);
  });

  it('names five requests at most, those with the latest anomalies, each once', () => {
    const lines = [1, 2, 3, 4, 5, 6, 7].map((day) => lineAt(`2024-02-0${day}T09:00:00+07:00`, `R-${day}`));
    const again = lineAt('2024-02-08T09:00:00+07:00', 'R-2');
    const [row] = dataQualityAnswer([block('H29', ...lines, again)], everything);
    expect(row).toMatchObject({ anomalies: 8, requests: 7, examples: ['R-2', 'R-7', 'R-6', 'R-5', 'R-4'] });
  });

  it('counts what a line stands for', () => {
    const many = block('H29', lineAt('2024-02-01T09:00:00+07:00', 'R-1', { anomalies: 40 }));
    expect(dataQualityAnswer([many, ...blocks], everything)).toMatchObject([{ anomalies: 44, requests: 3 }]);
  });
});

/** Few requests, each of one agency, so that several lines meet in one. */
const anyLines = stored(
  fc.record({
    ...anyDimensions,
    rule: fc.constantFrom(...anomalyRules.slice(0, 3)),
    source: fc.constantFrom(desk, 'https://other.example'),
    at: anyInstant,
    anomalies: fc.constantFrom(1, 1, 1, 7),
    request: fc.constantFrom('R-1', 'R-2', 'R-3', 'R-4', 'R-5', 'R-6', 'R-7'),
  }),
).map((lines) =>
  lines.map((each) => ({ ...each, line: { ...each.line, request: `${each.agency}-${each.line.request}` } })),
);

const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const anyQuestion: fc.Arbitrary<DataQualityQuestion> = fc
  .record({
    asOf: fc.oneof(anyInstant, fc.constant(asOf)),
    groupBy: fc.shuffledSubarray([...qualityGroupings], { maxLength: 3 }),
    zone: fc.constantFrom(zone, 'America/New_York', 'UTC'),
    from: optional(anyInstant),
    until: optional(anyInstant),
    source: optional(fc.constantFrom(desk, 'https://good.example')),
    rule: optional(fc.constantFrom(...anomalyRules.slice(0, 3))),
    procedure: optional(fc.constantFrom('permit', 'repair')),
    channel: optional(fc.constantFrom('counter', 'post')),
  })
  .map((question) => JSON.parse(JSON.stringify(question)) as DataQualityQuestion);

/** The definitions of docs/measures.md, word by word, over the lines as objects. */
const account = (lines: readonly Stored<QualityLine>[], question: DataQualityQuestion): unknown[] => {
  const { from = -Infinity, until = Infinity, groupBy } = question;
  const counted = lines.filter(({ line: { at, source, rule, procedure, channel } }) => {
    const happened = at ?? Number.NaN;
    return (
      happened >= from &&
      happened < until &&
      happened <= question.asOf &&
      (question.source ?? source) === source &&
      (question.rule ?? rule) === rule &&
      (question.procedure ?? procedure) === procedure &&
      (question.channel ?? channel) === channel
    );
  });
  const groupOf = ({ agency, line }: Stored<QualityLine>) => {
    const month = monthOf(instant(line.at ?? 0), question.zone);
    const labels: Record<string, string | null> = { ...line, agency, month } as never;
    return JSON.stringify(Object.fromEntries(groupBy.map((name) => [name, labels[name]])));
  };
  const groups = Map.groupBy(counted, groupOf);
  if (groupBy.length === 0 && groups.size === 0) groups.set('{}', []);
  return [...groups].map(([group, own]) => ({
    group: JSON.parse(group) as unknown,
    anomalies: own.reduce((sum, { line }) => sum + (line.anomalies ?? 0), 0),
    requests: new Set(own.map(({ line }) => line.request)).size,
  }));
};

const plain = (rows: readonly DataQualityRow[]) =>
  rows.map(({ group, anomalies, requests }) => ({ group, anomalies, requests }));

/** The rows of a view as a projection writes them: one for each request, with all its lines. */
const rowsIn = (lines: readonly Stored<QualityLine>[], agency: string) =>
  [
    ...Map.groupBy(
      lines.filter((each) => each.agency === agency),
      ({ line }) => line.request ?? '',
    ),
  ].map(([request, own]) => ({ request, version: 1, lines: own.map(({ line }) => line) }));

describe('any question', () => {
  it('is answered as a plain account over the lines does', () => {
    fc.assert(
      fc.property(anyLines, anyQuestion, (lines, question) => {
        const answer = plain(dataQualityAnswer(blocksOf(schema, lines), question));
        expect(answer).toHaveLength(account(lines, question).length);
        expect(answer).toEqual(expect.arrayContaining(account(lines, question)));
      }),
    );
  });

  it('has the same answer from changes, from segments, and in any order of blocks', () => {
    fc.assert(
      fc.property(anyLines, anyQuestion, fc.boolean(), (lines, question, isReversed) => {
        const agencies = [...new Set(lines.map(({ agency }) => agency))];
        const asChanges = agencies.map((agency) => ({
          agency,
          columns: columnsOf(
            schema,
            rowsIn(lines, agency).flatMap((row) => row.lines),
          ),
        }));
        const asSegments = agencies.map((agency) => {
          const packed = pack(schema, rowsIn(lines, agency));
          // Packed again, as a compactor that merges nothing new.
          const repacked = pack(schema, unpackRows(schema, packed));
          return { agency, columns: unpackColumns(schema, repacked) };
        });
        const answer = dataQualityAnswer(isReversed ? asSegments.toReversed() : asSegments, question);
        expect(answer).toEqual(dataQualityAnswer(asChanges, question));
      }),
    );
  });

  it('misses nothing in segments that cannot matter', () => {
    fc.assert(
      fc.property(anyLines, anyQuestion, (lines, question) => {
        const isNeeded = mayHaveHappened(question);
        const all = blocksOf(schema, lines);
        const needed = all.filter(({ columns }) => isNeeded(summarize('2024-01', columns)));
        expect(dataQualityAnswer(needed, question)).toEqual(dataQualityAnswer(all, question));
      }),
    );
  });
});

describe('segments that cannot matter are not read', () => {
  const summary = { month: '2024-02', lines: 2, open: 2, firstEnd: null, lastEnd: null };
  const reads = (
    question: { from?: number; until?: number; asOf?: number },
    { firstAt, lastAt }: { firstAt?: number | null; lastAt?: number | null } = { firstAt: 100, lastAt: 200 },
  ) =>
    mayHaveHappened({ asOf: instant(900), ...question } as { asOf: Instant })({
      ...summary,
      ...(firstAt !== undefined && { firstAt }),
      ...(lastAt !== undefined && { lastAt }),
    });

  it.each([
    [{}, true],
    [{ from: 200 }, true],
    [{ from: 201 }, false],
    [{ until: 101 }, true],
    [{ until: 100 }, false],
    [{ asOf: 100 }, true],
    [{ asOf: 99 }, false],
  ])('%j: %s', (question, isRead) => expect(reads(question)).toBe(isRead));

  it('one without lines is not read, one of which nothing is known is', () => {
    expect(reads({}, { firstAt: null, lastAt: null })).toBe(false);
    expect(reads({ from: 999 }, {})).toBe(true);
  });
});

it('a summary knows when its lines happened', () => {
  const lines = [lineAt('2024-02-02T09:00:00Z', 'R-1'), lineAt('2024-02-01T09:00:00Z', 'R-2')];
  expect(summarize('2024-01', columnsOf(schema, lines))).toMatchObject({
    firstAt: instantOf('2024-02-01T09:00:00Z'),
    lastAt: instantOf('2024-02-02T09:00:00Z'),
  });
  expect(summarize('2024-01', columnsOf(schema, []))).toMatchObject({ firstAt: null, lastAt: null });
});
