import { describe, expect, test } from 'vitest';
import { parseMapping } from './load-mapping.ts';
import { readAll } from './read-all.ts';

describe('bad rows', () => {
  const mapping = parseMapping(
    {
      format: 'csv',
      timeZone: 'UTC',
      source: 'urn:test',
      request: { column: 'case', prefix: 'town-' },
      tables: { outcome: { yes: 'granted', no: 'denied' } },
      events: [
        {
          type: 'motcua.request.resolved.v1',
          id: '{case}-resolved',
          time: 'closed',
          when: 'closed',
          data: { outcome: { column: 'result', table: 'outcome' } },
        },
        {
          type: 'motcua.feedback.given.v1',
          id: '{case}-{survey}',
          time: 'answered',
          when: 'answered',
          data: {
            survey: { column: 'survey' },
            surveyVersion: { constant: 1 },
            overall: { column: 'rating', as: 'number' },
            comment: { column: 'remark', optional: true },
          },
        },
      ],
    },
    'test',
  );
  const header = 'case,closed,result,answered,survey,rating,remark';
  const good = '1,2024-01-01 10:00:00,yes,2024-01-02 10:00:00,s,4,"two\nlines"';

  test('are given out with line and reason, and the rest goes on', async () => {
    const rows = [
      header,
      good,
      '2,2024-01-01 10:00:00,maybe,,,,',
      '3,yesterday,yes,,,,',
      ',2024-01-01 10:00:00,yes,,,,',
      '5,2024-01-01 10:00:00,yes',
      '6,2024-01-01 10:00:00,,,,,',
      '7,,,2024-01-02 10:00:00,s,many,',
      '8,,,2024-01-02 10:00:00,s,6,',
      '9,,,2099-01-02 10:00:00,s,5,',
      '1,2024-01-01 10:00:00,no,,,,',
      '10,,,2024-01-02 10:00:00,,5,',
      '11,,,2024-01-02 10:00:00,s\ufffd,5,',
      '12,2024-01-01 10:00:00,no,,,,',
    ];
    const { events, problems } = await readAll(rows.join('\n'), mapping);
    expect(events.map(({ id, subject }) => [id, subject])).toEqual([
      ['1-resolved', 'town-1'],
      ['1-s', 'town-1'],
      ['12-resolved', 'town-12'],
    ]);
    expect(problems).toEqual([
      { line: 4, problem: 'column result: "maybe" is not in the table outcome' },
      { line: 5, problem: 'column closed: "yesterday" is not a time' },
      { line: 6, problem: 'column case is empty' },
      { line: 7, problem: 'has 3 cells, the header has 7' },
      { line: 8, problem: 'column result is empty' },
      { line: 9, problem: 'column rating: "many" is not a number' },
      { line: 10, problem: expect.stringMatching(/^motcua\.feedback\.given\.v1: data\.overall Too big/) },
      { line: 11, problem: 'motcua.feedback.given.v1: time lies more than 5 minutes in the future' },
      { line: 12, problem: 'event 1-resolved is not the same as on an earlier row' },
      { line: 13, problem: 'column survey is empty' },
      { line: 14, problem: 'column survey: "s\ufffd" is not UTF-8' },
    ]);
  });

  test('lose all their events, and leave those of later rows alone', async () => {
    const broken = good.replace(',4,', ',9,');
    const { events, problems } = await readAll([header, broken, good].join('\n'), mapping);
    expect(problems).toMatchObject([{ line: 2 }]);
    expect(events.map(({ id }) => id)).toEqual(['1-resolved', '1-s']);
  });

  test.each([
    ['', 'the file is empty'],
    ['case,closed\n', 'the file has no column result; it has case, closed'],
    [`${header},case\n`, 'the file has two columns case'],
    ['ca"se,closed\n', 'the header cannot be read'],
  ])('a header that will not do stops everything: %j', async (text, message) => {
    await expect(readAll(text, mapping)).rejects.toThrow(message);
  });

  test('fallbacks and lists of columns', async () => {
    const [resolved] = mapping.events;
    const lenient = parseMapping(
      {
        ...mapping,
        events: [
          {
            ...resolved,
            data: { outcome: { column: ['result', 'survey'], table: 'outcome', fallback: 'done' } },
          },
        ],
      },
      'lenient',
    );
    const rows = [header, 'a,T,no,,yes,,', 'b,T,,,yes,,', 'c,T,maybe,,,,', 'd,T,,,,,'];
    const text = rows.join('\n').replaceAll('T', '2024-01-01 10:00:00');
    const { events } = await readAll(text, lenient);
    expect(events.map(({ data }) => data['outcome'])).toEqual(['denied', 'granted', 'done', 'done']);
  });
});
