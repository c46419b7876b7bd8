import type { Zone } from '../../shared/calendar/zone.ts';
import { type Sheet, workbook } from '../../shared/xlsx/workbook.ts';
import { cell, type Form, formSheet, nameOf, subjects } from './form-sheet.ts';

/** What the columns mean, for whoever reads the form without the documentation. */
const meanings: readonly (readonly [columns: string, measure: string, meaning: string])[] = [
  [
    '(3)–(6)',
    'received',
    'Requests received in the period, by channel, and those received before it that were open when it began or were reopened in it. Each counts once, at the agency that held it at the instant above.',
  ],
  [
    '(7)–(10)',
    'resolved',
    'Those of them that had ended by then, however they ended: also refused, withdrawn or stopped. Early: on a day before the day of the due date; on time: on that day by the due instant, or without a due date; late: after it.',
  ],
  [
    '(11)–(13)',
    'inProgress',
    'Those of them that had not. Overdue: the due date had passed; else, and without one, within the deadline.',
  ],
  [
    '766',
    'score766',
    'Progress score of Decision 766/QĐ-TTg: ((8) + (9) + (12)) / (3) of 20 points, with the 95% Wilson interval of the share.',
  ],
];

const definitionSheet = ({ definitions }: Form): Sheet => ({
  name: 'Định nghĩa - Definitions',
  widths: [14, 30, 100],
  rows: [
    {
      cells: ['Cột\nColumns', 'Định nghĩa, phiên bản\nDefinition, version', 'Ý nghĩa\nMeaning'].map((head) =>
        cell('heading', head),
      ),
      height: 36,
    },
    ...meanings.map(([columns, measure, meaning]) => ({
      height: 50,
      cells: [cell('text', columns), cell('text', definitions[measure] ?? ''), cell('text', meaning)],
    })),
  ],
});

const scoreSheet = (form: Form): Sheet => ({
  name: '766',
  widths: [40, 15, 15, 15, 15, 15, 15],
  rows: [
    {
      height: 50,
      cells: [
        subjects[form.by],
        'Điểm tiến độ\nProgress score',
        'Điểm tối đa\nPoints at most',
        'Tỷ lệ\nShare',
        'Cận dưới 95%\nLow',
        'Cận trên 95%\nHigh',
        'Số hồ sơ\nn',
      ].map((head) => cell('heading', head)),
    },
    ...form.rows.map((row) => {
      const { value, points, share } = row.score766;
      const [text, score, part, count] = row.total
        ? (['totalText', 'totalPoints', 'totalShare', 'totalCount'] as const)
        : (['text', 'points', 'share', 'count'] as const);
      return {
        cells: [
          cell(text, nameOf(row)),
          cell(score, value),
          cell(count, points),
          ...[share.value, share.low, share.high].map((each) => cell(part, each)),
          cell(count, share.n),
        ],
      };
    }),
  ],
});

/** Form II.06a as a workbook: the form, what it means, and the score of Decision 766. */
export const formWorkbook = (form: Form, zone: Zone): Buffer =>
  workbook([formSheet(form, zone), definitionSheet(form), scoreSheet(form)]);
