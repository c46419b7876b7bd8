import { describe, expect, test } from 'vitest';
import { constructId } from './construct-id.ts';
import { projections } from './projections.ts';
import { list, rightsByRoleOf, statementsOf } from './testing/rights.ts';
import { nameOf, resourcesOf, templatesOf } from './testing/templates.ts';

const { service, data } = templatesOf({ stage: 'prod' });

const policies = resourcesOf(service, 'AWS::IAM::Policy');
const rightsByRole = rightsByRoleOf(service);

const always = (role: string): string[] => [
  `logs:CreateLogStream ${role.replace(/Role$/, 'Logs')}.Arn`,
  `logs:PutLogEvents ${role.replace(/Role$/, 'Logs')}.Arn`,
  'xray:PutTelemetryRecords *',
  'xray:PutTraceSegments *',
];

const projectionRights = (name: string): string[] => [
  'dynamodb:BatchGetItem Events.Arn',
  'dynamodb:Query Events.Arn',
  `dynamodb:BatchWriteItem ${name}View.Arn`,
  `dynamodb:GetItem ${name}View.Arn`,
  `dynamodb:PutItem ${name}View.Arn`,
  `dynamodb:UpdateItem ${name}View.Arn`,
  `sqs:DeleteMessage ${name}Queue.Arn`,
  `sqs:GetQueueAttributes ${name}Queue.Arn`,
  `sqs:ReceiveMessage ${name}Queue.Arn`,
];

const parts = projections.map((name) => constructId(name));
const onViews = (...actions: string[]): string[] =>
  actions.flatMap((action) => parts.map((name) => `dynamodb:${action} ${name}View.Arn`));

const rights: Record<string, string[]> = {
  IngestRole: ['dynamodb:PutItem Events.Arn', 'dynamodb:Query Events.Arn'],
  PublisherPublishRole: [
    'events:PutEvents Bus.Arn',
    'sqs:SendMessage PublisherUnpublished.Arn',
    ...['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
      (action) => `dynamodb:${action} Events.StreamArn`,
    ),
  ],
  ...Object.fromEntries(
    projections.map((name) => [
      constructId(name, 'project', name, 'role'),
      projectionRights(constructId(name)),
    ]),
  ),
  CompactionCompactRole: onViews('DeleteItem', 'GetItem', 'PutItem', 'Query'),
  DescribeRole: [],
  SweepingSweepRole: [
    'dynamodb:Query Events.Arn',
    'dynamodb:Scan Events.Arn',
    ...onViews('BatchGetItem', 'BatchWriteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'),
  ],
  RegistryRole: ['dynamodb:PutItem Events.Arn', 'dynamodb:Query Events.Arn'],
  ReadingRequestsRole: [
    'dynamodb:Query Events.Arn',
    'dynamodb:GetItem RequestsView.Arn',
    'dynamodb:Query RequestsView.Arn',
  ],
  AnsweringProcessingTimesRole: [
    'dynamodb:GetItem ProcessingTimesView.Arn',
    'dynamodb:Query ProcessingTimesView.Arn',
    // Of the log what is registered, and no request.
    `dynamodb:Query Events.Arn only ${JSON.stringify({
      'ForAllValues:StringEquals': {
        'dynamodb:LeadingKeys': ['/registry/agencies', '/registry/procedures', '/registry/calendars'],
      },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    })}`,
  ],
  QueryRole: [
    ...onViews('GetItem', 'Query'),
    ...parts.flatMap((name) => [
      `sqs:GetQueueAttributes ${name}Queue.Arn`,
      `sqs:GetQueueAttributes ${name}DeadLetters.Arn`,
    ]),
  ],
};

describe('least privilege', () => {
  test.each(Object.entries(rights))('%s may do what its function calls and no more', (role, expected) => {
    expect(rightsByRole[role]).toEqual([...expected, ...always(role)].sort());
  });

  test('no role exists beside these, none has a managed policy, and only Lambda takes them', () => {
    const roles = resourcesOf(service, 'AWS::IAM::Role');
    expect(Object.keys(roles).map((id) => nameOf({ Ref: id }))).toHaveLength(Object.keys(rights).length);
    expect(Object.keys(rightsByRole).sort()).toEqual(Object.keys(rights).sort());
    expect(Object.keys(resourcesOf(data, 'AWS::IAM::Role'))).toEqual([]);
    for (const { Properties } of Object.values(roles)) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
      expect(Properties).not.toHaveProperty('Policies');
      expect(Properties['AssumeRolePolicyDocument'].Statement).toEqual([
        { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
      ]);
    }
  });

  test('nothing is allowed on all resources but X-Ray, which has none to name', () => {
    const allowed = [policies, resourcesOf(service, 'AWS::SQS::QueuePolicy')]
      .flatMap((found) => Object.values(found))
      .flatMap((policy) => statementsOf(policy).filter(({ Effect }) => Effect === 'Allow'));
    const wild = allowed.filter(({ Resource }) => JSON.stringify(Resource).includes('*'));
    const actions = allowed.flatMap(({ Action }) => list(Action));
    expect(new Set(wild.flatMap(({ Action }) => list(Action)))).toEqual(
      new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']),
    );
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });
});
