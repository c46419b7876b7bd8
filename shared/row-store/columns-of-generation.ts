import type { Projection } from '../projections/projection.ts';
import { type Columns, columnsOf, type Schema } from '../segment/column.ts';
import type { Generation } from './generations.ts';
import type { Block } from './read-blocks.ts';

/**
 * The projection with the columns of a generation: those that its segments are packed with, whatever the code has by
 * now. A column keeps its name only as long as it keeps its kind.
 */
export const asOf = <S extends Schema>(
  projection: Projection<S>,
  { columns }: Generation,
): Projection<S> => ({
  ...projection,
  schema: columns as Projection<S>['schema'],
});

/** Blocks with every column of the code: one that a generation does not have yet is null throughout. */
export const withColumnsOf = <S extends Schema>(
  { schema }: Projection<S>,
  blocks: readonly Block<S>[],
): Block<S>[] => {
  const all = schema as Schema;
  return blocks.map((block) => {
    const { count, column } = block.columns as Columns;
    const missing = Object.fromEntries(Object.entries(all).filter(([name]) => !(name in column)));
    if (Object.keys(missing).length === 0) return block;
    const nothing = Object.fromEntries(Object.keys(missing).map((name) => [name, null]));
    const added = columnsOf(
      missing,
      Array.from({ length: count }, () => nothing),
    );
    return {
      ...block,
      columns: { count, column: { ...column, ...added.column } } as unknown as Block<S>['columns'],
    };
  });
};
