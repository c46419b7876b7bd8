/** What the hub takes and answers, made from its OpenAPI document by `npm run client:generate`. */

/**
 * One CloudEvent of a type that the hub knows
 */
export type Event =
  | RequestSubmittedV1
  | RequestAcceptedV1
  | RequestRefusedV1
  | RequestAssignedV1
  | StepStartedV1
  | StepCompletedV1
  | SupplementRequestedV1
  | SupplementProvidedV1
  | PaymentRequestedV1
  | PaymentMadeV1
  | RequestSuspendedV1
  | RequestResumedV1
  | DeadlineExtendedV1
  | ApologyIssuedV1
  | RequestForwardedV1
  | RequestResolvedV1
  | ResultDeliveredV1
  | RequestWithdrawnV1
  | RequestStoppedV1
  | RequestReopenedV1
  | FeedbackInvitedV1
  | FeedbackGivenV1
  | ComplaintFiledV1
  | ComplaintAnsweredV1
  | EventRetractedV1
  | PersonalDataErasedV1;
/**
 * Id of one service request
 */
export type RequestId = string;
/**
 * How a request or a survey travels
 */
export type Channel = 'counter' | 'online' | 'post' | 'phone' | 'email' | 'internal';
export type UnitCode = string;
export type OfficialReference = string;
export type StepCode = string;
/**
 * ISO 4217
 */
export type Currency = string;
export type SurveyCode = string;
/**
 * 1 (worst) to 5 (best)
 */
export type Score = number;
export type ComplaintId = string;
export type ProcedureCode = string;
/**
 * RFC 3339 date-time with offset
 */
export type InstantText = string;
/**
 * Agency; dots make the tree
 */
export type AgencyCode = string;

