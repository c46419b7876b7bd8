import type { Item } from './expressions.ts';

/** An error as DynamoDB gives it: known by its name. */
export class ServiceError extends Error {
  readonly Item?: Item;
  constructor(name: string, message: string, item?: Item) {
    super(message);
    this.name = name;
    if (item) this.Item = item;
  }
}
