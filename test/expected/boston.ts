import type { InProcessHub } from '../in-process-hub.ts';
import { anomalyOf, requestOf, type Times, timesOf } from './asking.ts';
import { cases, onTime, quantile, survival } from './shapes.ts';

/** What is asked about the requests of Boston, where it takes more than a line. */

/** The last time of the file. */
export const lastTime = '2021-03-26T10:36:25Z';

/** What the file says of each department, type and source. */
export const ofGroup = (row: Times) => ({
  ...cases(row),
  on_time_closed_with_sla: onTime(row),
  km_hours: survival(row),
  // The file keeps negative durations here.
  ...(row.anomalies.closedBeforeOpened === 0 && {
    median_hours_inverted_cdf: quantile(row, 'median'),
    p90_hours_inverted_cdf: quantile(row, 'p90'),
    mean_hours: row.duration.mean,
  }),
});

/** The file's flag takes what has no due date for on time. */
export const byFlag = async (hub: InProcessHub) => {
  const { received, late, overdue } = await timesOf(hub);
  return { ONTIME: received - late - overdue, OVERDUE: late + overdue };
};

export const byStatusAndFlag = async (hub: InProcessHub) => {
  const { closed, open, late, overdue } = await timesOf(hub);
  return {
    'Closed/ONTIME': closed - late,
    'Closed/OVERDUE': late,
    'Open/ONTIME': open - overdue,
    'Open/OVERDUE': overdue,
  };
};

export const byDueDate = async (hub: InProcessHub) => {
  const { received, onTime: by, late, overdue } = await timesOf(hub);
  const none = received - by - late - overdue;
  return { closed_by_target: by, open_with_sla: overdue, closed_late: late, no_sla: none };
};

/** Requests that end before they begin are kept, and end all the same. @throws Error where one does not */
export const closedBeforeOpened = async (hub: InProcessHub) => {
  const { requests, examples } = await anomalyOf(hub, 'closed-before-opened');
  const ids = examples.map(({ request }) => request).sort();
  const found = await Promise.all(ids.map((id) => requestOf(hub, id)));
  for (const { id, status, anomalies } of found)
    if (status !== 'resolved' || !anomalies.some(({ rule }) => rule === 'closed-before-opened'))
      throw new Error(`${id} is ${status}`);
  return { n: requests, ids };
};