export interface Paths {
  '/v1/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: {
          /**
           * `specversion` of an event in binary mode, percent-encoded
           */
          'ce-specversion'?: string;
          /**
           * `source` of an event in binary mode, percent-encoded
           */
          'ce-source'?: string;
          /**
           * `subject` of an event in binary mode, percent-encoded
           */
          'ce-subject'?: string;
          /**
           * `time` of an event in binary mode, percent-encoded
           */
          'ce-time'?: string;
          /**
           * `type` of an event in binary mode, percent-encoded
           */
          'ce-type'?: string;
          /**
           * `id` of an event in binary mode, percent-encoded
           */
          'ce-id'?: string;
          /**
           * `"3"`: only where this is at version 3; `*`: only where it is there
           */
          'if-match'?: string;
          /**
           * Only where it is not there yet
           */
          'if-none-match'?: '*';
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/cloudevents+json': Event;
          /**
           * @maxItems 500
           */
          'application/cloudevents-batch+json': Event[];
          /**
           * `data` in binary mode, the attributes being in `ce-` headers
           */
          'application/json': {
            [k: string]: unknown;
          };
        };
      };
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': EventResults;
          };
        };
        207: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': EventResults;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        409: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        412: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        413: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        415: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        422: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/requests': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * What this agency and those under it have now
           */
          agency?: string;
          procedure?: ProcedureCode;
          unit?: UnitCode;
          /**
           * Where the requests stand; without it, all that have not ended
           */
          status?:
            | 'unsubmitted'
            | 'submitted'
            | 'accepted'
            | 'refused'
            | 'in-progress'
            | 'awaiting-supplement'
            | 'awaiting-payment'
            | 'suspended'
            | 'withdrawn'
            | 'stopped'
            | 'resolved'
            | 'delivered';
          /**
           * Only those that are past their due date
           */
          overdue?: 'true';
          /**
           * Only those due before this instant, or before this day in the authority’s zone
           */
          'due-before'?: InstantText;
          /**
           * First day of receipt, in the authority’s zone
           */
          from?: string;
          /**
           * Last day of receipt, included
           */
          to?: string;
          /**
           * Only these fields of each request, separated by commas
           *
           * @minItems 1
           */
          fields?: [
            (
              | 'id'
              | 'version'
              | 'status'
              | 'nationalStatus'
              | 'agency'
              | 'unit'
              | 'official'
              | 'procedure'
              | 'channel'
              | 'received'
              | 'accepted'
              | 'due'
              | 'overdue'
              | 'ended'
              | 'outcome'
            ),
            ...(
              | 'id'
              | 'version'
              | 'status'
              | 'nationalStatus'
              | 'agency'
              | 'unit'
              | 'official'
              | 'procedure'
              | 'channel'
              | 'received'
              | 'accepted'
              | 'due'
              | 'overdue'
              | 'ended'
              | 'outcome'
            )[],
          ];
          limit?: number;
          /**
           * Where the page begins: from `next` of the page before, with the same filters
           */
          cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': WorkList;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/requests/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * Only these fields of the answer, separated by commas
           *
           * @minItems 1
           */
          fields?: [
            (
              | 'id'
              | 'version'
              | 'status'
              | 'nationalStatus'
              | 'agency'
              | 'unit'
              | 'official'
              | 'procedure'
              | 'channel'
              | 'received'
              | 'accepted'
              | 'due'
              | 'overdue'
              | 'ended'
              | 'outcome'
              | 'open311Status'
              | 'procedureVersion'
              | 'participants'
              | 'waitingFor'
              | 'pauses'
              | 'delivered'
              | 'extensions'
              | 'apologies'
              | 'closures'
              | 'complaints'
              | 'clocks'
              | 'anomalies'
              | 'applicant'
              | 'personal'
              | 'location'
            ),
            ...(
              | 'id'
              | 'version'
              | 'status'
              | 'nationalStatus'
              | 'agency'
              | 'unit'
              | 'official'
              | 'procedure'
              | 'channel'
              | 'received'
              | 'accepted'
              | 'due'
              | 'overdue'
              | 'ended'
              | 'outcome'
              | 'open311Status'
              | 'procedureVersion'
              | 'participants'
              | 'waitingFor'
              | 'pauses'
              | 'delivered'
              | 'extensions'
              | 'apologies'
              | 'closures'
              | 'complaints'
              | 'clocks'
              | 'anomalies'
              | 'applicant'
              | 'personal'
              | 'location'
            )[],
          ];
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path: {
          id: RequestId;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': Request | RequestFields;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/requests/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * The version after which the page begins
           */
          after?: number;
          limit?: number;
          /**
           * Only these fields of each event, separated by commas
           *
           * @minItems 1
           */
          fields?: ['version' | 'recordedAt' | 'event', ...('version' | 'recordedAt' | 'event')[]];
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path: {
          id: RequestId;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': RequestEvents;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/statistics/processing-times': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * First day of the period, in the authority’s zone
           */
          from?: string;
          /**
           * Last day of the period, included
           */
          to?: string;
          /**
           * RFC 3339 date-time with offset
           */
          'as-of'?: string;
          /**
           * This agency and those under it
           */
          agency?: string;
          procedure?: ProcedureCode;
          channel?: Channel;
          /**
           * `received`: requests submitted in the period, followed to `as-of`; `closed`: those that ended in it
           */
          cohort?: 'received' | 'closed';
          /**
           * Any of agency, procedure, channel, day, week, month, year, separated by commas
           *
           * @minItems 1
           */
          'group-by'?: [
            'agency' | 'procedure' | 'channel' | 'day' | 'week' | 'month' | 'year',
            ...('agency' | 'procedure' | 'channel' | 'day' | 'week' | 'month' | 'year')[],
          ];
          /**
           * How time is counted; `elapsed`: from submission to resolution; `working`: the hours worked from acceptance on; `accountable`: those without the time in which the office waited
           */
          clock?: 'elapsed' | 'working' | 'accountable';
          /**
           * Working days of 8 hours (`2d`) or working hours (`4h`), by the agency’s calendar, that `onTimeShareGrace` grants after the due instant
           */
          grace?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': ProcessingTimes;
            'text/csv': string;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/statistics/satisfaction': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * First day of the period, in the authority’s zone
           */
          from?: string;
          /**
           * Last day of the period, included
           */
          to?: string;
          /**
           * RFC 3339 date-time with offset
           */
          'as-of'?: string;
          /**
           * This agency and those under it
           */
          agency?: string;
          procedure?: ProcedureCode;
          channel?: Channel;
          /**
           * `received`: requests submitted in the period, followed to `as-of`; `closed`: those that ended in it
           */
          cohort?: 'received' | 'closed';
          /**
           * Any of agency, procedure, channel, day, week, month, year, separated by commas
           *
           * @minItems 1
           */
          'group-by'?: [
            'agency' | 'procedure' | 'channel' | 'day' | 'week' | 'month' | 'year',
            ...('agency' | 'procedure' | 'channel' | 'day' | 'week' | 'month' | 'year')[],
          ];
          survey?: SurveyCode;
          /**
           * Which scores: the overall one, courtesy, or a factor
           */
          factor?: 'overall' | 'courtesy' | 'access' | 'procedure' | 'official' | 'result' | 'handling';
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': Satisfaction;
            'text/csv': string;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/statistics/processing-times/curve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * First day of the period, in the authority’s zone
           */
          from?: string;
          /**
           * Last day of the period, included
           */
          to?: string;
          /**
           * RFC 3339 date-time with offset
           */
          'as-of'?: string;
          /**
           * This agency and those under it
           */
          agency?: string;
          procedure?: ProcedureCode;
          channel?: Channel;
          /**
           * Any of agency, procedure, channel, day, week, month, year, separated by commas
           *
           * @minItems 1
           */
          'group-by'?: [
            'agency' | 'procedure' | 'channel' | 'day' | 'week' | 'month' | 'year',
            ...('agency' | 'procedure' | 'channel' | 'day' | 'week' | 'month' | 'year')[],
          ];
          /**
           * How time is counted; `elapsed`: from submission to resolution; `working`: the hours worked from acceptance on; `accountable`: those without the time in which the office waited
           */
          clock?: 'elapsed' | 'working' | 'accountable';
          /**
           * Times since the receipt, separated by commas, at most 100: `d` is 24 hours on the elapsed clock and 8 on the others. Default: every step of the curve
           *
           * @minItems 1
           * @maxItems 100
           */
          at?: [string, ...string[]];
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': ProcessingTimesCurve;
            'text/csv': string;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/statistics/processing-times/comparison': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query: {
          /**
           * First day of receipt of the period, in the authority’s zone
           */
          from: string;
          /**
           * Last day of the period, included
           */
          to: string;
          /**
           * RFC 3339 date-time with offset
           */
          'as-of'?: string;
          /**
           * This agency and those under it
           */
          agency?: string;
          procedure?: ProcedureCode;
          channel?: Channel;
          /**
           * First day of the period that it is compared with
           */
          'than-from': string;
          /**
           * Last day of that period, included
           */
          'than-to': string;
          /**
           * How time is counted; `elapsed`: from submission to resolution; `working`: the hours worked from acceptance on; `accountable`: those without the time in which the office waited
           */
          clock?: 'elapsed' | 'working' | 'accountable';
          /**
           * Any of agency, procedure, channel, separated by commas
           *
           * @minItems 1
           */
          'group-by'?: ['agency' | 'procedure' | 'channel', ...('agency' | 'procedure' | 'channel')[]];
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': Comparison;
            'text/csv': string;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/statistics/processing-times/flow': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query: {
          /**
           * First day, in the authority’s zone
           */
          from: string;
          /**
           * Last day, included; at most 3660 days after `from`
           */
          to: string;
          /**
           * RFC 3339 date-time with offset
           */
          'as-of'?: string;
          /**
           * This agency and those under it
           */
          agency?: string;
          procedure?: ProcedureCode;
          channel?: Channel;
          /**
           * How long each period is; weeks are those of ISO 8601
           */
          by?: 'day' | 'week' | 'month' | 'year';
          /**
           * What the chart is of; `backlog`: open at the end of each period; `median`: hours that what was closed in it had taken
           */
          chart?: 'received' | 'closed' | 'backlog' | 'median';
          /**
           * Any of agency, procedure, channel, separated by commas
           *
           * @minItems 1
           */
          'group-by'?: ['agency' | 'procedure' | 'channel', ...('agency' | 'procedure' | 'channel')[]];
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': Flow;
            'text/csv': string;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/statistics/processing-times/form-ii-06a': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query: {
          /**
           * First day of the period, in the authority’s zone
           */
          from: string;
          /**
           * Last day of the period, included
           */
          to: string;
          /**
           * RFC 3339 date-time with offset
           */
          'as-of'?: string;
          /**
           * This agency and those under it
           */
          agency?: string;
          /**
           * What the rows are of; `field`: of administration, as procedures are registered
           */
          by?: 'agency' | 'procedure' | 'field';
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': FormII06A;
            'text/csv': string;
            /**
             * A workbook in the form’s layout
             */
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': string;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/statistics/processing-times/offices': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * First day of the period, in the authority’s zone
           */
          from?: string;
          /**
           * Last day of the period, included
           */
          to?: string;
          /**
           * RFC 3339 date-time with offset
           */
          'as-of'?: string;
          /**
           * This agency and those under it
           */
          agency?: string;
          procedure?: ProcedureCode;
          channel?: Channel;
          /**
           * `received`: requests submitted in the period, followed to `as-of`; `closed`: those that ended in it
           */
          cohort?: 'received' | 'closed';
          /**
           * So many levels below the agency asked for, or below the authority: each agency there with all under it. Without it each agency by itself
           */
          level?: number;
          /**
           * The share on time around which `limits` lie; without it, that of all the offices compared
           */
          target?: number;
          /**
           * `strict`: closed requests, on time when closed by the due date. `766`: open ones too, on time while not yet due; not with `cohort=closed`, in which none is open
           */
          rule?: '766' | 'strict';
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': Offices;
            'text/csv': string;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/statistics/data-quality': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * First day of the period, in the authority’s zone
           */
          from?: string;
          /**
           * Last day of the period, included
           */
          to?: string;
          /**
           * RFC 3339 date-time with offset
           */
          'as-of'?: string;
          /**
           * This agency and those under it
           */
          agency?: string;
          procedure?: ProcedureCode;
          channel?: Channel;
          /**
           * The source of the event that showed the anomaly
           */
          source?: string;
          rule?:
            | 'closed-before-opened'
            | 'before-submission'
            | 'submitted-twice'
            | 'accepted-twice'
            | 'step-before-acceptance'
            | 'refused-after-acceptance'
            | 'forwarded-to-itself'
            | 'ended-twice'
            | 'step-after-end'
            | 'work-after-end'
            | 'reopened-without-end'
            | 'delivered-without-result'
            | 'delivered-twice'
            | 'due-before-receipt'
            | 'extended-without-due'
            | 'paused-twice'
            | 'resumed-without-pause'
            | 'feedback-without-invitation'
            | 'feedback-given-twice'
            | 'complaint-filed-twice'
            | 'complaint-due-before-filing'
            | 'answered-without-complaint'
            | 'complaint-answered-twice'
            | 'retraction-without-event'
            | 'retraction-of-retraction'
            | 'retraction-of-erasure'
            | 'out-of-order'
            | 'unknown-agency'
            | 'unknown-procedure';
          /**
           * Any of agency, source, rule, month, procedure, channel, separated by commas
           *
           * @minItems 1
           */
          'group-by'?: [
            'agency' | 'source' | 'rule' | 'month' | 'procedure' | 'channel',
            ...('agency' | 'source' | 'rule' | 'month' | 'procedure' | 'channel')[],
          ];
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': DataQuality;
            'text/csv': string;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/statistics/steps': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * First day of the period, in the authority’s zone
           */
          from?: string;
          /**
           * Last day of the period, included
           */
          to?: string;
          /**
           * RFC 3339 date-time with offset
           */
          'as-of'?: string;
          /**
           * This agency and those under it
           */
          agency?: string;
          procedure?: ProcedureCode;
          channel?: Channel;
          /**
           * Only this step
           */
          step?: string;
          /**
           * Only what this unit did, and the requests that it was responsible for
           */
          unit?: string;
          /**
           * Any of step, previous, previous-unit, unit, holder, agency, procedure, channel, month, separated by commas
           *
           * @minItems 1
           */
          'group-by'?: [
            (
              | 'step'
              | 'previous'
              | 'previous-unit'
              | 'unit'
              | 'holder'
              | 'agency'
              | 'procedure'
              | 'channel'
              | 'month'
            ),
            ...(
              | 'step'
              | 'previous'
              | 'previous-unit'
              | 'unit'
              | 'holder'
              | 'agency'
              | 'procedure'
              | 'channel'
              | 'month'
            )[],
          ];
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': Steps;
            'text/csv': string;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/registry/agencies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * The version after which the page begins: what changed since then
           */
          after?: number;
          limit?: number;
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': AgencyRegistrations;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put: {
      parameters: {
        query?: never;
        header?: {
          /**
           * `"3"`: only where this is at version 3; `*`: only where it is there
           */
          'if-match'?: string;
          /**
           * Only where it is not there yet
           */
          'if-none-match'?: '*';
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          /**
           * @maxItems 1000
           */
          'application/json': RegisteredAgency[];
        };
      };
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': AgencyRegistrations;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        412: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        413: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        415: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        422: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/registry/agencies/{code}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * The version after which the page begins: what changed since then
           */
          after?: number;
          limit?: number;
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path: {
          code: AgencyCode;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': AgencyRegistrations;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put: {
      parameters: {
        query?: never;
        header?: {
          /**
           * `"3"`: only where this is at version 3; `*`: only where it is there
           */
          'if-match'?: string;
          /**
           * Only where it is not there yet
           */
          'if-none-match'?: '*';
        };
        path: {
          code: AgencyCode;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            code?: AgencyCode;
            name: string;
            /**
             * RFC 3339 date-time with offset
             */
            validFrom?: string;
            /**
             * RFC 3339 date-time with offset
             */
            validTo?: string;
          };
        };
      };
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': AgencyRegistrations;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        412: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        413: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        415: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        422: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/registry/agencies/{code}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * The version after which the page begins: what changed since then
           */
          after?: number;
          limit?: number;
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path: {
          code: AgencyCode;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': AgencyRegistrations;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/registry/sources': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * The version after which the page begins: what changed since then
           */
          after?: number;
          limit?: number;
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': SourceRegistrations;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put: {
      parameters: {
        query?: never;
        header?: {
          /**
           * `"3"`: only where this is at version 3; `*`: only where it is there
           */
          'if-match'?: string;
          /**
           * Only where it is not there yet
           */
          'if-none-match'?: '*';
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          /**
           * @maxItems 1000
           */
          'application/json': RegisteredSource[];
        };
      };
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': SourceRegistrations;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        412: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        413: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        415: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        422: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/registry/sources/{client}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * The version after which the page begins: what changed since then
           */
          after?: number;
          limit?: number;
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path: {
          /**
           * The client of the tokens, as the issuer names it
           */
          client: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': SourceRegistrations;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put: {
      parameters: {
        query?: never;
        header?: {
          /**
           * `"3"`: only where this is at version 3; `*`: only where it is there
           */
          'if-match'?: string;
          /**
           * Only where it is not there yet
           */
          'if-none-match'?: '*';
        };
        path: {
          /**
           * The client of the tokens, as the issuer names it
           */
          client: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /**
             * The client of the tokens, as the issuer names it
             */
            client?: string;
            /**
             * The `source` of its events; `*` at the end stands for anything
             *
             * @maxItems 100
             */
            sources: string[];
          };
        };
      };
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': SourceRegistrations;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        412: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        413: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        415: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        422: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/registry/sources/{client}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * The version after which the page begins: what changed since then
           */
          after?: number;
          limit?: number;
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path: {
          /**
           * The client of the tokens, as the issuer names it
           */
          client: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': SourceRegistrations;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/registry/procedures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * The version after which the page begins: what changed since then
           */
          after?: number;
          limit?: number;
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': ProcedureRegistrations;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put: {
      parameters: {
        query?: never;
        header?: {
          /**
           * `"3"`: only where this is at version 3; `*`: only where it is there
           */
          'if-match'?: string;
          /**
           * Only where it is not there yet
           */
          'if-none-match'?: '*';
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          /**
           * @maxItems 1000
           */
          'application/json': RegisteredProcedure[];
        };
      };
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': ProcedureRegistrations;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        412: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        413: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        415: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        422: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/registry/procedures/{code}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * The version after which the page begins: what changed since then
           */
          after?: number;
          limit?: number;
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path: {
          code: ProcedureCode;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': ProcedureRegistrations;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put: {
      parameters: {
        query?: never;
        header?: {
          /**
           * `"3"`: only where this is at version 3; `*`: only where it is there
           */
          'if-match'?: string;
          /**
           * Only where it is not there yet
           */
          'if-none-match'?: '*';
        };
        path: {
          code: ProcedureCode;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            code?: ProcedureCode;
            version: number;
            name: string;
            /**
             * The field of administration it belongs to, by which boards group procedures
             */
            field?: string;
            /**
             * The day on which this version was published
             */
            publishedOn?: string;
            /**
             * Working days from acceptance; left out where there is no limit
             */
            workingDays?: number;
            /**
             * Calendar days from acceptance, where the limit is counted so; not beside working days
             */
            calendarDays?: number;
            fee?: {
              amount: number;
              currency: Currency;
            };
            /**
             * Level of online service offered, 1 to 4
             */
            onlineLevel?: number;
            /**
             * What the agency does, in order
             *
             * @maxItems 100
             */
            steps?: {
              code: StepCode;
              name?: string;
              unit?: UnitCode;
              workingDays?: number;
            }[];
          };
        };
      };
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': ProcedureRegistrations;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        412: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        413: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        415: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        422: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/registry/procedures/{code}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * The version after which the page begins: what changed since then
           */
          after?: number;
          limit?: number;
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path: {
          code: ProcedureCode;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': ProcedureRegistrations;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/registry/calendars': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * The version after which the page begins: what changed since then
           */
          after?: number;
          limit?: number;
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': CalendarRegistrations;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put: {
      parameters: {
        query?: never;
        header?: {
          /**
           * `"3"`: only where this is at version 3; `*`: only where it is there
           */
          'if-match'?: string;
          /**
           * Only where it is not there yet
           */
          'if-none-match'?: '*';
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          /**
           * @maxItems 1000
           */
          'application/json': RegisteredCalendar[];
        };
      };
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': CalendarRegistrations;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        412: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        413: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        415: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        422: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/registry/calendars/{agency}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * The version after which the page begins: what changed since then
           */
          after?: number;
          limit?: number;
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path: {
          agency: AgencyCode;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': CalendarRegistrations;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put: {
      parameters: {
        query?: never;
        header?: {
          /**
           * `"3"`: only where this is at version 3; `*`: only where it is there
           */
          'if-match'?: string;
          /**
           * Only where it is not there yet
           */
          'if-none-match'?: '*';
        };
        path: {
          agency: AgencyCode;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            agency?: AgencyCode;
            /**
             * The first day on which it counts, in the authority’s zone; left out: since always
             */
            validFrom?: string;
            calendar: {
              name: string;
              /**
               * @minItems 1
               * @maxItems 50
               */
              weeks: [
                {
                  /**
                   * The first day that follows this week; the first week has none
                   */
                  validFrom?: string;
                  /**
                   * By day of the week; a day that is not named is not worked
                   */
                  hours: {
                    /**
                     * Local time in which the office works, in order; empty for none
                     *
                     * @maxItems 12
                     */
                    [k: string]:
                      | []
                      | [string]
                      | [string, string]
                      | [string, string, string]
                      | [string, string, string, string]
                      | [string, string, string, string, string]
                      | [string, string, string, string, string, string]
                      | [string, string, string, string, string, string, string]
                      | [string, string, string, string, string, string, string, string]
                      | [string, string, string, string, string, string, string, string, string]
                      | [string, string, string, string, string, string, string, string, string, string]
                      | [
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                        ]
                      | [
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                        ];
                  };
                  /**
                   * What is received later in the day counts from the next day on
                   */
                  cutOff?: string;
                },
                ...{
                  /**
                   * The first day that follows this week; the first week has none
                   */
                  validFrom?: string;
                  /**
                   * By day of the week; a day that is not named is not worked
                   */
                  hours: {
                    /**
                     * Local time in which the office works, in order; empty for none
                     *
                     * @maxItems 12
                     */
                    [k: string]:
                      | []
                      | [string]
                      | [string, string]
                      | [string, string, string]
                      | [string, string, string, string]
                      | [string, string, string, string, string]
                      | [string, string, string, string, string, string]
                      | [string, string, string, string, string, string, string]
                      | [string, string, string, string, string, string, string, string]
                      | [string, string, string, string, string, string, string, string, string]
                      | [string, string, string, string, string, string, string, string, string, string]
                      | [
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                        ]
                      | [
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                          string,
                        ];
                  };
                  /**
                   * What is received later in the day counts from the next day on
                   */
                  cutOff?: string;
                }[],
              ];
              /**
               * Not worked, whatever day of the week they are
               *
               * @maxItems 2000
               */
              daysOff: string[];
              /**
               * Days with hours of their own: those of a day of the week (a Saturday worked as if it were a Monday), or spans (a half day)
               */
              specialDays: {
                [k: string]:
                  | 'sunday'
                  | 'monday'
                  | 'tuesday'
                  | 'wednesday'
                  | 'thursday'
                  | 'friday'
                  | 'saturday'
                  | []
                  | [string]
                  | [string, string]
                  | [string, string, string]
                  | [string, string, string, string]
                  | [string, string, string, string, string]
                  | [string, string, string, string, string, string]
                  | [string, string, string, string, string, string, string]
                  | [string, string, string, string, string, string, string, string]
                  | [string, string, string, string, string, string, string, string, string]
                  | [string, string, string, string, string, string, string, string, string, string]
                  | [string, string, string, string, string, string, string, string, string, string, string]
                  | [
                      string,
                      string,
                      string,
                      string,
                      string,
                      string,
                      string,
                      string,
                      string,
                      string,
                      string,
                      string,
                    ];
              };
              /**
               * The last day whose days off are known; after it only the week counts
               */
              coveredUntil?: string;
            };
          };
        };
      };
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': CalendarRegistrations;
          };
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        412: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        413: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        415: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        422: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/registry/calendars/{agency}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          /**
           * The version after which the page begins: what changed since then
           */
          after?: number;
          limit?: number;
        };
        header?: {
          /**
           * `ETag` of an earlier answer, a list of them, or `*`
           */
          'if-none-match'?: string;
        };
        path: {
          agency: AgencyCode;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': CalendarRegistrations;
          };
        };
        304: {
          headers: {
            [k: string]: unknown;
          };
          content?: never;
        };
        400: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        401: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        403: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        404: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/catalogue': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': Catalogue;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': {
              [k: string]: unknown;
            };
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': Health;
          };
        };
        406: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
          };
        };
        429: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
        500: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/problem+json': Problem;
            'application/json': GatewayMessage;
          };
        };
        503: {
          headers: {
            [k: string]: unknown;
          };
          content: {
            'application/json': GatewayMessage;
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
/**
 * A citizen or a business handed in a request.
 */
export interface RequestSubmittedV1 {
  specversion: '1.0';
  type: 'motcua.request.submitted.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    /**
     * The agency that received the request
     */
    agency: string;
    /**
     * The kind of service asked for
     */
    procedure: string;
    /**
     * Version of the procedure in force at receipt
     */
    procedureVersion: number;
    channel: Channel;
    applicant: {
      kind: 'citizen' | 'business';
      /**
       * The sender’s own reference of the applicant
       */
      reference?: string;
    };
    /**
     * Personal data; never leaves the log
     */
    personal?: {
      name?: string;
      phone?: string;
      email?: string;
      address?: string;
    };
    /**
     * Where the service is asked for (WGS 84); personal
     */
    location?: {
      latitude: number;
      longitude: number;
    };
    /**
     * Level of online service asked for, 1 to 4
     */
    onlineLevel?: number;
  };
  [k: string]: unknown;
}
/**
 * The agency took the request on and, where the procedure has a time limit, said when it is due.
 */
export interface RequestAcceptedV1 {
  specversion: '1.0';
  type: 'motcua.request.accepted.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data?: {
    /**
     * When the result is due; left out, it is counted in working days
     */
    due?: string;
    /**
     * Working days to count from acceptance; left out too, as many as the procedure allows
     */
    workingDays?: number;
  } | null;
  [k: string]: unknown;
}
/**
 * The agency did not take the request on, and said why.
 */
