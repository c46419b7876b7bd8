/** The import was asked for wrongly (mapping, file, address): nothing was sent. The command exits with 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
