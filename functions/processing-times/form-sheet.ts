import type * as z from 'zod/mini';
import { offsetMs, type Zone } from '../../shared/calendar/zone.ts';
import { instantOf } from '../../shared/instant.ts';
import type { FormSubject } from '../../shared/statistics/form-ii-06a.ts';
import type { Style } from '../../shared/xlsx/styles.ts';
import { type Cell, type Row, type Sheet, workbook } from '../../shared/xlsx/workbook.ts';
import type { formII06aAnswer, formII06aRow } from './form-answers.ts';

type FormRow = z.output<typeof formII06aRow>;
export type Form = Pick<z.output<typeof formII06aAnswer>, 'asOf' | 'definitions' | 'reporting' | 'rows'> & {
  readonly from: string;
  readonly to: string;
  readonly by: FormSubject;
};

const subjects: Readonly<Record<FormSubject, string>> = {
  agency: 'Cơ quan, đơn vị\nAgency',
  procedure: 'Thủ tục hành chính\nProcedure',
  field: 'Lĩnh vực giải quyết\nField',
};

/** The columns (3) to (13) as the form has them, with what each row holds there. */
const columns: readonly (readonly [heading: string, number: string, (row: FormRow) => number])[] = [
  ['Tổng số\nTotal', '(3)=(4)+(5)+(6)', ({ received }) => received.total],
  ['Trực tuyến\nOnline', '(4)', ({ received }) => received.online],
  ['Trực tiếp, dịch vụ bưu chính\nDirect or postal', '(5)', ({ received }) => received.direct],
  ['Từ kỳ trước\nCarried over', '(6)', ({ received }) => received.carriedOver],
  ['Tổng số\nTotal', '(7)=(8)+(9)+(10)', ({ resolved }) => resolved.total],
  ['Trước hạn\nEarly', '(8)', ({ resolved }) => resolved.early],
  ['Đúng hạn\nOn time', '(9)', ({ resolved }) => resolved.onTime],
  ['Quá hạn\nLate', '(10)', ({ resolved }) => resolved.late],
  ['Tổng số\nTotal', '(11)=(12)+(13)', ({ inProgress }) => inProgress.total],
  ['Trong hạn\nWithin deadline', '(12)', ({ inProgress }) => inProgress.withinDeadline],
  ['Quá hạn\nOverdue', '(13)', ({ inProgress }) => inProgress.overdue],
];

const width = columns.length + 2;
const cell = (style: Style, value: string | number | null, columns = 1, rows = 1): Cell => ({
  value,
  style,
  ...(columns > 1 && { columns }),
  ...(rows > 1 && { rows }),
});
const covered = (places: number): null[] => Array.from({ length: places }, () => null);
const across = (style: Style, value: string, columns: number): Cell[] => [
  cell(style, value, columns),
  ...covered(columns - 1),
];

const dayText = (day: string): string => day.split('-').toReversed().join('/');

/** The wall clock of the zone, to the second. */
const wallClock = (text: string, zone: Zone): string => {
  const at = instantOf(text);
  const [day = '', time = ''] = new Date(at + offsetMs(at, zone)).toISOString().split('T');
  return `${time.slice(0, 8)} ${dayText(day)}`;
};

const nameOf = ({ name, total, group }: FormRow): string => {
  if (total) return 'Tổng số\nTotal';
  const code = Object.values(group)[0] ?? null;
  if (code === null) return 'Không rõ\nUnknown';
  return name === null ? code : `${name} (${code})`;
};

const above = ({ from, to, asOf, reporting }: Form, zone: Zone): Row[] => [
  {
    height: 45,
    cells: [
      ...across('strong', 'Biểu số II.06a/VPCP/KSTT', 2),
      ...across(
        'title',
        'TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI CƠ QUAN TRỰC TIẾP GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH\nAdministrative procedures at the agency that settles them',
        width - 5,
      ),
      ...across(
        'plain',
        `Đơn vị báo cáo (reported by): ${reporting ?? '…'}\nĐơn vị nhận báo cáo (reported to): …`,
        3,
      ),
    ],
  },
  {
    height: 32,
    cells: across(
      'note',
      `Kỳ báo cáo: từ ngày ${dayText(from)} đến ngày ${dayText(to)} (Period: ${from} to ${to})\nSố liệu tính đến (as of): ${wallClock(asOf, zone)} (${zone})`,
      width,
    ),
  },
  { cells: across('note', 'Đơn vị tính: số hồ sơ TTHC (Unit: requests)', width) },
];

const headings = (by: FormSubject): Row[] => {
  const [total, online, direct, ...others] = columns.map(([heading]) => heading);
  return [
    {
      height: 36,
      cells: [
        cell('heading', 'STT\nNo.', 1, 3),
        cell('heading', subjects[by], 1, 3),
        ...across('heading', 'Số lượng hồ sơ tiếp nhận\nReceived', 4),
        ...across('heading', 'Số lượng hồ sơ đã giải quyết\nResolved', 4),
        ...across('heading', 'Số lượng hồ sơ đang giải quyết\nIn progress', 3),
      ],
    },
    {
      height: 36,
      cells: [
        ...covered(2),
        cell('heading', total ?? null, 1, 2),
        ...across('heading', 'Trong kỳ\nIn the period', 2),
        ...others.map((heading) => cell('heading', heading, 1, 2)),
      ],
    },
    {
      height: 50,
      cells: [
        ...covered(3),
        cell('heading', online ?? null),
        cell('heading', direct ?? null),
        ...covered(others.length),
      ],
    },
    { cells: ['(1)', '(2)', ...columns.map(([, number]) => number)].map((number) => cell('number', number)) },
  ];
};

const formSheet = (form: Form, zone: Zone): Sheet => ({
  name: 'II.06a',
  widths: [6, 40, ...columns.map(() => 15)],
  rows: [
    ...above(form, zone),
    ...headings(form.by),
    ...form.rows.map((row, index) => ({
      cells: [
        cell(row.total ? 'totalText' : 'count', row.total ? null : index + 1),
        cell(row.total ? 'totalText' : 'text', nameOf(row)),
        ...columns.map(([, , countOf]) => cell(row.total ? 'totalCount' : 'count', countOf(row))),
      ],
    })),
  ],
});

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