export interface RequestRefusedV1 {
  specversion: '1.0';
  type: 'motcua.request.refused.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    reason: string;
  };
  [k: string]: unknown;
}
/**
 * A unit, and where known an official, was made responsible for the request.
 */
export interface RequestAssignedV1 {
  specversion: '1.0';
  type: 'motcua.request.assigned.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    unit: UnitCode;
    official?: OfficialReference;
  };
  [k: string]: unknown;
}
/**
 * A unit began a step of the procedure.
 */
export interface StepStartedV1 {
  specversion: '1.0';
  type: 'motcua.step.started.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    step: StepCode;
    unit?: UnitCode;
    official?: OfficialReference;
    /**
     * When the step is due
     */
    due?: string;
  };
  [k: string]: unknown;
}
/**
 * A step of the procedure was completed.
 */
export interface StepCompletedV1 {
  specversion: '1.0';
  type: 'motcua.step.completed.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    step: StepCode;
    unit?: UnitCode;
    official?: OfficialReference;
    /**
     * When the step was due
     */
    due?: string;
  };
  [k: string]: unknown;
}
/**
 * The agency asked the applicant for what is missing.
 */
export interface SupplementRequestedV1 {
  specversion: '1.0';
  type: 'motcua.supplement.requested.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    /**
     * What is missing; free text
     */
    missing: string;
  };
  [k: string]: unknown;
}
/**
 * The applicant handed in what was missing.
 */
