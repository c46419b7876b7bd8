import type * as z from 'zod/mini';
import { callerOf } from '../../shared/http/caller.ts';
import type { HttpResponse } from '../../shared/http/response.ts';
import { instantText } from '../../shared/instant.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import type { Names } from '../../shared/registry/names.ts';
import type { ProcessingTimesBlock } from '../../shared/statistics/as-known.ts';
import {
  type FormQuestion,
  type FormRow,
  formAsOf,
  formII06a,
  formII06aDefinitions,
} from '../../shared/statistics/form-ii-06a.ts';
import { mayMatter } from '../../shared/statistics/needed.ts';
import { xlsxType } from '../../shared/xlsx/media-type.ts';
import { knownBy } from '../cohort-parameters.ts';
import { daysOf, monthsOf, readParameters } from '../parameters.ts';
import type { Call } from '../reading.ts';
import { answer, now, readNames, zone } from './context.ts';
import type { formII06aRow } from './form-answers.ts';
import { formParameters } from './form-parameters.ts';
import { formWorkbook } from './form-workbook.ts';

const questionOf = (filters: z.output<typeof formParameters>): Omit<FormQuestion, 'fieldOf'> => {
  // Both days are given.
  const period = daysOf(filters, zone) as Required<ReturnType<typeof daysOf>>;
  const asked = knownBy(filters['as-of'], now());
  return { ...period, asOf: formAsOf(period.until, asked), zone, by: filters.by };
};

const named = ({ group: { agency, procedure }, ...row }: FormRow, names: Names): string | null => {
  if (row.total) return null;
  if (agency) return names.agency(agency);
  return procedure ? names.procedure(procedure) : null;
};

/** GET /v1/statistics/processing-times/form-ii-06a */
export const getFormII06a = (call: Call): Promise<HttpResponse> => {
  const filters = readParameters(formParameters, call.queryStringParameters);
  const { by, from, to } = filters;
  const question = questionOf(filters);
  const definitions = formII06aDefinitions;
  const cohort = { ...question, cohort: 'received', groupBy: [] } as const;
  const isNeeded = mayMatter(cohort, monthsOf(question, zone), true);

  const tell = async (blocks: readonly ProcessingTimesBlock[]) => {
    const names = await readNames();
    const fieldOf = (procedure: string | null) => (procedure === null ? null : names.field(procedure));
    const rows = formII06a(blocks, { ...question, fieldOf }).map(
      (row): z.output<typeof formII06aRow> => ({ ...row, name: named(row, names) }),
    );
    const agency = filters.agency ?? callerOf(call).agency;
    return { reporting: agency === undefined ? null : (names.agency(agency) ?? agency), rows };
  };
  return answer(
    call,
    { projection: processingTimes, definitions, isNeeded },
    filters,
    { asOf: question.asOf, groupBy: [by] },
    tell,
    {
      mediaType: xlsxType,
      fileName: `ii-06a-${from}-${to}.xlsx`,
      write: (told) =>
        formWorkbook({ ...told, from, to, by, asOf: instantText(question.asOf), definitions }, zone),
    },
  );
};
