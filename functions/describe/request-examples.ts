import type * as z from 'zod/mini';
import type * as answers from '../requests/requests-answers.ts';

const listed: z.input<typeof answers.listedRequest> = {
  id: '000.00.01.H29-240115-0001',
  version: 3,
  status: 'awaiting-supplement',
  nationalStatus: 5,
  agency: 'H29.07',
  unit: 'land-registry',
  official: 'official-12',
  procedure: '1.004222',
  channel: 'counter',
  received: '2024-01-15T01:12:00.000Z',
  accepted: '2024-01-15T02:30:00.000Z',
  due: '2024-01-26T10:00:00.000Z',
  overdue: false,
  ended: null,
  outcome: null,
};

export const workList: z.input<typeof answers.workListAnswer> = {
  asOf: '2024-01-18T03:00:00.000Z',
  projection: { name: 'requests', version: 4, lagSeconds: 0.4 },
  requests: [listed],
  next: null,
};

export const request: z.input<typeof answers.requestAnswer> = {
  ...listed,
  open311Status: 'open',
  procedureVersion: 1,
  participants: ['H29.07'],
  waitingFor: ['supplement'],
  pauses: [{ kind: 'supplement', from: '2024-01-17T03:00:00.000Z', until: null }],
  delivered: null,
  extensions: 0,
  apologies: [],
  closures: [],
  complaints: [],
  clocks: {
    elapsed: { seconds: 265_680, running: true },
    working: { seconds: 88_200, running: true },
    accountable: { seconds: 59_400, running: false },
    paused: { seconds: 86_400, running: true },
  },
  anomalies: [],
};

export const requestEvents: z.input<typeof answers.requestEventsAnswer> = {
  request: listed.id,
  version: 3,
  events: [
    {
      version: 1,
      recordedAt: '2024-01-15T01:12:01.000Z',
      event: {
        specversion: '1.0',
        type: 'motcua.request.submitted.v1',
        source: 'https://agency-07.example/desk',
        id: '7f3c-1',
        subject: listed.id,
        time: '2024-01-15T08:12:00+07:00',
        data: {
          agency: 'H29.07',
          procedure: '1.004222',
          procedureVersion: 1,
          channel: 'counter',
          applicant: { kind: 'citizen' },
        },
      },
    },
  ],
  next: `/v1/requests/${listed.id}/events?after=1&limit=1`,
};
