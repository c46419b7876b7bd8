/** The import broke off, with events already sent. Going on from `nextLine` loses nothing and repeats little. */
export class StoppedError extends Error {
  override name = 'StoppedError';
  readonly nextLine: number;

  constructor(cause: unknown, nextLine: number) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.nextLine = nextLine;
  }
}
