import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Bindings, Condition, Item, Operand } from './expressions.ts';

/** The attribute's name, or what `#name` stands for. @throws Error where it stands for nothing */
export const nameOf = (path: string, { names }: Bindings): string => {
  if (!path.startsWith('#')) return path;
  const name = names[path];
  if (name === undefined) throw new Error(`${path} is not among the names`);
  return name;
};

const boundValue = (name: string, { values }: Bindings): AttributeValue => {
  const value = values[name];
  if (value === undefined) throw new Error(`${name} is not among the values`);
  return value;
};

const sizeOf = (value: AttributeValue): number =>
  value.S?.length ?? value.B?.length ?? value.SS?.length ?? value.L?.length ?? 0;

export const operandValue = (
  operand: Operand,
  item: Item,
  bindings: Bindings,
): AttributeValue | undefined => {
  if (operand.kind === 'value') return boundValue(operand.name, bindings);
  if (operand.kind === 'path') return item[nameOf(operand.name, bindings)];
  const of = operandValue(operand.of, item, bindings);
  return of && { N: String(sizeOf(of)) };
};

const typeOf = (value: AttributeValue): string => Object.keys(value)[0] ?? '';

/** Order of two values of one type: numbers by size, texts and bytes by their bytes; undefined where there is none. */
export const compareValues = (a: AttributeValue, b: AttributeValue): number | undefined => {
  if (a.N !== undefined && b.N !== undefined) return Number(a.N) - Number(b.N);
  if (a.S !== undefined && b.S !== undefined) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if (a.B !== undefined && b.B !== undefined) return Buffer.compare(a.B, b.B);
  return undefined;
};

const areEqual = (a: AttributeValue, b: AttributeValue): boolean => {
  const order = compareValues(a, b);
  if (order !== undefined) return order === 0;
  if (a.SS && b.SS) return JSON.stringify(a.SS.toSorted()) === JSON.stringify(b.SS.toSorted());
  return typeOf(a) === typeOf(b) && JSON.stringify(a) === JSON.stringify(b);
};

type Pair = readonly [AttributeValue | undefined, AttributeValue | undefined];

const holdsBetween = (operator: string, [a, b]: Pair): boolean => {
  if (a === undefined || b === undefined) return operator === '<>' && a !== b;
  if (operator === '=') return areEqual(a, b);
  if (operator === '<>') return !areEqual(a, b);
  const order = compareValues(a, b);
  if (order === undefined) return false;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
};

const holdsCall = (name: string, [first, second]: Pair): boolean => {
  switch (name) {
    case 'attribute_exists':
      return first !== undefined;
    case 'attribute_not_exists':
      return first === undefined;
    case 'begins_with':
      return first?.S !== undefined && second?.S !== undefined && first.S.startsWith(second.S);
    case 'contains':
      if (first?.SS) return first.SS.includes(second?.S ?? '');
      return first?.S !== undefined && second?.S !== undefined && first.S.includes(second.S);
    default:
      throw new Error(`${name} is not known here`);
  }
};

/** Whether a condition holds of an item; of one that is not there, `{}`. */
export const holds = (condition: Condition, item: Item, bindings: Bindings): boolean => {
  const value = (operand: Operand | undefined) => operand && operandValue(operand, item, bindings);
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, item, bindings) && holds(condition.right, item, bindings);
    case 'or':
      return holds(condition.left, item, bindings) || holds(condition.right, item, bindings);
    case 'not':
      return !holds(condition.inner, item, bindings);
    case 'compare':
      return holdsBetween(condition.operator, [value(condition.left), value(condition.right)]);
    case 'between': {
      const what = value(condition.what);
      return (
        holdsBetween('>=', [what, value(condition.low)]) && holdsBetween('<=', [what, value(condition.high)])
      );
    }
    case 'in':
      return condition.list.some((one) => holdsBetween('=', [value(condition.what), value(one)]));
    case 'call':
      return holdsCall(condition.name, [value(condition.operands[0]), value(condition.operands[1])]);
    default:
      return condition satisfies never;
  }
};
