/** Unsigned varints (7 bits a byte, low bits first) up to 2^53, signed ones zigzag, and UTF-8 text. */

export type Writer = {
  readonly unsigned: (value: number) => void;
  readonly signed: (value: number) => void;
  readonly text: (value: string) => void;
  readonly bytes: () => Uint8Array;
};

export const writer = (): Writer => {
  const encoder = new TextEncoder();
  let buffer = new Uint8Array(1024);
  let length = 0;
  const reserve = (more: number): void => {
    if (length + more <= buffer.length) return;
    const grown = new Uint8Array(Math.max(buffer.length * 2, length + more));
    grown.set(buffer);
    buffer = grown;
  };
  const unsigned = (value: number): void => {
    reserve(8);
    let rest = value;
    while (rest >= 128) {
      buffer[length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    buffer[length++] = rest;
  };
  return {
    unsigned,
    signed: (value) => unsigned(value >= 0 ? value * 2 : value * -2 - 1),
    text: (value) => {
      const encoded = encoder.encode(value);
      unsigned(encoded.length);
      reserve(encoded.length);
      buffer.set(encoded, length);
      length += encoded.length;
    },
    bytes: () => buffer.slice(0, length),
  };
};

export type Reader = {
  readonly unsigned: () => number;
  readonly signed: () => number;
  readonly text: () => string;
  readonly bytes: (count: number) => Uint8Array;
};

/** Reads what a writer wrote. Throws a RangeError where the bytes end too early. */
export const reader = (bytes: Uint8Array): Reader => {
  const decoder = new TextDecoder();
  let position = 0;
  const unsigned = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[position++];
      if (byte === undefined) throw new RangeError('segment ends too early');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  return {
    unsigned,
    signed: () => {
      const value = unsigned();
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    },
    text: () => {
      const length = unsigned();
      position += length;
      if (position > bytes.length) throw new RangeError('segment ends too early');
      return decoder.decode(bytes.subarray(position - length, position));
    },
    bytes: (count) => {
      position += count;
      if (position > bytes.length) throw new RangeError('segment ends too early');
      // A plain array of bytes, whatever was given: loops over one kind are fast.
      return new Uint8Array(bytes.buffer, bytes.byteOffset + position - count, count);
    },
  };
};
