import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { projections } from './projections.ts';
import { resourcesOf, templatesOf } from './testing/templates.ts';

const prod = templatesOf({ stage: 'prod' }).data;
const throwAway = ['local', 'test'].map((stage) => [stage, templatesOf({ stage }).data] as const);

const tables = (template: Template) => Object.values(resourcesOf(template, 'AWS::DynamoDB::Table'));

describe('the data stack', () => {
  test('keeps the log by request and version, with a stream of new images', () => {
    prod.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [
        { AttributeName: 'request', KeyType: 'HASH' },
        { AttributeName: 'version', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: Match.arrayWith([{ AttributeName: 'version', AttributeType: 'N' }]),
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: Match.absent(),
    });
  });

  test('keeps one view for each projection, whose items may expire', () => {
    prod.resourcePropertiesCountIs(
      'AWS::DynamoDB::Table',
      {
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
        StreamSpecification: Match.absent(),
      },
      projections.length,
    );
  });

  test('takes tables on demand, encrypted, under generated names', () => {
    expect(tables(prod)).toHaveLength(1 + projections.length);
    for (const { Properties } of tables(prod)) {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true },
      });
      expect(Properties).not.toHaveProperty('TableName');
    }
  });

  test('protects every table of a real stage against deletion and mistakes', () => {
    for (const { Properties, DeletionPolicy } of tables(prod)) {
      expect(DeletionPolicy).toBe('Retain');
      expect(Properties['DeletionProtectionEnabled']).toBe(true);
      expect(Properties['PointInTimeRecoverySpecification']).toEqual({ PointInTimeRecoveryEnabled: true });
    }
  });

  test.each(throwAway)('lets all of stage %s go', (_stage, template) => {
    for (const { Properties, DeletionPolicy } of tables(template)) {
      expect(DeletionPolicy).toBe('Delete');
      expect(Properties['DeletionProtectionEnabled']).toBe(false);
      expect(Properties['PointInTimeRecoverySpecification']).toEqual({ PointInTimeRecoveryEnabled: false });
    }
  });

  test('has the bus that agencies hang their rules on', () => {
    prod.hasResourceProperties('AWS::Events::EventBus', { Name: 'motcua-prod' });
  });
});
