import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { csv } from '../shared/http/csv.ts';
import * as boards from './boards/columns.ts';
import { formII06aRow } from './boards/form-answers.ts';
import { officeRow } from './boards/offices-answers.ts';
import { columnsFor } from './columns.ts';
import { answerExamples } from './describe/examples.ts';
import { processingTimesRow } from './processing-times/answers.ts';
import * as times from './processing-times/columns.ts';
import { comparisonRow } from './processing-times/comparison-answers.ts';
import { curveLine } from './processing-times/curve-answers.ts';
import { flowRow } from './processing-times/flow-answers.ts';
import { satisfactionRow } from './query/answers.ts';
import * as query from './query/columns.ts';
import { dataQualityRow } from './query/data-quality-answers.ts';
import { stepsRow } from './query/steps-answers.ts';

/** Objects flattened, also those that may be null; a list is one column, and a record one for each key. */
const columnsOf = (schema: unknown, keys: readonly string[], path: readonly string[] = []): string[] => {
  if (schema instanceof z.ZodMiniObject)
    return Object.entries(schema.shape).flatMap(([name, inner]) => columnsOf(inner, keys, [...path, name]));
  if (schema instanceof z.ZodMiniNullable || schema instanceof z.ZodMiniOptional)
    return columnsOf(schema.def.innerType, keys, path);
  return schema instanceof z.ZodMiniRecord ? keys.map((key) => [...path, key].join('.')) : [path.join('.')];
};

const all: readonly (readonly [operation: string, columns: string, row: z.ZodMiniType])[] = [
  ['getProcessingTimes', times.processingTimesColumns, processingTimesRow],
  ['getProcessingTimesCurve', times.curveColumns, curveLine],
  ['getProcessingTimesComparison', times.comparisonColumns, comparisonRow],
  ['getFlow', times.flowColumns, flowRow],
  ['getOffices', boards.officesColumns, officeRow],
  ['getFormII06a', boards.formColumns, formII06aRow],
  ['getSatisfaction', query.satisfactionColumns, satisfactionRow],
  ['getDataQuality', query.dataQualityColumns, dataQualityRow],
  ['getSteps', query.stepsColumns, stepsRow],
];

describe.each(all)('the columns of %s', (operation, columns, row) => {
  it.each([[[]], [['channel']], [['agency', 'month']]])('are those of its rows, grouped by %j', (groupBy) =>
    expect(columnsFor(columns, groupBy)).toEqual(columnsOf(row, groupBy)),
  );

  it('stand in the example of the document', () => {
    const [header = ''] = String(answerExamples[operation]?.['text/csv']).split('\r\n');
    expect(header.split(',').filter((name) => !name.startsWith('group.'))).toEqual(columnsFor(columns, []));
  });
});

describe('a header', () => {
  const columns = columnsFor(times.processingTimesColumns, ['channel']);
  const headerOf = (rows: readonly object[]) => csv(columns, rows).split('\r\n')[0];

  it('is the same with rows, without, and where a whole figure is null', () => {
    const header = headerOf([]);
    expect(header).toContain('survival.intervals.p90.high');
    expect(headerOf([{ group: { channel: 'online' }, survival: null, onTimeShareGrace: null }])).toBe(header);
    expect(headerOf([{ survival: { n: 3 } }, { survival: null }])).toBe(header);
  });
});
