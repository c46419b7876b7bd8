import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Readonly<Record<string, AttributeValue>>;

/** The names and values that an expression speaks of by `#name` and `:value`. */
export type Bindings = {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
};

/** The fields of a command that bind names and values. */
export type Expressions = {
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue> | undefined;
};

export const bindingsOf = ({
  ExpressionAttributeNames,
  ExpressionAttributeValues,
}: Expressions): Bindings => ({
  names: ExpressionAttributeNames ?? {},
  values: ExpressionAttributeValues ?? {},
});

export type Operand =
  | { readonly kind: 'path'; readonly name: string }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'size'; readonly of: Operand };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly inner: Condition }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly what: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly what: Operand; readonly list: readonly Operand[] }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Operand[] };

const token = /\s*(<=|>=|<>|[=<>(),+-]|[#:]?[A-Za-z_][A-Za-z0-9_]*)/y;

/** The words of an expression. @throws Error where it holds something that is none */
const tokensOf = (text: string): string[] => {
  const tokens: string[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const at = token.lastIndex;
    const found = token.exec(text)?.[1];
    if (found === undefined) throw new Error(`not understood: ${text.slice(at)}`);
    tokens.push(found);
  }
  return tokens;
};

/** Reads tokens one after the other. */
export type Reader = {
  readonly peek: () => string | undefined;
  readonly take: () => string;
  /** Takes the token if it is the one named, whatever its case. */
  readonly takeIf: (token: string) => boolean;
  readonly expect: (token: string) => void;
};

export const readerOf = (text: string): Reader => {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = () => tokens[at];
  const take = () => {
    const next = tokens[at++];
    if (next === undefined) throw new Error(`ends too early: ${text}`);
    return next;
  };
  const takeIf = (token: string) => {
    if (peek()?.toUpperCase() !== token) return false;
    at++;
    return true;
  };
  return {
    peek,
    take,
    takeIf,
    expect: (token) => {
      if (!takeIf(token)) throw new Error(`${token} expected at ${peek() ?? 'the end'} in ${text}`);
    },
  };
};

export const readOperand = (reader: Reader): Operand => {
  const name = reader.take();
  if (name.startsWith(':')) return { kind: 'value', name };
  if (name !== 'size') return { kind: 'path', name };
  reader.expect('(');
  const of = readOperand(reader);
  reader.expect(')');
  return { kind: 'size', of };
};

const functionNames = ['attribute_exists', 'attribute_not_exists', 'begins_with', 'contains'];

const readOperands = (reader: Reader): Operand[] => {
  reader.expect('(');
  const operands = [readOperand(reader)];
  while (reader.takeIf(',')) operands.push(readOperand(reader));
  reader.expect(')');
  return operands;
};

const readTerm = (reader: Reader): Condition => {
  if (reader.takeIf('NOT')) return { kind: 'not', inner: readTerm(reader) };
  if (reader.takeIf('(')) {
    const inner = readOr(reader);
    reader.expect(')');
    return inner;
  }
  const next = reader.peek() ?? '';
  if (functionNames.includes(next)) {
    return { kind: 'call', name: reader.take(), operands: readOperands(reader) };
  }
  const left = readOperand(reader);
  if (reader.takeIf('BETWEEN')) {
    const low = readOperand(reader);
    reader.expect('AND');
    return { kind: 'between', what: left, low, high: readOperand(reader) };
  }
  if (reader.takeIf('IN')) return { kind: 'in', what: left, list: readOperands(reader) };
  const operator = reader.take();
  if (!['=', '<>', '<', '<=', '>', '>='].includes(operator)) throw new Error(`no operator: ${operator}`);
  return { kind: 'compare', operator, left, right: readOperand(reader) };
};

const readAnd = (reader: Reader): Condition => {
  let left = readTerm(reader);
  while (reader.takeIf('AND')) left = { kind: 'and', left, right: readTerm(reader) };
  return left;
};

const readOr = (reader: Reader): Condition => {
  let left = readAnd(reader);
  while (reader.takeIf('OR')) left = { kind: 'or', left, right: readAnd(reader) };
  return left;
};

const parsed = new Map<string, Condition>();

/** The condition that a text says. @throws Error where it is more than this model knows */
export const parseCondition = (text: string): Condition => {
  const known = parsed.get(text);
  if (known) return known;
  const reader = readerOf(text);
  const condition = readOr(reader);
  if (reader.peek() !== undefined) throw new Error(`left over: ${reader.peek()} in ${text}`);
  parsed.set(text, condition);
  return condition;
};
