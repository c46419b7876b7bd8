import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { nameOf, operandValue } from './conditions.ts';
import { type Bindings, type Item, type Reader, readerOf, readOperand } from './expressions.ts';

type Change = (old: Item, changed: Record<string, AttributeValue>, bindings: Bindings) => void;

const readList = (reader: Reader, readOne: (reader: Reader) => Change): Change[] => {
  const changes = [readOne(reader)];
  while (reader.takeIf(',')) changes.push(readOne(reader));
  return changes;
};

/** A value to set: an operand, or the attribute's own value where it has one. */
const readNewValue = (reader: Reader) => {
  if (!reader.takeIf('IF_NOT_EXISTS')) {
    const operand = readOperand(reader);
    return (old: Item, bindings: Bindings) => operandValue(operand, old, bindings);
  }
  reader.expect('(');
  const known = readOperand(reader);
  reader.expect(',');
  const otherwise = readOperand(reader);
  reader.expect(')');
  return (old: Item, bindings: Bindings) =>
    operandValue(known, old, bindings) ?? operandValue(otherwise, old, bindings);
};

const readSet = (reader: Reader): Change => {
  const path = reader.take();
  reader.expect('=');
  const first = readNewValue(reader);
  const sign = reader.takeIf('+') ? 1 : reader.takeIf('-') ? -1 : 0;
  const second = sign === 0 ? undefined : readNewValue(reader);
  return (old, changed, bindings) => {
    const value = first(old, bindings);
    const other = second?.(old, bindings);
    if (value === undefined) throw new Error(`nothing to set ${path} to`);
    const sum = other && { N: String(Number(value.N) + sign * Number(other.N)) };
    changed[nameOf(path, bindings)] = sum ?? value;
  };
};

const readRemove = (reader: Reader): Change => {
  const path = reader.take();
  return (_old, changed, bindings) => {
    delete changed[nameOf(path, bindings)];
  };
};

/** ADD to a number or a set, DELETE from a set. */
const readSetChange =
  (adds: boolean) =>
  (reader: Reader): Change => {
    const path = reader.take();
    const operand = readOperand(reader);
    return (old, changed, bindings) => {
      const name = nameOf(path, bindings);
      const [known, given] = [old[name], operandValue(operand, old, bindings)];
      if (given?.SS) {
        const others = (known?.SS ?? []).filter((member) => !given.SS?.includes(member));
        const rest = adds ? [...others, ...given.SS] : others;
        if (rest.length > 0) changed[name] = { SS: rest.sort() };
        else delete changed[name];
      } else if (given?.N !== undefined && adds) {
        changed[name] = { N: String(Number(known?.N ?? 0) + Number(given.N)) };
      } else throw new Error(`cannot change ${name} by ${JSON.stringify(given)}`);
    };
  };

const clauses: readonly (readonly [string, (reader: Reader) => Change])[] = [
  ['SET', readSet],
  ['REMOVE', readRemove],
  ['ADD', readSetChange(true)],
  ['DELETE', readSetChange(false)],
];

const parsed = new Map<string, readonly Change[]>();

const parseUpdate = (text: string): readonly Change[] => {
  const known = parsed.get(text);
  if (known) return known;
  const reader = readerOf(text);
  const changes: Change[] = [];
  while (reader.peek() !== undefined) {
    const clause = clauses.find(([word]) => reader.takeIf(word));
    if (!clause) throw new Error(`${reader.peek()} does not begin a clause in ${text}`);
    changes.push(...readList(reader, clause[1]));
  }
  parsed.set(text, changes);
  return changes;
};

/** The item after an update expression. @throws Error where it is more than this model knows */
export const updated = (old: Item, text: string, bindings: Bindings): Item => {
  const changed = { ...old };
  for (const change of parseUpdate(text)) change(old, changed, bindings);
  return changed;
};
