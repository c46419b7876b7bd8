import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileRow } from './file-row.ts';
import { xesRows } from './xes-rows.ts';

const columns = ['case:concept:name', 'concept:name', 'event:number', 'case:status', 'cost'];

const read = async (...parts: string[]): Promise<FileRow[]> => {
  const rows: FileRow[] = [];
  const pieces = async function* () {
    yield* parts;
  };
  for await (const row of xesRows(pieces(), columns)) rows.push(row);
  return rows;
};
const lineAndCells = (rows: readonly FileRow[]) =>
  rows.map((row) => ('cells' in row ? [row.line, ...row.cells] : [row.line]));

const log = `<?xml version="1.0" encoding="UTF-8" ?>
<!-- a log -->
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <global scope="trace"><string key="status" value="UNKNOWN"/></global>
  <global scope="event"><int key="cost" value="0"/></global>
  <string key="concept:name" value="the log's own"><string key="status" value="nested in the log"/></string>
  <trace>
    <string key="concept:name" value="A &amp; &quot;B&quot;&#10;é"/>
    <list key="history"><values><string key="status" value="in a list"/></values></list>
    <event>
      <string key="concept:name" value="open">
        <float key="cost" value="9.5"/>
      </string>
      <float key="cost" value="1.5"/>
      <boolean key="case:status" value="true"/>
    </event>
    <event><id key="concept:name" value="close"/><date key="cost" value="2010-10-05T00:00:00.000+02:00"/></event>
    <string key="status" value="after its events"/>
  </trace>
  <trace/>
  <trace><int key="concept:name" value="7"/><event/></trace>
</log>
`;
const rows = [
  [10, 'A & "B"\né', 'open', '1', 'after its events', '1.5'],
  [17, 'A & "B"\né', 'close', '2', 'after its events', '2010-10-05T00:00:00.000+02:00'],
  [21, '7', '', '1', '', ''],
];

describe('xesRows', () => {
  test('an event is a row: its attributes, those of its trace, its number; no nested ones, lists or globals', async () => {
    expect(lineAndCells(await read(log))).toEqual(rows);
  });

  test.each([
    ['a byte order mark', `\ufeff${log}`],
    ['CRLF', log.replaceAll('\n', '\r\n')],
    ['a prefix of the namespace', log.replace('xmlns=', 'xmlns:xes=').replace(/<(\/?)(?=[a-z])/g, '<$1xes:')],
    ['no declaration', log.replace(/^.*\n/, '\n')],
  ])('%s', async (_name, text) => {
    expect(lineAndCells(await read(text))).toEqual(rows);
  });

  test('however it is cut into pieces', async () => {
    const cuts = fc.uniqueArray(fc.nat(log.length), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        const edges = [0, ...at.toSorted((a, b) => a - b), log.length];
        const pieces = edges.slice(1).map((end, index) => log.slice(edges[index], end));
        expect(lineAndCells(await read(...pieces))).toEqual(rows);
      }),
    );
  });

  test.each<[string, string, RegExp]>([
    [
      'a tag that is not closed',
      '<log>\n<trace>\n<event>\n</trace>\n</log>',
      /^line 4: unexpected close tag/,
    ],
    ['a file cut off', '<log>\n<trace>\n<event>\n', /^line 4: unclosed tag: event/],
    ['an attribute without quotation marks', '<log>\n<trace a=b/></log>', /^line 2: .*quote/],
    ['an entity of its own', '<log>\n\n<string key="a" value="&b;"/></log>', /^line 3: undefined entity/],
    ['nothing', '', /^line 1: document must contain a root element/],
    ['another XML', '<html>', /^line 1: the file holds html and not log: is this an XES file\?/],
    ['a table', 'a,b\n1,2\n', /^line 3: text data outside of root node/],
    ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><log/>', /^line 1: .*ISO-8859-1/],
  ])('%s is said with its line', async (_name, text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(message),
    });
  });

  test('what stands before a fault is given out first', async () => {
    const given: FileRow[] = [];
    const faulty = async function* () {
      yield log.replace('<trace/>', '<trace><event>');
    };
    const reading = async () => {
      for await (const row of xesRows(faulty(), columns)) given.push(row);
    };
    await expect(reading()).rejects.toThrow(/^line 2[0-9]: /);
    expect(lineAndCells(given)).toEqual(rows.slice(0, 2));
  });

  test('no more than a trace is held: a row is there before the next trace is read', async () => {
    let traces = 0;
    const endless = async function* () {
      yield '<log>';
      for (;;) {
        traces++;
        yield `<trace><string key="concept:name" value="${traces}"/><event/></trace>`;
      }
    };
    for await (const row of xesRows(endless(), columns)) {
      expect(row).toMatchObject({ line: 1, cells: [String(traces), '', '1', '', ''] });
      if (traces === 1_000) break;
    }
    expect(traces).toBe(1_000);
  });
});
