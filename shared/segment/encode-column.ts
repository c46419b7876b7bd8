import { type Reader, type Writer, writer } from './bytes.ts';
import type { Codes } from './column.ts';

/**
 * Numbers are written as differences, in units of their greatest common divisor: 0 is null, otherwise one more
 * than the zigzag of the difference. The difference is to the previous line or to a base column of the same line
 * (an end to its receipt); whichever takes fewer bytes.
 */
const writeDifferences = (out: Writer, values: Float64Array, base: Float64Array | undefined): void => {
  const differences = new Float64Array(values.length);
  let previous = 0;
  let unit = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    const from = base === undefined ? previous : (base[i] ?? 0);
    differences[i] = value - (Number.isNaN(from) ? 0 : from);
    if (Number.isNaN(value)) continue;
    previous = value;
    unit = greatestCommonDivisor(unit, Math.abs(differences[i] ?? 0));
  }
  const scale = unit || 1;
  out.unsigned(base === undefined ? 0 : 1);
  out.unsigned(scale);
  for (const difference of differences) {
    const steps = difference / scale;
    if (Number.isNaN(difference)) out.unsigned(0);
    else out.unsigned((steps >= 0 ? steps * 2 : steps * -2 - 1) + 1);
  }
};

const greatestCommonDivisor = (a: number, b: number): number => {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
};

const measured = (values: Float64Array, base: Float64Array | undefined): number => {
  const trial = writer();
  writeDifferences(trial, values, base);
  return trial.bytes().length;
};

export const writeNumbers = (out: Writer, values: Float64Array, base: Float64Array | undefined): void => {
  const chosen = base && measured(values, base) < measured(values, undefined) ? base : undefined;
  writeDifferences(out, values, chosen);
};

export const readNumbers = (input: Reader, count: number, base: Float64Array | undefined): Float64Array => {
  const relative = input.unsigned() === 1 ? base : undefined;
  const scale = input.unsigned();
  const values = input.unsigneds(count);
  let previous = 0;
  for (let i = 0; i < count; i++) {
    const written = values[i] ?? 0;
    if (written === 0) {
      values[i] = Number.NaN;
      continue;
    }
    const half = Math.floor(written / 2);
    const difference = (written - 2 * half === 1 ? half : -half) * scale;
    let from = previous;
    if (relative !== undefined) {
      from = relative[i] ?? 0;
      if (Number.isNaN(from)) from = 0;
    }
    previous = from + difference;
    values[i] = previous;
  }
  return values;
};

export const writeCodes = (out: Writer, { codes, values }: Codes): void => {
  out.unsigned(values.length - 1);
  for (const value of values.slice(1)) out.text(value ?? '');
  for (const code of codes) out.unsigned(code);
};

export const readCodes = (input: Reader, count: number): Codes => {
  const values = [null, ...Array.from({ length: input.unsigned() }, () => input.text())];
  return { codes: new Uint32Array(input.unsigneds(count)), values };
};
