const lineEveryMs = 5_000;

/** Where a command says what it found, and how far it is. */
export type Terminal = {
  /** A line of the result. */
  readonly print: (line: string) => void;
  /** How far the work is: replaces what was shown before. */
  readonly show: (progress: string) => void;
};

/** Results go to standard output; progress to standard error, in one line on a terminal, else what is new every few seconds. */
export const createTerminal = (out: NodeJS.WritableStream, err: NodeJS.WriteStream): Terminal => {
  let last = Date.now();
  let shown = '';
  const clear = err.isTTY ? '\r\u001B[K' : '';
  return {
    print: (line) => {
      err.write(clear);
      out.write(`${line}\n`);
    },
    show: (progress) => {
      if (err.isTTY) err.write(`${clear}${progress}`);
      else if (progress !== shown && Date.now() - last >= lineEveryMs) {
        last = Date.now();
        shown = progress;
        err.write(`${progress}\n`);
      }
    },
  };
};
