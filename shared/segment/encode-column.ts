import { deflateRawSync } from 'node:zlib';
import type { Reader, Writer } from './bytes.ts';
import type { Codes } from './column.ts';

/**
 * A column is written as whole numbers from 0 in planes: the lowest byte of every line, then the next of every line,
 * as many as its largest number takes. So what the bytes of a plane have in common is found, and each is read by one loop.
 */
type Planes = readonly Uint8Array[];

const planesOf = (numbers: ArrayLike<number>): Planes => {
  const planes: Uint8Array[] = [];
  let largest = 0;
  for (let i = 0; i < numbers.length; i++) largest = Math.max(largest, numbers[i] ?? 0);
  for (let scale = 1; scale <= largest; scale *= 256)
    planes.push(Uint8Array.from(numbers, (number) => Math.floor(number / scale) % 256));
  return planes;
};

/** Where columns are written: how each is encoded, the planes to be deflated, and those that are stored as they are. */
export type Output = { readonly head: Writer; readonly deflated: Uint8Array[]; readonly plain: Uint8Array[] };

/** Low bytes of instants are as good as noise: to deflate them takes long to read and saves little. */
const isNoise = (plane: Uint8Array): boolean => deflateRawSync(plane).length > 0.8 * plane.length;

const writePlanes = ({ head, deflated, plain }: Output, planes: Planes): void => {
  head.unsigned(planes.length);
  for (const plane of planes) {
    const isPlain = isNoise(plane);
    head.unsigned(Number(isPlain));
    (isPlain ? plain : deflated).push(plane);
  }
};

/** Where columns are read: the planes that were deflated follow the head. */
export type Input = { readonly deflated: Reader; readonly plain: Reader };

const readPlanes = ({ deflated, plain }: Input): ((count: number) => Planes) => {
  const sources = Array.from({ length: deflated.unsigned() }, () => (deflated.unsigned() ? plain : deflated));
  return (count) => sources.map((source) => source.bytes(count));
};

/** The planes of a column as three, so that one loop reads any: the lowest two, and all above them as one number. */
const threeOf = ([low, middle, ...higher]: Planes, count: number) => {
  const none = new Uint8Array(low && middle && higher.length > 0 ? 0 : count);
  const [only = none] = higher;
  const high = higher.length > 1 ? new Float64Array(only) : only;
  for (const [n, plane] of higher.slice(1).entries())
    for (let i = 0; i < count; i++) high[i] = (high[i] ?? 0) + (plane[i] ?? 0) * 256 ** (n + 1);
  return { low: low ?? none, middle: middle ?? none, high };
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

const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

const encodeNumbers = (
  values: Float64Array,
  reference: Reference,
  base: Float64Array | undefined,
): { scheme: Scheme; planes: Planes } => {
  const start = reference === 'before' ? (values.find((value) => !Number.isNaN(value)) ?? 0) : 0;
  let before = start;
  const differences = values.map((value, i) => {
    const from = reference === 'before' ? before : reference === 'base' ? orZero(base?.[i] ?? 0) : 0;
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

/** Writes a column of numbers by the reference that takes the fewest bits. */
export const writeNumbers = (out: Output, values: Float64Array, base: Float64Array | undefined): void => {
  const { scheme, planes } = references
    .filter((reference) => reference !== 'base' || base !== undefined)
    .map((reference) => encodeNumbers(values, reference, base))
    .reduce((best, other) => (bitsOf(other.planes) < bitsOf(best.planes) ? other : best));
  out.head.unsigned(references.indexOf(scheme.reference));
  out.head.signed(scheme.start);
  out.head.unsigned(scheme.unit);
  out.head.signed(scheme.least);
  writePlanes(out, planes);
};

/** Writes a column of texts: its dictionary, then the codes. */
export const writeCodes = (out: Output, { codes, values }: Codes): void => {
  out.head.text(JSON.stringify(values));
  writePlanes(out, planesOf(codes));
};

/** Reads how a column of numbers is encoded. Its planes are read later, when those before it are: into `values`. */
export const readNumbers = (
  input: Input,
): ((values: Float64Array, base: Float64Array | undefined) => Float64Array) => {
  const head = input.deflated;
  const reference = references[head.unsigned()];
  const start = head.signed();
  const unit = head.unsigned();
  const offset = head.signed() - unit;
  const planesOfColumn = readPlanes(input);
  return (values, base) => {
    const count = values.length;
    const { low, middle, high } = threeOf(planesOfColumn(count), count);
    if (reference === 'before') {
      let before = start;
      for (let i = 0; i < count; i++) {
        const number = (low[i] ?? 0) + (middle[i] ?? 0) * 256 + (high[i] ?? 0) * 65_536;
        if (number === 0) values[i] = Number.NaN;
        else values[i] = before += number * unit + offset;
      }
      return values;
    }
    const from = reference === 'base' && base !== undefined ? base : values;
    for (let i = 0; i < count; i++) {
      const number = (low[i] ?? 0) + (middle[i] ?? 0) * 256 + (high[i] ?? 0) * 65_536;
      values[i] = number === 0 ? Number.NaN : number * unit + offset + orZero(from[i] ?? 0);
    }
    return values;
  };
};

/** Reads how a column of texts is encoded. */
export const readCodes = (input: Input): ((count: number) => Codes) => {
  const values = JSON.parse(input.deflated.text()) as Codes['values'];
  const planesOfColumn = readPlanes(input);
  return (count) => {
    const planes = planesOfColumn(count);
    const { low, middle, high } = threeOf(planes, count);
    const codeAt = (_low: number, i: number) =>
      (low[i] ?? 0) + (middle[i] ?? 0) * 256 + (high[i] ?? 0) * 65_536;
    return { codes: planes.length > 1 ? Uint32Array.from(low, codeAt) : low, values };
  };
};
