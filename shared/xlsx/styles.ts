/** What a cell can look like. Times New Roman is what Decree 30/2020/ND-CP asks of official papers. */
const looks = {
  plain: { font: 'regular', wrap: true },
  title: { font: 'large', align: 'center', wrap: true },
  note: { font: 'italic', align: 'center', wrap: true },
  strong: { font: 'bold', wrap: true },
  heading: { font: 'bold', align: 'center', wrap: true, border: true },
  number: { font: 'italic', align: 'center', border: true },
  text: { font: 'regular', wrap: true, border: true },
  count: { font: 'regular', format: 3, border: true },
  points: { font: 'regular', format: 2, border: true },
  share: { font: 'regular', format: 10, border: true },
  totalText: { font: 'bold', wrap: true, border: true },
  totalCount: { font: 'bold', format: 3, border: true },
  totalPoints: { font: 'bold', format: 2, border: true },
  totalShare: { font: 'bold', format: 10, border: true },
} as const satisfies Record<string, Look>;

const fonts = {
  regular: '<sz val="11"/>',
  bold: '<b/><sz val="11"/>',
  italic: '<i/><sz val="11"/>',
  large: '<b/><sz val="14"/>',
} as const;

type Look = {
  readonly font: keyof typeof fonts;
  /** A number format that every spreadsheet knows: 2 is 0.00, 3 is #,##0, 10 is 0.00% (ECMA-376-1, 18.8.30). */
  readonly format?: number;
  readonly align?: 'center';
  readonly wrap?: boolean;
  readonly border?: boolean;
};

export type Style = keyof typeof looks;

const names = Object.keys(looks) as Style[];
const fontNames = Object.keys(fonts) as Look['font'][];

/** The number by which a cell names its style. */
export const styleIndex = (style: Style): number => names.indexOf(style);

const format = ({ font, format = 0, align, wrap = false, border = false }: Look): string =>
  `<xf numFmtId="${format}" fontId="${fontNames.indexOf(font)}" fillId="0" borderId="${Number(border)}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment${align ? ` horizontal="${align}"` : ''} vertical="center" wrapText="${Number(wrap)}"/></xf>`;

const sides = ['left', 'right', 'top', 'bottom'] as const;

/** The styles of a workbook, in the order of `styleIndex` (ECMA-376-1, 18.8). */
export const stylesXml = [
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
  `<fonts count="${fontNames.length}">`,
  ...Object.values(fonts).map((font) => `<font>${font}<name val="Times New Roman"/></font>`),
  '</fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  `<borders count="2"><border>${sides.map((side) => `<${side}/>`).join('')}</border>`,
  `<border>${sides.map((side) => `<${side} style="thin"/>`).join('')}</border></borders>`,
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  `<cellXfs count="${names.length}">${names.map((name) => format(looks[name])).join('')}</cellXfs>`,
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
  '</styleSheet>',
].join('');
