/**
 * Where a request stands, in the words of the counter. `national` is the dossier status that Vietnam's national portal
 * counts (1 newly registered … 10 result handed over), `open311` the status of GeoReport v2.
 */
export const statuses = {
  unsubmitted: {
    meaning: 'Something is known of it, but not that it was handed in',
    national: null,
    open311: null,
  },
  submitted: { meaning: 'Handed in', national: 1, open311: 'open' },
  accepted: { meaning: 'Found complete and taken on', national: 2, open311: 'open' },
  refused: { meaning: 'Not taken on', national: 3, open311: 'closed' },
  'in-progress': { meaning: 'Someone is at work on it', national: 4, open311: 'open' },
  'awaiting-supplement': { meaning: 'Waits for what is missing', national: 5, open311: 'open' },
  'awaiting-payment': { meaning: 'Waits for a fee', national: 6, open311: 'open' },
  suspended: { meaning: 'Suspended on a legal ground', national: 4, open311: 'open' },
  withdrawn: { meaning: 'Taken back by the applicant', national: 7, open311: 'closed' },
  stopped: { meaning: 'Stopped for good by the agency', national: 8, open311: 'closed' },
  resolved: { meaning: 'Decided or done', national: 9, open311: 'closed' },
  delivered: { meaning: 'Its result handed over', national: 10, open311: 'closed' },
} as const satisfies Record<
  string,
  { meaning: string; national: number | null; open311: 'open' | 'closed' | null }
>;

export type Status = keyof typeof statuses;