export interface SupplementProvidedV1 {
  specversion: '1.0';
  type: 'motcua.supplement.provided.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data?: {
    /**
     * What came; free text
     */
    provided?: string;
  } | null;
  [k: string]: unknown;
}
/**
 * The agency asked the applicant to pay a fee.
 */
export interface PaymentRequestedV1 {
  specversion: '1.0';
  type: 'motcua.payment.requested.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    amount: number;
    currency: Currency;
  };
  [k: string]: unknown;
}
/**
 * The applicant paid.
 */
export interface PaymentMadeV1 {
  specversion: '1.0';
  type: 'motcua.payment.made.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    amount: number;
    currency: Currency;
    method: 'online' | 'cash' | 'transfer' | 'post';
  };
  [k: string]: unknown;
}
/**
 * Work on the request was suspended, on a legal ground.
 */
export interface RequestSuspendedV1 {
  specversion: '1.0';
  type: 'motcua.request.suspended.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    ground: string;
  };
  [k: string]: unknown;
}
/**
 * Work on the suspended request went on.
 */
export interface RequestResumedV1 {
  specversion: '1.0';
  type: 'motcua.request.resumed.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data?: {
    ground?: string;
  } | null;
  [k: string]: unknown;
}
/**
 * The agency moved the due date, and said why.
 */
export interface DeadlineExtendedV1 {
  specversion: '1.0';
  type: 'motcua.deadline.extended.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    /**
     * The new due date
     */
    due: string;
    reason: string;
  };
  [k: string]: unknown;
}
/**
 * The agency apologised, for being late or for an error.
 */
export interface ApologyIssuedV1 {
  specversion: '1.0';
  type: 'motcua.apology.issued.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    ground: 'late' | 'error';
    /**
     * Reference of the letter
     */
    letter?: string;
    /**
     * When the result is promised now
     */
    promised?: string;
  };
  [k: string]: unknown;
}
/**
 * The request was handed on to another agency, which has it from now on.
 */
export interface RequestForwardedV1 {
  specversion: '1.0';
  type: 'motcua.request.forwarded.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    /**
     * The agency that has the request now
     */
    to: string;
    reason?: string;
  };
  [k: string]: unknown;
}
/**
 * The agency closed the request with a decision or with the service done.
 */
export interface RequestResolvedV1 {
  specversion: '1.0';
  type: 'motcua.request.resolved.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    outcome: 'granted' | 'denied' | 'partial' | 'done';
  };
  [k: string]: unknown;
}
/**
 * The result was handed over to the applicant.
 */
export interface ResultDeliveredV1 {
  specversion: '1.0';
  type: 'motcua.result.delivered.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    method: 'counter' | 'online' | 'post' | 'email';
  };
  [k: string]: unknown;
}
/**
 * The applicant withdrew the request.
 */
export interface RequestWithdrawnV1 {
  specversion: '1.0';
  type: 'motcua.request.withdrawn.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data?: {
    reason?: string;
  } | null;
  [k: string]: unknown;
}
/**
 * The agency stopped work on the request for good, and said why.
 */
export interface RequestStoppedV1 {
  specversion: '1.0';
  type: 'motcua.request.stopped.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    reason: string;
  };
  [k: string]: unknown;
}
/**
 * A request that had ended was taken up again.
 */
export interface RequestReopenedV1 {
  specversion: '1.0';
  type: 'motcua.request.reopened.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    reason: string;
  };
  [k: string]: unknown;
}
/**
 * The applicant was asked to answer a survey.
 */
export interface FeedbackInvitedV1 {
  specversion: '1.0';
  type: 'motcua.feedback.invited.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    survey: SurveyCode;
    surveyVersion: number;
    channel: Channel;
  };
  [k: string]: unknown;
}
/**
 * The applicant answered a survey.
 */
export interface FeedbackGivenV1 {
  specversion: '1.0';
  type: 'motcua.feedback.given.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    survey: SurveyCode;
    surveyVersion: number;
    overall: Score;
    /**
     * 1 (worst) to 5 (best)
     */
    courtesy?: number;
    factors?: {
      [k: string]: Score;
    };
    /**
     * Free text; personal, never in statistics
     */
    comment?: string;
  };
  [k: string]: unknown;
}
/**
 * A complaint about the handling of the request came in.
 */
export interface ComplaintFiledV1 {
  specversion: '1.0';
  type: 'motcua.complaint.filed.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    complaint: ComplaintId;
    /**
     * What it is about, as a code
     */
    ground: string;
    /**
     * When the answer is due
     */
    due?: string;
  };
  [k: string]: unknown;
}
/**
 * A complaint was answered.
 */
export interface ComplaintAnsweredV1 {
  specversion: '1.0';
  type: 'motcua.complaint.answered.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    complaint: ComplaintId;
  };
  [k: string]: unknown;
}
/**
 * An earlier event of this request was wrong: it counts as if it had never been sent.
 */
export interface EventRetractedV1 {
  specversion: '1.0';
  type: 'motcua.event.retracted.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    /**
     * Id of the event that is taken back
     */
    id: string;
    /**
     * Source of the event that is taken back; left out, the same source
     */
    source?: string;
    reason: string;
  };
  [k: string]: unknown;
}
/**
 * The personal data of a person were erased: they are not shown again.
 */
export interface PersonalDataErasedV1 {
  specversion: '1.0';
  type: 'motcua.personal-data.erased.v1';
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * When it happened
   */
  time: string;
  datacontenttype?: string | null;
  dataschema?: string | null;
  expectedversion?: number | null;
  correlationid?: string | null;
  data: {
    /**
     * The sender’s reference of the person
     */
    subject: string;
  };
  [k: string]: unknown;
}
export interface EventResults {
  /**
   * One for each event, in the order sent
   */
  results: (
    | {
        status: 'appended' | 'duplicate';
        version: number;
      }
    | {
        status: 'rejected';
        problem: Problem;
      }
  )[];
}
/**
 * A problem document (RFC 9457)
 */
export interface Problem {
  /**
   * A stable URI of the kind of problem
   */
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: {
    field: string;
    detail: string;
  }[];
  [k: string]: unknown;
}
/**
 * What the gateway in front of the hub says
 */
export interface GatewayMessage {
  message: string;
}
export interface WorkList {
  /**
   * The instant by which `overdue` was judged
   */
  asOf: string;
  projection: {
    name: string;
    version: number;
    lagSeconds: number | null;
  };
  /**
   * By due date, those without one last; then by id
   */
  requests: (ListedRequest | ListedRequestFields)[];
  /**
   * Path of the next page, with its cursor; null on the last
   */
  next: string | null;
}
/**
 * Where a request stands, as a line of the work list
 */
export interface ListedRequest {
  id: RequestId;
  version: number;
  status:
    | 'unsubmitted'
    | 'submitted'
    | 'accepted'
    | 'refused'
    | 'in-progress'
    | 'awaiting-supplement'
    | 'awaiting-payment'
    | 'suspended'
    | 'withdrawn'
    | 'stopped'
    | 'resolved'
    | 'delivered';
  /**
   * The status of Vietnam’s national portal, 1 to 10
   */
  nationalStatus: number | null;
  /**
   * The agency that has the request now
   */
  agency: string | null;
  unit: string | null;
  official: string | null;
  procedure: string | null;
  channel: string | null;
  received: string | null;
  accepted: string | null;
  due: string | null;
  /**
   * Not ended, and past its due date now
   */
  overdue: boolean;
  ended: string | null;
  outcome: string | null;
}
/**
 * The fields that `fields` asked for
 */
