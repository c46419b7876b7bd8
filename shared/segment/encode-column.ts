import type { Reader, Writer } from './bytes.ts';
import type { Codes } from './column.ts';

/**
 * A column is written as whole numbers from 0 in planes: the lowest byte of every line, then the next of every line,
 * as many as its largest number takes. So each plane deflates by what its bytes have in common, and is read by one loop.
 */
export type Planes = readonly Uint8Array[];

const planesOf = (numbers: ArrayLike<number>): Planes => {
  const planes: Uint8Array[] = [];
  let largest = 0;
  for (let i = 0; i < numbers.length; i++) largest = Math.max(largest, numbers[i] ?? 0);
  for (let scale = 1; scale <= largest; scale *= 256)
    planes.push(Uint8Array.from(numbers, (number) => Math.floor(number / scale) % 256));
  return planes;
};

const readPlanes = (input: Reader, count: number, width: number): Float64Array => {
  const numbers = new Float64Array(count);
  for (let plane = 0, scale = 1; plane < width; plane++, scale *= 256) {
    const bytes = input.bytes(count);
    for (let i = 0; i < count; i++) numbers[i] = (numbers[i] ?? 0) + (bytes[i] ?? 0) * scale;
  }
  return numbers;
};

/** What a number is the difference to: nothing, the line before, or the base column of its line (an end to its receipt). */
const references = ['nothing', 'before', 'base'] as const;
type Reference = (typeof references)[number];

/**
 * How numbers are written: 0 is null, any other is one more than the units by which its difference exceeds the least.
 * `start` stands before the first line.
 */
type Scheme = {
  readonly reference: Reference;
  readonly start: number;
  readonly unit: number;
  readonly least: number;
};

const greatestCommonDivisor = (a: number, b: number): number => {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
};

const orZero = (value: number | undefined): number =>
  value === undefined || Number.isNaN(value) ? 0 : value;

const encodeNumbers = (
  values: Float64Array,
  reference: Reference,
  base: Float64Array | undefined,
): { scheme: Scheme; planes: Planes } => {
  const start = reference === 'before' ? (values.find((value) => !Number.isNaN(value)) ?? 0) : 0;
  let before = start;
  const differences = values.map((value, i) => {
    const from = reference === 'before' ? before : reference === 'base' ? orZero(base?.[i]) : 0;
    if (!Number.isNaN(value)) before = value;
    return value - from;
  });
  const known = differences.filter((difference) => !Number.isNaN(difference));
  const unit = known.reduce((divisor, each) => greatestCommonDivisor(divisor, Math.abs(each)), 0) || 1;
  const least = known.reduce((a, b) => Math.min(a, b), known[0] ?? 0);
  const numbers = differences.map((each) => (Number.isNaN(each) ? 0 : (each - least) / unit + 1));
  return { scheme: { reference, start, unit, least }, planes: planesOf(numbers) };
};

/** About how many bits planes deflate to: the entropy of their bytes. */
const bitsOf = (planes: Planes): number => {
  let bits = 0;
  for (const plane of planes) {
    const counts = new Uint32Array(256);
    for (const byte of plane) counts[byte] = (counts[byte] ?? 0) + 1;
    for (const count of counts) if (count > 0) bits += count * Math.log2(plane.length / count);
  }
  return bits;
};

/** Writes how a column of numbers is encoded, by the reference that takes the fewest bits. */
export const writeNumbers = (out: Writer, values: Float64Array, base: Float64Array | undefined): Planes => {
  const { scheme, planes } = references
    .filter((reference) => reference !== 'base' || base !== undefined)
    .map((reference) => encodeNumbers(values, reference, base))
    .reduce((best, other) => (bitsOf(other.planes) < bitsOf(best.planes) ? other : best));
  out.unsigned(references.indexOf(scheme.reference));
  out.signed(scheme.start);
  out.unsigned(scheme.unit);
  out.signed(scheme.least);
  out.unsigned(planes.length);
  return planes;
};

/** Writes how a column of texts is encoded: its dictionary. */
export const writeCodes = (out: Writer, { codes, values }: Codes): Planes => {
  out.unsigned(values.length - 1);
  for (const value of values.slice(1)) out.text(value ?? '');
  const planes = planesOf(codes);
  out.unsigned(planes.length);
  return planes;
};

const none = new Float64Array();

/** Reads a column's planes, when those before it are read. */
export type ReadColumn<C> = (count: number, base: Float64Array | undefined) => C;

/** Reads how a column of numbers is encoded. */
export const readNumbers = (input: Reader): ReadColumn<Float64Array> => {
  const reference = references[input.unsigned()];
  const start = input.signed();
  const unit = input.unsigned();
  const least = input.signed();
  const width = input.unsigned();
  const isBefore = reference === 'before';
  const isBase = reference === 'base';
  return (count, base) => {
    const values = readPlanes(input, count, width);
    const from = isBase && base !== undefined ? base : none;
    let before = start;
    for (let i = 0; i < count; i++) {
      const number = values[i] ?? 0;
      if (number === 0) {
        values[i] = Number.NaN;
        continue;
      }
      const difference = (number - 1) * unit + least;
      if (isBefore) {
        before += difference;
        values[i] = before;
      } else values[i] = difference + orZero(from[i]);
    }
    return values;
  };
};

/** Reads how a column of texts is encoded. */
export const readCodes = (input: Reader): ReadColumn<Codes> => {
  const values = [null, ...Array.from({ length: input.unsigned() }, () => input.text())];
  const width = input.unsigned();
  return (count) => ({
    codes: new Uint32Array(width === 1 ? input.bytes(count) : readPlanes(input, count, width)),
    values,
  });
};
