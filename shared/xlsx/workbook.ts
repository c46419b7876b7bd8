import { type Style, styleIndex, stylesXml } from './styles.ts';
import { zip } from './zip.ts';

/** A cell; over more columns or rows than one where it says so. The places that it covers are null, and so are empty ones. */
export type Cell = {
  readonly value: string | number | null;
  readonly style: Style;
  readonly columns?: number;
  readonly rows?: number;
} | null;

export type Row = { readonly cells: readonly Cell[] /** In points. */; readonly height?: number };

export type Sheet = {
  /** At most 31 characters, none of `[ ] : * ? / \`. */
  readonly name: string;
  /** Of each column, in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly Row[];
};

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML may hold it; what it may not is left out. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);

/** A, B, … Z, AA, … of a column counted from 0. */
const columnName = (column: number): string =>
  (column < 26 ? '' : columnName(Math.floor(column / 26) - 1)) + String.fromCodePoint(65 + (column % 26));

const addressOf = (row: number, column: number): string => `${columnName(column)}${row + 1}`;

const cellXml = (cell: Exclude<Cell, null>, address: string): string => {
  const { value, style } = cell;
  const start = `<c r="${address}" s="${styleIndex(style)}"`;
  if (value === null) return `${start}/>`;
  if (typeof value === 'number') return `${start}><v>${value}</v></c>`;
  return `${start} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
};

/** The cell that covers each place: a border is drawn around all of them, so that each has the style. */
const laidOut = (rows: readonly Row[]): { readonly cells: Cell[][]; readonly merged: string[] } => {
  const cells: Cell[][] = rows.map((row) => [...row.cells]);
  const merged: string[] = [];
  for (const [r, row] of rows.entries())
    for (const [c, cell] of row.cells.entries()) {
      if (cell === null) continue;
      const { columns = 1, rows: down = 1, style } = cell;
      if (columns === 1 && down === 1) continue;
      merged.push(`${addressOf(r, c)}:${addressOf(r + down - 1, c + columns - 1)}`);
      const border = Array.from({ length: columns }, (): Cell => ({ value: null, style }));
      for (const covered of cells.slice(r, r + down)) covered.splice(c, columns, ...border);
      cells[r]?.splice(c, 1, cell);
    }
  return { cells, merged };
};

/** A sheet, its elements in the order that the format asks for (ECMA-376-1, 18.3.1.99); printed across, as wide as a page. */
const sheetXml = ({ widths, rows }: Sheet): string => {
  const { cells, merged } = laidOut(rows);
  const rowXml = (row: Cell[], r: number): string => {
    const height = rows[r]?.height;
    const custom = height === undefined ? '' : ` ht="${height}" customHeight="1"`;
    const xml = Array.from(row, (cell, c) => (cell ? cellXml(cell, addressOf(r, c)) : ''));
    return `<row r="${r + 1}"${custom}>${xml.join('')}</row>`;
  };
  return [
    `<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    '<cols>',
    ...widths.map((width, c) => `<col min="${c + 1}" max="${c + 1}" width="${width}" customWidth="1"/>`),
    '</cols>',
    `<sheetData>${cells.map(rowXml).join('')}</sheetData>`,
    merged.length === 0
      ? ''
      : `<mergeCells count="${merged.length}">${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`,
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>',
  ].join('');
};

/** Sheets as a workbook (Office Open XML, ECMA-376-1): text, numbers and merged cells, no formulas. */
export const workbook = (sheets: readonly Sheet[]): Buffer => {
  const part = (n: number): string => `worksheets/sheet${n + 1}.xml`;
  const relation = (n: number, kind: string, target: string): string =>
    `<Relationship Id="rId${n + 1}" Type="${relationships}/${kind}" Target="${target}"/>`;
  const override = (path: string, kind: string): string =>
    `<Override PartName="/xl/${path}" ContentType="${contentType}.${kind}+xml"/>`;
  const files = {
    '[Content_Types].xml': [
      `<Types xmlns="${packages}/content-types">`,
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
      override('workbook.xml', 'sheet.main'),
      ...sheets.map((_, n) => override(part(n), 'worksheet')),
      override('styles.xml', 'styles'),
      '</Types>',
    ],
    '_rels/.rels': [
      `<Relationships xmlns="${packages}/relationships">`,
      relation(0, 'officeDocument', 'xl/workbook.xml'),
      '</Relationships>',
    ],
    'xl/workbook.xml': [
      `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>`,
      ...sheets.map(
        ({ name }, n) => `<sheet name="${escaped(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`,
      ),
      '</sheets></workbook>',
    ],
    'xl/_rels/workbook.xml.rels': [
      `<Relationships xmlns="${packages}/relationships">`,
      ...sheets.map((_, n) => relation(n, 'worksheet', part(n))),
      relation(sheets.length, 'styles', 'styles.xml'),
      '</Relationships>',
    ],
    'xl/styles.xml': [stylesXml],
    ...Object.fromEntries(sheets.map((sheet, n) => [`xl/${part(n)}`, [sheetXml(sheet)]])),
  };
  return zip(
    Object.fromEntries(Object.entries(files).map(([path, lines]) => [path, declaration + lines.join('')])),
  );
};