export interface ListedRequestFields {
  id?: RequestId;
  version?: number;
  status?:
    | 'unsubmitted'
    | 'submitted'
    | 'accepted'
    | 'refused'
    | 'in-progress'
    | 'awaiting-supplement'
    | 'awaiting-payment'
    | 'suspended'
    | 'withdrawn'
    | 'stopped'
    | 'resolved'
    | 'delivered';
  /**
   * The status of Vietnam’s national portal, 1 to 10
   */
  nationalStatus?: number | null;
  /**
   * The agency that has the request now
   */
  agency?: string | null;
  unit?: string | null;
  official?: string | null;
  procedure?: string | null;
  channel?: string | null;
  received?: string | null;
  accepted?: string | null;
  due?: string | null;
  /**
   * Not ended, and past its due date now
   */
  overdue?: boolean;
  ended?: string | null;
  outcome?: string | null;
}
export interface Request {
  id: RequestId;
  version: number;
  status:
    | 'unsubmitted'
    | 'submitted'
    | 'accepted'
    | 'refused'
    | 'in-progress'
    | 'awaiting-supplement'
    | 'awaiting-payment'
    | 'suspended'
    | 'withdrawn'
    | 'stopped'
    | 'resolved'
    | 'delivered';
  /**
   * The status of Vietnam’s national portal, 1 to 10
   */
  nationalStatus: number | null;
  /**
   * The agency that has the request now
   */
  agency: string | null;
  unit: string | null;
  official: string | null;
  procedure: string | null;
  channel: string | null;
  received: string | null;
  accepted: string | null;
  due: string | null;
  /**
   * Not ended, and past its due date now
   */
  overdue: boolean;
  ended: string | null;
  outcome: string | null;
  /**
   * The status of Open311 GeoReport v2
   */
  open311Status: ('open' | 'closed') | null;
  procedureVersion: number | null;
  /**
   * The agencies that received the request or had it, the first one first
   */
  participants: string[];
  /**
   * What the office waits for now
   */
  waitingFor: ('supplement' | 'payment' | 'suspension')[];
  pauses: {
    kind: 'supplement' | 'payment' | 'suspension';
    from: string;
    until: string | null;
  }[];
  delivered: string | null;
  /**
   * How often the due date was moved
   */
  extensions: number;
  apologies: {
    ground: 'late' | 'error';
    at: string;
    promised: string | null;
  }[];
  /**
   * The times between an end and the reopening that undid it
   */
  closures: {
    ended: string;
    reopened: string;
  }[];
  complaints: {
    complaint: string;
    ground: string | null;
    filed: string | null;
    due: string | null;
    answered: string | null;
  }[];
  /**
   * As of now; null before submission
   */
  clocks: {
    /**
     * From submission to end, without closures
     */
    elapsed: Clock | null;
    /**
     * Working hours from acceptance (or submission without one) to end, without closures
     */
    working: Clock | null;
    /**
     * `working` without the time in which the office waited
     */
    accountable: Clock | null;
    /**
     * How long the office waited, for the applicant or on a legal ground
     */
    paused: Clock | null;
  };
  anomalies: {
    rule:
      | 'closed-before-opened'
      | 'before-submission'
      | 'submitted-twice'
      | 'accepted-twice'
      | 'step-before-acceptance'
      | 'refused-after-acceptance'
      | 'forwarded-to-itself'
      | 'ended-twice'
      | 'step-after-end'
      | 'work-after-end'
      | 'reopened-without-end'
      | 'delivered-without-result'
      | 'delivered-twice'
      | 'due-before-receipt'
      | 'extended-without-due'
      | 'paused-twice'
      | 'resumed-without-pause'
      | 'feedback-without-invitation'
      | 'feedback-given-twice'
      | 'complaint-filed-twice'
      | 'complaint-due-before-filing'
      | 'answered-without-complaint'
      | 'complaint-answered-twice'
      | 'retraction-without-event'
      | 'retraction-of-retraction'
      | 'retraction-of-erasure'
      | 'out-of-order'
      | 'unknown-agency'
      | 'unknown-procedure';
    meaning: string;
    version: number;
  }[];
  /**
   * Personal: only for tokens with the scope `personal:read` that take part
   */
  applicant?: {
    kind: string | null;
    reference: string | null;
  };
  /**
   * Personal: what was sent of it
   */
  personal?: {
    name?: string;
    phone?: string;
    email?: string;
    address?: string;
  } | null;
  /**
   * Personal: where the service is asked for
   */
  location?: {
    latitude: number;
    longitude: number;
  } | null;
}
export interface Clock {
  seconds: number;
  running: boolean;
}
/**
 * The fields that `fields` asked for
 */
export interface RequestFields {
  id?: RequestId;
  version?: number;
  status?:
    | 'unsubmitted'
    | 'submitted'
    | 'accepted'
    | 'refused'
    | 'in-progress'
    | 'awaiting-supplement'
    | 'awaiting-payment'
    | 'suspended'
    | 'withdrawn'
    | 'stopped'
    | 'resolved'
    | 'delivered';
  /**
   * The status of Vietnam’s national portal, 1 to 10
   */
  nationalStatus?: number | null;
  /**
   * The agency that has the request now
   */
  agency?: string | null;
  unit?: string | null;
  official?: string | null;
  procedure?: string | null;
  channel?: string | null;
  received?: string | null;
  accepted?: string | null;
  due?: string | null;
  /**
   * Not ended, and past its due date now
   */
  overdue?: boolean;
  ended?: string | null;
  outcome?: string | null;
  /**
   * The status of Open311 GeoReport v2
   */
  open311Status?: ('open' | 'closed') | null;
  procedureVersion?: number | null;
  /**
   * The agencies that received the request or had it, the first one first
   */
  participants?: string[];
  /**
   * What the office waits for now
   */
  waitingFor?: ('supplement' | 'payment' | 'suspension')[];
  pauses?: {
    kind: 'supplement' | 'payment' | 'suspension';
    from: string;
    until: string | null;
  }[];
  delivered?: string | null;
  /**
   * How often the due date was moved
   */
  extensions?: number;
  apologies?: {
    ground: 'late' | 'error';
    at: string;
    promised: string | null;
  }[];
  /**
   * The times between an end and the reopening that undid it
   */
  closures?: {
    ended: string;
    reopened: string;
  }[];
  complaints?: {
    complaint: string;
    ground: string | null;
    filed: string | null;
    due: string | null;
    answered: string | null;
  }[];
  /**
   * As of now; null before submission
   */
  clocks?: {
    /**
     * From submission to end, without closures
     */
    elapsed: Clock | null;
    /**
     * Working hours from acceptance (or submission without one) to end, without closures
     */
    working: Clock | null;
    /**
     * `working` without the time in which the office waited
     */
    accountable: Clock | null;
    /**
     * How long the office waited, for the applicant or on a legal ground
     */
    paused: Clock | null;
  };
  anomalies?: {
    rule:
      | 'closed-before-opened'
      | 'before-submission'
      | 'submitted-twice'
      | 'accepted-twice'
      | 'step-before-acceptance'
      | 'refused-after-acceptance'
      | 'forwarded-to-itself'
      | 'ended-twice'
      | 'step-after-end'
      | 'work-after-end'
      | 'reopened-without-end'
      | 'delivered-without-result'
      | 'delivered-twice'
      | 'due-before-receipt'
      | 'extended-without-due'
      | 'paused-twice'
      | 'resumed-without-pause'
      | 'feedback-without-invitation'
      | 'feedback-given-twice'
      | 'complaint-filed-twice'
      | 'complaint-due-before-filing'
      | 'answered-without-complaint'
      | 'complaint-answered-twice'
      | 'retraction-without-event'
      | 'retraction-of-retraction'
      | 'retraction-of-erasure'
      | 'out-of-order'
      | 'unknown-agency'
      | 'unknown-procedure';
    meaning: string;
    version: number;
  }[];
  /**
   * Personal: only for tokens with the scope `personal:read` that take part
   */
  applicant?: {
    kind: string | null;
    reference: string | null;
  };
  /**
   * Personal: what was sent of it
   */
  personal?: {
    name?: string;
    phone?: string;
    email?: string;
    address?: string;
  } | null;
  /**
   * Personal: where the service is asked for
   */
  location?: {
    latitude: number;
    longitude: number;
  } | null;
}
export interface RequestEvents {
  request: RequestId;
  version: number;
  events: (RecordedEvent | RecordedEventFields)[];
  /**
   * Path of the next page, null on the last
   */
  next: string | null;
}
/**
 * An event as it is stored
 */
export interface RecordedEvent {
  version: number;
  recordedAt: string;
  event: CloudEvent;
}
export interface CloudEvent {
  specversion: '1.0';
  type: string;
  /**
   * URI of the sending system
   */
  source: string;
  /**
   * Unique within the source
   */
  id: string;
  subject: RequestId;
  /**
   * RFC 3339 date-time with offset
   */
  time: string;
  datacontenttype?: string;
  dataschema?: string;
  /**
   * The stream version the sender saw
   */
  expectedversion?: number;
  correlationid?: string;
  data?: unknown;
  [k: string]: unknown;
}
/**
 * The fields that `fields` asked for
 */
export interface RecordedEventFields {
  version?: number;
  recordedAt?: string;
  event?: CloudEvent;
}
export interface ProcessingTimes {
  /**
   * The instant the answer holds for
   */
  asOf: string;
  projection: {
    name: string;
    version: number;
    lagSeconds: number | null;
  };
  /**
   * The definition and version of each measure
   */
  definitions: {
    [k: string]: string;
  };
  filters: {
    [k: string]: unknown;
  };
  groupBy: ('agency' | 'procedure' | 'channel' | 'day' | 'week' | 'month' | 'year')[];
  rows: ProcessingTimesRow[];
}
export interface ProcessingTimesRow {
  /**
   * A value for each grouping asked for
   */
  group: {
    [k: string]: string | null;
  };
  received: number;
  closed: number;
  open: number;
  withdrawn: number;
  stopped: number;
  refused: number;
  /**
   * Open when the period began; null without a `from` before `as-of`, or grouped by time
   */
  carriedOver: number | null;
  onTime: number;
  late: number;
  overdue: number;
  onTimeShare: Share;
  onTimeShareAll: Share;
  /**
   * On time or within the `grace` after it; null where none is asked for
   */
  onTimeShareGrace: Share | null;
  /**
   * Closed requests with a due date: ended on a day before that of the due date, on that day by the due instant, after it
   */
  bands: {
    early: number;
    onTime: number;
    late: number;
  };
  overdueBy: Excess;
  lateBy: Excess1;
  duration: {
    unit: 'h';
    n: number;
    mean: number | null;
    p25: number | null;
    median: number | null;
    p75: number | null;
    p90: number | null;
    p95: number | null;
  };
  /**
   * Waiting for the citizen or on a legal ground, over elapsed time: of all hours of closed requests together
   */
  pauseShare: {
    value: number | null;
    n: number;
    pausedHours: number;
    elapsedHours: number;
  };
  survival: Survival | null;
  anomalies: {
    closedBeforeOpened: number;
  };
}
/**
 * A share with its 95% Wilson interval; null where n is 0
 */
export interface Share {
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  confidence: 0.95;
}
/**
 * Of open requests that are overdue
 */
export interface Excess {
  unit: 'h';
  n: number;
  mean: number | null;
  median: number | null;
  p90: number | null;
  max: number | null;
}
/**
 * Of requests that were closed late
 */
export interface Excess1 {
  unit: 'h';
  n: number;
  mean: number | null;
  median: number | null;
  p90: number | null;
  max: number | null;
}
/**
 * How long requests take, the open ones counted (Kaplan-Meier); null where the curve does not reach it, and for `cohort=closed`
 */
