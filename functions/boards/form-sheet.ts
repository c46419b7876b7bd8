import type * as z from 'zod/mini';
import { offsetMs, type Zone } from '../../shared/calendar/zone.ts';
import { instantOf } from '../../shared/instant.ts';
import type { FormSubject } from '../../shared/statistics/form-ii-06a.ts';
import type { Style } from '../../shared/xlsx/styles.ts';
import type { Cell, Row, Sheet } from '../../shared/xlsx/workbook.ts';
import type { formII06aAnswer, formII06aRow } from './form-answers.ts';

type FormRow = z.output<typeof formII06aRow>;
export type Form = Pick<z.output<typeof formII06aAnswer>, 'asOf' | 'definitions' | 'reporting' | 'rows'> & {
  readonly from: string;
  readonly to: string;
  readonly by: FormSubject;
};

export const subjects: Readonly<Record<FormSubject, string>> = {
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
export const cell = (style: Style, value: string | number | null, columns = 1, rows = 1): Cell => ({
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

export const nameOf = ({ name, total, group }: FormRow): string => {
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

/** The form as it is printed. */
export const formSheet = (form: Form, zone: Zone): Sheet => ({
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
