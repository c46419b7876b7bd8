import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  Table,
  TableEncryption,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

type Keys = {
  readonly partition: string;
  readonly sort: { readonly name: string; readonly type: AttributeType };
};

/** A table with the house defaults. Its name is generated: a retained table never blocks a new deployment. */
export function houseTable(
  scope: Construct,
  id: string,
  { protectData }: Settings,
  { partition, sort }: Keys,
  extras: Pick<TableProps, 'stream' | 'timeToLiveAttribute'>,
): Table {
  const table = new Table(scope, id, {
    partitionKey: { name: partition, type: AttributeType.STRING },
    sortKey: sort,
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    deletionProtection: protectData,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: protectData },
    removalPolicy: protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...extras,
  });
  if (!protectData) {
    Validations.of(table).acknowledge({
      id: 'AwsSolutions-DDB3',
      reason: 'The local and test stages hold made-up data and are thrown away.',
    });
  }
  return table;
}