export interface Survival {
  unit: 'h';
  n: number;
  /**
   * Resolved by `as-of`
   */
  events: number;
  /**
   * Open at `as-of`, or ended otherwise: withdrawn, stopped, refused
   */
  censored: number;
  median: number | null;
  p75: number | null;
  p90: number | null;
  intervals: {
    /**
     * When the limits of the curve’s 95% band come down to the same share
     */
    median: {
      low: number | null;
      high: number | null;
    };
    /**
     * When the limits of the curve’s 95% band come down to the same share
     */
    p75: {
      low: number | null;
      high: number | null;
    };
    /**
     * When the limits of the curve’s 95% band come down to the same share
     */
    p90: {
      low: number | null;
      high: number | null;
    };
  };
  confidence: 0.95;
}
export interface Satisfaction {
  /**
   * The instant the answer holds for
   */
  asOf: string;
  projection: {
    name: string;
    version: number;
    lagSeconds: number | null;
  };
  /**
   * The definition and version of each measure
   */
  definitions: {
    [k: string]: string;
  };
  filters: {
    [k: string]: unknown;
  };
  groupBy: ('agency' | 'procedure' | 'channel' | 'day' | 'week' | 'month' | 'year')[];
  rows: SatisfactionRow[];
}
export interface SatisfactionRow {
  /**
   * A value for each grouping asked for
   */
  group: {
    [k: string]: string | null;
  };
  survey: string | null;
  surveyVersion: number | null;
  offered: number;
  responded: number;
  responseRate: number | null;
  scores: {
    '1': number;
    '2': number;
    '3': number;
    '4': number;
    '5': number;
  };
  satisfiedShare: Share;
  mean: number | null;
  linear: number | null;
}
export interface ProcessingTimesCurve {
  /**
   * The instant the answer holds for
   */
  asOf: string;
  projection: {
    name: string;
    version: number;
    lagSeconds: number | null;
  };
  /**
   * The definition and version of each measure
   */
  definitions: {
    [k: string]: string;
  };
  filters: {
    [k: string]: unknown;
  };
  groupBy: ('agency' | 'procedure' | 'channel' | 'day' | 'week' | 'month' | 'year')[];
  rows: ProcessingTimesCurveRow[];
}
export interface ProcessingTimesCurveRow {
  /**
   * A value for each grouping asked for
   */
  group: {
    [k: string]: string | null;
  };
  unit: 'h';
  n: number;
  /**
   * Whether the curve has more steps than are told
   */
  thinned: boolean;
  points: {
    /**
     * Hours on the chosen clock since the receipt
     */
    at: number;
    /**
     * Followed for at least so long, and not ended before
     */
    atRisk: number;
    /**
     * Kaplan-Meier: the share not resolved by then, if nothing else could end a request
     */
    survival: number | null;
    /**
     * Of the 95% band of `survival`
     */
    low: number | null;
    /**
     * Of the 95% band of `survival`
     */
    high: number | null;
    /**
     * Aalen-Johansen: the share resolved by then
     */
    resolved: number | null;
    withdrawn: number | null;
    stopped: number | null;
    refused: number | null;
    /**
     * What is left of 1: the share that nothing has ended by then
     */
    open: number | null;
  }[];
}
export interface Comparison {
  /**
   * The instant the answer holds for
   */
  asOf: string;
  projection: {
    name: string;
    version: number;
    lagSeconds: number | null;
  };
  /**
   * The definition and version of each measure
   */
  definitions: {
    [k: string]: string;
  };
  filters: {
    [k: string]: unknown;
  };
  groupBy: ('agency' | 'procedure' | 'channel')[];
  rows: ComparisonRow[];
  periods: {
    now: {
      from: string;
      to: string;
      /**
       * Up to when its requests are followed
       */
      asOf: string;
    };
    before: {
      from: string;
      to: string;
      /**
       * Up to when its requests are followed
       */
      asOf: string;
    };
  };
}
export interface ComparisonRow {
  /**
   * A value for each grouping asked for
   */
  group: {
    [k: string]: string | null;
  };
  now: ComparedPeriod;
  before: ComparedPeriod;
  /**
   * How much higher each figure is now than before
   */
  differences: {
    onTimeShare: {
      value: number | null;
      low: number | null;
      high: number | null;
      /**
       * Whether the interval leaves 0 out; `undecidable` where it is not there, or open on the side that would tell
       */
      verdict: 'higher' | 'lower' | 'no-difference-shown' | 'undecidable';
      confidence: 0.95;
    };
    median: {
      unit: 'h';
      value: number | null;
      low: number | null;
      high: number | null;
      /**
       * Whether the interval leaves 0 out; `undecidable` where it is not there, or open on the side that would tell
       */
      verdict: 'higher' | 'lower' | 'no-difference-shown' | 'undecidable';
      confidence: 0.95;
    };
  };
}
export interface ComparedPeriod {
  received: number;
  closed: number;
  open: number;
  onTimeShare: Share;
  /**
   * Of the Kaplan-Meier curve, open requests counted; null where it is not reached
   */
  median: {
    unit: 'h';
    value: number | null;
    low: number | null;
    high: number | null;
    n: number;
    censored: number;
    confidence: 0.95;
  };
}
export interface Flow {
  /**
   * The instant the answer holds for
   */
  asOf: string;
  projection: {
    name: string;
    version: number;
    lagSeconds: number | null;
  };
  /**
   * The definition and version of each measure
   */
  definitions: {
    [k: string]: string;
  };
  filters: {
    [k: string]: unknown;
  };
  groupBy: ('agency' | 'procedure' | 'channel')[];
  rows: FlowRow[];
  /**
   * Each group over the whole time; not in CSV
   */
  groups: {
    /**
     * A value for each grouping asked for
     */
    group: {
      [k: string]: string | null;
    };
    chart: FlowChart;
    littlesLaw: LittlesLaw;
  }[];
}
export interface FlowRow {
  /**
   * A value for each grouping asked for
   */
  group: {
    [k: string]: string | null;
  };
  /**
   * `2024-01-15`, `2024-W03`, `2024-01` or `2024`, as asked by `by`
   */
  period: string;
  from: string;
  to: string;
  /**
   * Whether `from`, `to` or `as-of` cut the period
   */
  partial: boolean;
  received: number;
  reopened: number;
  /**
   * Came, while open, from an agency outside the group
   */
  transferredIn: number;
  transferredOut: number;
  /**
   * Resolved
   */
  closed: number;
  /**
   * Withdrawn, stopped or refused
   */
  otherEnds: number;
  /**
   * Open when the period began
   */
  backlogStart: number;
  /**
   * backlogStart + received + reopened + transferredIn − closed − otherEnds − transferredOut
   */
  backlogEnd: number;
}
/**
 * XmR chart of one measure over the periods
 */
export interface FlowChart {
  measure: 'received' | 'closed' | 'backlog' | 'median';
  unit: 'requests' | 'h';
  values: {
    /**
     * `2024-01-15`, `2024-W03`, `2024-01` or `2024`, as asked by `by`
     */
    period: string;
    value: number;
  }[];
  n: number;
  mean: number | null;
  meanMovingRange: number | null;
  /**
   * Lower natural process limit; null with fewer than six values
   */
  low: number | null;
  high: number | null;
  movingRangeHigh: number | null;
  signals: {
    rule: 'beyond-limits' | 'run-of-eight' | 'three-of-four-near-limit' | 'moving-range';
    side: ('above' | 'below') | null;
    /**
     * `2024-01-15`, `2024-W03`, `2024-01` or `2024`, as asked by `by`
     */
    first: string;
    /**
     * `2024-01-15`, `2024-W03`, `2024-01` or `2024`, as asked by `by`
     */
    last: string;
  }[];
  leftOut: {
    /**
     * `2024-01-15`, `2024-W03`, `2024-01` or `2024`, as asked by `by`
     */
    period: string;
    because: 'partial' | 'no-cases';
  }[];
}
/**
 * Exact where nothing is open at the start and at the end
 */
