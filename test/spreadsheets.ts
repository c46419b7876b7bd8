import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

/** What a workbook holds, read by other code than writes it: a library's unzip and XML parser, which refuse what is broken. */
export type ReadSheet = {
  readonly name: string;
  /** By address; null for a cell that has only a style. */
  readonly cells: Readonly<Record<string, string | number | null>>;
  readonly merged: readonly string[];
};

type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The text in it. */
  readonly text: string;
};

/** Every element of a document, in the order in which they end. @throws Error where it is not well-formed */
const elementsOf = (xml: string): Element[] => {
  const elements: Element[] = [];
  const open: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => open.push({ name, attributes, text: '' }));
  parser.on('text', (text) => {
    for (const element of open) element.text += text;
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (element) elements.push(element);
  });
  parser.write(xml).close();
  return elements;
};

export const readWorkbook = (bytes: Uint8Array): ReadSheet[] => {
  const files = unzipSync(bytes);
  const read = (path: string): Element[] => {
    const file = files[path];
    if (file === undefined) throw new Error(`there is no ${path}`);
    return elementsOf(strFromU8(file));
  };
  const targets = new Map(
    read('xl/_rels/workbook.xml.rels').map(({ attributes }) => [attributes['Id'], attributes['Target']]),
  );
  const typed = read('[Content_Types].xml').map(({ attributes }) => attributes['PartName']);
  const styles = read('xl/styles.xml').filter(({ name }) => name === 'xf').length;
  return read('xl/workbook.xml')
    .filter(({ name }) => name === 'sheet')
    .map(({ attributes }) => {
      const path = `xl/${targets.get(attributes['r:id'])}`;
      if (!typed.includes(`/${path}`)) throw new Error(`${path} has no content type`);
      const elements = read(path);
      const cells = elements
        .filter(({ name }) => name === 'c')
        .map((cell) => {
          if (!(Number(cell.attributes['s']) < styles)) throw new Error('a cell of no known style');
          const text = cell.attributes['t'] === 'inlineStr' ? cell.text : null;
          return [cell.attributes['r'], text ?? (cell.text === '' ? null : Number(cell.text))];
        });
      const merged = elements.flatMap(({ name, attributes }) =>
        name === 'mergeCell' ? (attributes['ref'] ?? []) : [],
      );
      return { name: attributes['name'] ?? '', cells: Object.fromEntries(cells), merged };
    });
};
