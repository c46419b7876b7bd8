import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { constructId } from './construct-id.ts';
import { projections, variablesOf } from './projections.ts';
import { nameOf, type Resource, resourcesOf, templatesOf } from './testing/templates.ts';

const { service } = templatesOf({ stage: 'prod', build: '4e0c2a1', timeZone: 'Asia/Tokyo' });
const local = templatesOf({ stage: 'local' }).service;

const functions = Object.values(resourcesOf(service, 'AWS::Lambda::Function')).map(
  ({ Properties }) => Properties,
);
const named = (name: string): Resource['Properties'] => {
  const found = functions.find((fn) => fn['Environment'].Variables.POWERTOOLS_SERVICE_NAME === name);
  expect(found, name).toBeDefined();
  return found ?? {};
};
const toldTo = (name: string): Record<string, string> => {
  const all = Object.entries<unknown>(named(name)['Environment'].Variables);
  const house = ['NODE_OPTIONS', 'POWERTOOLS_SERVICE_NAME', 'LOG_LEVEL', 'BUILD'];
  return Object.fromEntries(
    all.filter(([key]) => !house.includes(key)).map(([key, value]) => [key, nameOf(value)]),
  );
};

describe('every function', () => {
  test('runs Node 24 on arm64, traced, with the house variables', () => {
    expect(functions).toHaveLength(9 + projections.length);
    for (const fn of functions) {
      expect(fn).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        Environment: {
          Variables: { NODE_OPTIONS: '--enable-source-maps', LOG_LEVEL: 'INFO', BUILD: '4e0c2a1' },
        },
      });
    }
  });

  test('writes to its own log group, which forgets', () => {
    const groups = functions.map((fn) => nameOf(fn['LoggingConfig'].LogGroup));
    expect(new Set(groups).size).toBe(functions.length);
    const logs = Object.values(resourcesOf(service, 'AWS::Logs::LogGroup'));
    expect(logs).toHaveLength(functions.length + 1);
    for (const { Properties, DeletionPolicy } of logs) {
      expect(Properties['RetentionInDays']).toBe(90);
      expect(DeletionPolicy).toBe('Retain');
    }
    for (const { DeletionPolicy } of Object.values(resourcesOf(local, 'AWS::Logs::LogGroup'))) {
      expect(DeletionPolicy).toBe('Delete');
    }
  });
});

describe('a function', () => {
  const perProjection = (prefix: string, thing: string) =>
    variablesOf(prefix, (name) => constructId(name, thing));
  const view = perProjection('VIEW_TABLE', 'view');

  test.each([
    ['ingest', 29, 1024, { EVENTS_TABLE: 'Events', TIME_ZONE: 'Asia/Tokyo', CALENDAR: 'mon-fri' }],
    ['publish', 30, 512, { BUS_NAME: 'Bus', UNPUBLISHED_QUEUE: 'PublisherUnpublished' }],
    ...projections.map((name): [string, number, number, Record<string, string>] => [
      `project-${name}`,
      60,
      512,
      { EVENTS_TABLE: 'Events', VIEW_TABLE: constructId(name, 'view'), TIME_ZONE: 'Asia/Tokyo' },
    ]),
    [
      'requests',
      29,
      1769,
      {
        EVENTS_TABLE: 'Events',
        VIEW_TABLE: 'RequestsView',
        TIME_ZONE: 'Asia/Tokyo',
        CALENDAR: 'mon-fri',
      },
    ],
    [
      'processing-times',
      29,
      1769,
      {
        EVENTS_TABLE: 'Events',
        VIEW_TABLE: 'ProcessingTimesView',
        TIME_ZONE: 'Asia/Tokyo',
        CALENDAR: 'mon-fri',
      },
    ],
    ['registry', 29, 512, { EVENTS_TABLE: 'Events' }],
    ['describe', 10, 512, {}],
    ['compact', 300, 1769, { ...view, TIME_ZONE: 'Asia/Tokyo' }],
    [
      'sweep',
      300,
      1024,
      {
        ...view,
        EVENTS_TABLE: 'Events',
        TIME_ZONE: 'Asia/Tokyo',
        BUDGET_SECONDS: '225',
        RECONCILE_EVERY_HOURS: '24',
        REQUESTS_PER_SECOND: '1000',
        DROP_AFTER_MINUTES: '60',
      },
    ],
    [
      'query',
      29,
      1769,
      {
        ...view,
        ...perProjection('QUEUE', 'queue'),
        ...perProjection('DEAD_LETTERS', 'dead-letters'),
        TIME_ZONE: 'Asia/Tokyo',
      },
    ],
  ])('%s has %i s, %i MB and is told where things are', (name, seconds, megabytes, variables) => {
    expect(named(name)).toMatchObject({ Timeout: seconds, MemorySize: megabytes });
    expect(toldTo(name)).toEqual(variables);
  });

  test('compaction starts on the clock of its stage and is not repeated', () => {
    service.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(5 minutes)' });
    local.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' });
    service.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
  });

  test.each([
    ['prod', service, 'rate(5 minutes)', '225'],
    ['local', local, 'rate(1 minute)', '45'],
  ])(
    'sweeps start in every segment on the clock of stage %s, and are done before the next',
    (_stage, template, rate, budget) => {
      template.hasResourceProperties('AWS::Events::Rule', {
        ScheduleExpression: rate,
        Targets: [0, 1, 2, 3].map((segment) => Match.objectLike({ Input: JSON.stringify({ segment }) })),
      });
      template.hasResourceProperties('AWS::Lambda::Function', {
        Environment: { Variables: Match.objectLike({ BUDGET_SECONDS: budget }) },
      });
    },
  );
});