export interface LittlesLaw {
  days: number;
  /**
   * L, requests open on average
   */
  meanOpen: number | null;
  arrivals: number;
  /**
   * λ
   */
  arrivalsPerDay: number | null;
  /**
   * W, of those that ceased to be open in the time
   */
  timeInSystem: {
    unit: 'h';
    n: number;
    mean: number | null;
  };
  /**
   * λ·W
   */
  expectedOpen: number | null;
  /**
   * λ·W over L
   */
  ratio: number | null;
  openAtStart: number;
  openAtEnd: number;
}
export interface FormII06A {
  /**
   * The instant whose state the form shows
   */
  asOf: string;
  projection: {
    name: string;
    version: number;
    lagSeconds: number | null;
  };
  /**
   * The definition and version of each measure
   */
  definitions: {
    [k: string]: string;
  };
  filters: {
    [k: string]: unknown;
  };
  groupBy: ('agency' | 'procedure' | 'field')[];
  /**
   * The agency asked for, as registered, or its code; null for the whole authority
   */
  reporting: string | null;
  /**
   * By name, the total last
   */
  rows: FormII06ARow[];
}
export interface FormII06ARow {
  /**
   * What the row is of; null in the total, and where the requests have none
   */
  group: {
    [k: string]: string | null;
  };
  /**
   * As registered; null where it is not
   */
  name: string | null;
  /**
   * Whether this is the row of all others together
   */
  total: boolean;
  /**
   * Columns 3 = 4 + 5 + 6
   */
  received: {
    total: number;
    online: number;
    direct: number;
    carriedOver: number;
  };
  /**
   * Columns 7 = 8 + 9 + 10, however they ended
   */
  resolved: {
    total: number;
    early: number;
    onTime: number;
    late: number;
  };
  /**
   * Columns 11 = 12 + 13; 3 = 7 + 11
   */
  inProgress: {
    total: number;
    withinDeadline: number;
    overdue: number;
  };
  /**
   * The progress score of Decision 766/QĐ-TTg: so many of so many points
   */
  score766: {
    value: number | null;
    points: number;
    share: Share;
  };
}
export interface Offices {
  /**
   * The instant the answer holds for
   */
  asOf: string;
  projection: {
    name: string;
    version: number;
    lagSeconds: number | null;
  };
  /**
   * The definition and version of each measure
   */
  definitions: {
    [k: string]: string;
  };
  filters: {
    [k: string]: unknown;
  };
  groupBy: ('agency' | 'procedure' | 'channel' | 'day' | 'week' | 'month' | 'year')[];
  /**
   * First those better than expected of their procedures, then the others; each by code
   */
  rows: OfficeRow[];
  /**
   * All the offices that are compared, together
   */
  authority: {
    /**
     * Only what this agency and those under it had; null for all
     */
    within: string | null;
    n: number;
    onTime: number;
    onTimeShare: Share;
  };
  /**
   * The share on time around which `limits` lie
   */
  target: number | null;
  /**
   * Offices with cases, and how many of them lie beyond limits by chance alone, at most
   */
  byChance: {
    offices: number;
    p95: number;
    p998: number;
  };
}
export interface OfficeRow {
  agency: string;
  /**
   * Requests that are judged by their due date
   */
  n: number;
  onTime: number;
  onTimeShare: Share;
  limits: FunnelLimits;
  position: 'above-998' | 'above-95' | 'within' | 'below-95' | 'below-998' | 'no-cases';
  /**
   * On time, had each procedure been as punctual here as in all offices together
   */
  expectedOnTime: number | null;
  /**
   * The share on time, as if its procedures were those of all
   */
  standardisedShare: number | null;
  /**
   * Late over expected late; null where none is expected to be late
   */
  ratio: {
    value: number | null;
    low: number | null;
    high: number | null;
    confidence: 0.95;
  };
  standardisedLimits: FunnelLimits1;
  standardisedPosition: 'above-998' | 'above-95' | 'within' | 'below-95' | 'below-998' | 'no-cases';
  /**
   * Its commonest procedures
   *
   * @maxItems 10
   */
  caseMix:
    | []
    | [
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
      ]
    | [
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
      ]
    | [
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
      ]
    | [
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
      ]
    | [
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
      ]
    | [
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
      ]
    | [
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
      ]
    | [
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
      ]
    | [
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
      ]
    | [
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
        {
          procedure: string | null;
          n: number;
          late: number;
          /**
           * The share late in all offices together
           */
          lateShareEverywhere: number;
        },
      ];
}
/**
 * Around the target, for an office with so many requests
 */
export interface FunnelLimits {
  p95: {
    low: number | null;
    high: number | null;
    /**
     * The fewest on time that are within the limits
     */
    fewest: number | null;
    /**
     * The most on time that are within the limits
     */
    most: number | null;
  };
  p998: {
    low: number | null;
    high: number | null;
    /**
     * The fewest on time that are within the limits
     */
    fewest: number | null;
    /**
     * The most on time that are within the limits
     */
    most: number | null;
  };
}
/**
 * Of the standardised share, for an office with these procedures
 */
export interface FunnelLimits1 {
  p95: {
    low: number | null;
    high: number | null;
    /**
     * The fewest on time that are within the limits
     */
    fewest: number | null;
    /**
     * The most on time that are within the limits
     */
    most: number | null;
  };
  p998: {
    low: number | null;
    high: number | null;
    /**
     * The fewest on time that are within the limits
     */
    fewest: number | null;
    /**
     * The most on time that are within the limits
     */
    most: number | null;
  };
}
export interface DataQuality {
  /**
   * The instant the answer holds for
   */
  asOf: string;
  projection: {
    name: string;
    version: number;
    lagSeconds: number | null;
  };
  /**
   * The definition and version of each measure
   */
  definitions: {
    [k: string]: string;
  };
  filters: {
    [k: string]: unknown;
  };
  groupBy: ('agency' | 'source' | 'rule' | 'month' | 'procedure' | 'channel')[];
  rows: DataQualityRow[];
}
export interface DataQualityRow {
  /**
   * A value for each grouping asked for; null where it is not known
   */
  group: {
    [k: string]: string | null;
  };
  anomalies: number;
  /**
   * How many requests the anomalies are of
   */
  requests: number;
  /**
   * Some of the requests, the one with the latest anomaly first
   *
   * @maxItems 5
   */
  examples:
    | []
    | [
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
      ]
    | [
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
      ]
    | [
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
      ]
    | [
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
      ]
    | [
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
        {
          request: RequestId;
          /**
           * Path of the request
           */
          link: string;
        },
      ];
  /**
   * What the rule says, where grouped by rule; null of a rule that this release does not know
   */
  meaning?: string | null;
}
export interface Steps {
  /**
   * The instant the answer holds for
   */
  asOf: string;
  projection: {
    name: string;
    version: number;
    lagSeconds: number | null;
  };
  /**
   * The definition and version of each measure
   */
  definitions: {
    [k: string]: string;
  };
  filters: {
    [k: string]: unknown;
  };
  groupBy: (
    | 'step'
    | 'previous'
    | 'previous-unit'
    | 'unit'
    | 'holder'
    | 'agency'
    | 'procedure'
    | 'channel'
    | 'month'
  )[];
  rows: StepsRow[];
}
export interface StepsRow {
  /**
   * A value for each grouping asked for; null where there is none
   */
  group: {
    [k: string]: string | null;
  };
  /**
   * How many requests the steps are of
   */
  requests: number;
  /**
   * Steps that were completed
   */
  completed: number;
  /**
   * Steps that were begun and went on
   */
  started: number;
  /**
   * Requests in which a step was completed again
   */
  requestsWithRework: number;
  /**
   * Completions of a step that had been completed before in its request
   */
  rework: number;
  service: StepTime;
  waiting: StepTime1;
  passage: StepTime2;
  /**
   * Counted where the request was handed to
   */
  handovers: {
    /**
     * Completed by another official than the step before
     */
    officials: number;
    /**
     * Completed by another unit than the step before
     */
    units: number;
    /**
     * Requests that went from one official to another
     */
    requests: number;
  };
  /**
   * From the first to the last completion of a request; null where steps or units are told apart
   */
  span: StepTime3 | null;
  /**
   * Who held the requests; null where steps are told apart
   */
  held: {
    /**
     * Requests that were in these hands
     */
    requests: number;
    /**
     * How long, all together
     */
    hours: number;
    /**
     * Of the time for which these requests were open
     */
    share: number | null;
    /**
     * Hours for which one was in these hands
     */
    median: number | null;
  } | null;
  /**
   * Steps beyond the 250th of a request, which are not counted; null where steps or units are told apart
   */
  leftOut: number | null;
}
/**
 * From the start of a step to its completion
 */
export interface StepTime {
  unit: 'h';
  n: number;
  mean: number | null;
  p25: number | null;
  median: number | null;
  p75: number | null;
  p90: number | null;
  p95: number | null;
}
/**
 * From when a step could be begun to its start
 */
export interface StepTime1 {
  unit: 'h';
  n: number;
  mean: number | null;
  p25: number | null;
  median: number | null;
  p75: number | null;
  p90: number | null;
  p95: number | null;
}
/**
 * From when a step could be begun to its completion
 */
export interface StepTime2 {
  unit: 'h';
  n: number;
  mean: number | null;
  p25: number | null;
  median: number | null;
  p75: number | null;
  p90: number | null;
  p95: number | null;
}
/**
 * Times in hours; null where n is 0
 */
export interface StepTime3 {
  unit: 'h';
  n: number;
  mean: number | null;
  p25: number | null;
  median: number | null;
  p75: number | null;
  p90: number | null;
  p95: number | null;
}
export interface AgencyRegistrations {
  kind: 'agencies';
  /**
   * Of what was asked for; also its `ETag`
   */
  version: number;
  entries: {
    version: number;
    recordedAt: string;
    /**
     * The client that registered it
     */
    recordedBy: string;
    entry: {
      code: AgencyCode;
      name: string;
      /**
       * RFC 3339 date-time with offset
       */
      validFrom?: string;
      /**
       * RFC 3339 date-time with offset
       */
      validTo?: string;
    };
  }[];
  /**
   * Path of the next page, null on the last
   */
  next: string | null;
}
/**
 * The authority has this agency, from when to when.
 */
export interface RegisteredAgency {
  code: AgencyCode;
  name: string;
  /**
   * RFC 3339 date-time with offset
   */
  validFrom?: string;
  /**
   * RFC 3339 date-time with offset
   */
  validTo?: string;
}
export interface SourceRegistrations {
  kind: 'sources';
  /**
   * Of what was asked for; also its `ETag`
   */
  version: number;
  entries: {
    version: number;
    recordedAt: string;
    /**
     * The client that registered it
     */
    recordedBy: string;
    entry: {
      /**
       * The client of the tokens, as the issuer names it
       */
      client: string;
      /**
       * The `source` of its events; `*` at the end stands for anything
       *
       * @maxItems 100
       */
      sources: string[];
    };
  }[];
  /**
   * Path of the next page, null on the last
   */
  next: string | null;
}
/**
 * A client may send events of these sources, and of no other.
 */
