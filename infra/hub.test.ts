import { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, test } from 'vitest';
import { constructId } from './construct-id.ts';
import { projections } from './projections.ts';
import { hubOf, type Resource, templatesOf } from './testing/templates.ts';

/** Names that are one for the whole account; an authorizer's and a stage's belong to their API. */
const physicalNames = ({ data, service }: ReturnType<typeof templatesOf>): string[] =>
  [data, service].flatMap((template: Template) =>
    Object.values<Resource>(template.toJSON()['Resources'])
      .filter(({ Type }) => Type !== 'AWS::ApiGatewayV2::Authorizer')
      .flatMap(({ Properties }) =>
        Object.entries(Properties)
          .filter(([key, value]) => /^(Name|\w+Name)$/.test(key) && typeof value === 'string')
          .filter(([key]) => !['StageName', 'MetricName', 'PolicyName'].includes(key))
          .map(([, value]) => String(value)),
      ),
  );

const perProjection = (output: string) => projections.map((name) => constructId(output, name)).sort();

describe('the hub', () => {
  test('is one stack that stays and one that is replaced', () => {
    const { data, service } = hubOf({ stage: 'prod' });
    expect([data.stackName, service.stackName]).toEqual(['motcua-prod-data', 'motcua-prod-service']);
    expect([data.terminationProtection, service.terminationProtection]).toEqual([true, false]);
    expect(hubOf({ stage: 'local' }).data.terminationProtection).toBe(false);
  });

  test('tells operators and tests where things are', () => {
    const { service } = templatesOf({ stage: 'prod' });
    expect(Object.keys(service.toJSON()['Outputs']).sort()).toEqual([
      'ApiUrl',
      'BusName',
      'CompactFunction',
      ...perProjection('dead-letters'),
      'EventsTable',
      ...perProjection('queue'),
      'SweepFunction',
      'UnpublishedQueue',
      ...perProjection('view-table'),
    ]);
  });

  test('shares no physical name with another stage of the account', () => {
    const [one, other] = ['prod', 'training'].map((stage) => physicalNames(templatesOf({ stage })));
    expect(one).toEqual(expect.arrayContaining(['motcua-prod']));
    expect(one?.filter((name) => other?.includes(name))).toEqual([]);
  });

  test.each(['prod', 'local'])('has no finding on stage %s, by cdk-nag or by CloudFormation', (stage) => {
    expect(() => hubOf({ stage }, true).app.synth()).not.toThrow();
  });

  test('cannot be synthesised with a security finding', () => {
    const { app } = hubOf({ stage: 'prod' });
    const careless = new Bucket(new Stack(app, 'careless'), 'Bucket');
    expect(() => app.synth(), careless.node.path).toThrow(/validation/i);
  });
});