export interface RegisteredSource {
  /**
   * The client of the tokens, as the issuer names it
   */
  client: string;
  /**
   * The `source` of its events; `*` at the end stands for anything
   *
   * @maxItems 100
   */
  sources: string[];
}
export interface ProcedureRegistrations {
  kind: 'procedures';
  /**
   * Of what was asked for; also its `ETag`
   */
  version: number;
  entries: {
    version: number;
    recordedAt: string;
    /**
     * The client that registered it
     */
    recordedBy: string;
    entry: {
      code: ProcedureCode;
      version: number;
      name: string;
      /**
       * The field of administration it belongs to, by which boards group procedures
       */
      field?: string;
      /**
       * The day on which this version was published
       */
      publishedOn?: string;
      /**
       * Working days from acceptance; left out where there is no limit
       */
      workingDays?: number;
      /**
       * Calendar days from acceptance, where the limit is counted so; not beside working days
       */
      calendarDays?: number;
      fee?: {
        amount: number;
        currency: Currency;
      };
      /**
       * Level of online service offered, 1 to 4
       */
      onlineLevel?: number;
      /**
       * What the agency does, in order
       *
       * @maxItems 100
       */
      steps?: {
        code: StepCode;
        name?: string;
        unit?: UnitCode;
        workingDays?: number;
      }[];
    };
  }[];
  /**
   * Path of the next page, null on the last
   */
  next: string | null;
}
/**
 * The authority offers this procedure; this is what its version says.
 */
export interface RegisteredProcedure {
  code: ProcedureCode;
  version: number;
  name: string;
  /**
   * The field of administration it belongs to, by which boards group procedures
   */
  field?: string;
  /**
   * The day on which this version was published
   */
  publishedOn?: string;
  /**
   * Working days from acceptance; left out where there is no limit
   */
  workingDays?: number;
  /**
   * Calendar days from acceptance, where the limit is counted so; not beside working days
   */
  calendarDays?: number;
  fee?: {
    amount: number;
    currency: Currency;
  };
  /**
   * Level of online service offered, 1 to 4
   */
  onlineLevel?: number;
  /**
   * What the agency does, in order
   *
   * @maxItems 100
   */
  steps?: {
    code: StepCode;
    name?: string;
    unit?: UnitCode;
    workingDays?: number;
  }[];
}
export interface CalendarRegistrations {
  kind: 'calendars';
  /**
   * Of what was asked for; also its `ETag`
   */
  version: number;
  entries: {
    version: number;
    recordedAt: string;
    /**
     * The client that registered it
     */
    recordedBy: string;
    entry: {
      agency: AgencyCode;
      /**
       * The first day on which it counts, in the authority’s zone; left out: since always
       */
      validFrom?: string;
      calendar: {
        name: string;
        /**
         * @minItems 1
         * @maxItems 50
         */
        weeks: [
          {
            /**
             * The first day that follows this week; the first week has none
             */
            validFrom?: string;
            /**
             * By day of the week; a day that is not named is not worked
             */
            hours: {
              /**
               * Local time in which the office works, in order; empty for none
               *
               * @maxItems 12
               */
              [k: string]:
                | []
                | [string]
                | [string, string]
                | [string, string, string]
                | [string, string, string, string]
                | [string, string, string, string, string]
                | [string, string, string, string, string, string]
                | [string, string, string, string, string, string, string]
                | [string, string, string, string, string, string, string, string]
                | [string, string, string, string, string, string, string, string, string]
                | [string, string, string, string, string, string, string, string, string, string]
                | [string, string, string, string, string, string, string, string, string, string, string]
                | [
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                  ];
            };
            /**
             * What is received later in the day counts from the next day on
             */
            cutOff?: string;
          },
          ...{
            /**
             * The first day that follows this week; the first week has none
             */
            validFrom?: string;
            /**
             * By day of the week; a day that is not named is not worked
             */
            hours: {
              /**
               * Local time in which the office works, in order; empty for none
               *
               * @maxItems 12
               */
              [k: string]:
                | []
                | [string]
                | [string, string]
                | [string, string, string]
                | [string, string, string, string]
                | [string, string, string, string, string]
                | [string, string, string, string, string, string]
                | [string, string, string, string, string, string, string]
                | [string, string, string, string, string, string, string, string]
                | [string, string, string, string, string, string, string, string, string]
                | [string, string, string, string, string, string, string, string, string, string]
                | [string, string, string, string, string, string, string, string, string, string, string]
                | [
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                    string,
                  ];
            };
            /**
             * What is received later in the day counts from the next day on
             */
            cutOff?: string;
          }[],
        ];
        /**
         * Not worked, whatever day of the week they are
         *
         * @maxItems 2000
         */
        daysOff: string[];
        /**
         * Days with hours of their own: those of a day of the week (a Saturday worked as if it were a Monday), or spans (a half day)
         */
        specialDays: {
          [k: string]:
            | 'sunday'
            | 'monday'
            | 'tuesday'
            | 'wednesday'
            | 'thursday'
            | 'friday'
            | 'saturday'
            | []
            | [string]
            | [string, string]
            | [string, string, string]
            | [string, string, string, string]
            | [string, string, string, string, string]
            | [string, string, string, string, string, string]
            | [string, string, string, string, string, string, string]
            | [string, string, string, string, string, string, string, string]
            | [string, string, string, string, string, string, string, string, string]
            | [string, string, string, string, string, string, string, string, string, string]
            | [string, string, string, string, string, string, string, string, string, string, string]
            | [
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
              ];
        };
        /**
         * The last day whose days off are known; after it only the week counts
         */
        coveredUntil?: string;
      };
    };
  }[];
  /**
   * Path of the next page, null on the last
   */
  next: string | null;
}
/**
 * An agency, and those under it, work by this calendar from a day on.
 */
export interface RegisteredCalendar {
  agency: AgencyCode;
  /**
   * The first day on which it counts, in the authority’s zone; left out: since always
   */
  validFrom?: string;
  calendar: {
    name: string;
    /**
     * @minItems 1
     * @maxItems 50
     */
    weeks: [
      {
        /**
         * The first day that follows this week; the first week has none
         */
        validFrom?: string;
        /**
         * By day of the week; a day that is not named is not worked
         */
        hours: {
          /**
           * Local time in which the office works, in order; empty for none
           *
           * @maxItems 12
           */
          [k: string]:
            | []
            | [string]
            | [string, string]
            | [string, string, string]
            | [string, string, string, string]
            | [string, string, string, string, string]
            | [string, string, string, string, string, string]
            | [string, string, string, string, string, string, string]
            | [string, string, string, string, string, string, string, string]
            | [string, string, string, string, string, string, string, string, string]
            | [string, string, string, string, string, string, string, string, string, string]
            | [string, string, string, string, string, string, string, string, string, string, string]
            | [
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
              ];
        };
        /**
         * What is received later in the day counts from the next day on
         */
        cutOff?: string;
      },
      ...{
        /**
         * The first day that follows this week; the first week has none
         */
        validFrom?: string;
        /**
         * By day of the week; a day that is not named is not worked
         */
        hours: {
          /**
           * Local time in which the office works, in order; empty for none
           *
           * @maxItems 12
           */
          [k: string]:
            | []
            | [string]
            | [string, string]
            | [string, string, string]
            | [string, string, string, string]
            | [string, string, string, string, string]
            | [string, string, string, string, string, string]
            | [string, string, string, string, string, string, string]
            | [string, string, string, string, string, string, string, string]
            | [string, string, string, string, string, string, string, string, string]
            | [string, string, string, string, string, string, string, string, string, string]
            | [string, string, string, string, string, string, string, string, string, string, string]
            | [
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
                string,
              ];
        };
        /**
         * What is received later in the day counts from the next day on
         */
        cutOff?: string;
      }[],
    ];
    /**
     * Not worked, whatever day of the week they are
     *
     * @maxItems 2000
     */
    daysOff: string[];
    /**
     * Days with hours of their own: those of a day of the week (a Saturday worked as if it were a Monday), or spans (a half day)
     */
    specialDays: {
      [k: string]:
        | 'sunday'
        | 'monday'
        | 'tuesday'
        | 'wednesday'
        | 'thursday'
        | 'friday'
        | 'saturday'
        | []
        | [string]
        | [string, string]
        | [string, string, string]
        | [string, string, string, string]
        | [string, string, string, string, string]
        | [string, string, string, string, string, string]
        | [string, string, string, string, string, string, string]
        | [string, string, string, string, string, string, string, string]
        | [string, string, string, string, string, string, string, string, string]
        | [string, string, string, string, string, string, string, string, string, string]
        | [string, string, string, string, string, string, string, string, string, string, string]
        | [string, string, string, string, string, string, string, string, string, string, string, string];
    };
    /**
     * The last day whose days off are known; after it only the week counts
     */
    coveredUntil?: string;
  };
}
export interface Catalogue {
  events: {
    type: string;
    meaning: string;
    effect: string;
    /**
     * Paths in data that never leave the log
     */
    personal: string[];
    /**
     * JSON Schema of data
     */
    schema: {
      [k: string]: unknown;
    };
    example: unknown;
  }[];
  /**
   * Versions that have a successor; they are taken as ever
   */
  former: {
    type: string;
    /**
     * The version that it is read as
     */
    readAs: string;
    /**
     * JSON Schema of data
     */
    schema: {
      [k: string]: unknown;
    };
    example: unknown;
  }[];
  /**
   * What operators register with PUT /v1/registry/{kind}
   */
  registry: {
    kind: string;
    type: string;
    meaning: string;
    /**
     * JSON Schema of an entry
     */
    schema: {
      [k: string]: unknown;
    };
    example: unknown;
  }[];
  measures: {
    [k: string]: {
      [k: string]: string;
    };
  };
}
export interface Health {
  status: 'ok' | 'degraded';
  build: string;
  projections: {
    name: string;
    /**
     * The projection version of the rows that answer
     */
    version: number;
    /**
     * Raised by every rebuild
     */
    generation: number;
    /**
     * From append to row, for the last batch projected
     */
    lagSeconds: number | null;
    /**
     * Messages not projected yet, about
     */
    waiting: number;
    deadLetters: number;
    /**
     * The last sweep over the whole log, and the rows that it found missing or behind
     */
    reconciled: {
      finishedAt: string;
      repaired: number;
    } | null;
    /**
     * The generation that is being built
     */
    rebuild: {
      generation: number;
      version: number;
      startedAt: string;
      phase: 'filling' | 'checking' | 'compacting';
    } | null;
  }[];
}
