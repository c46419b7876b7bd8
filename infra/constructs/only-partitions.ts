/**
 * IAM's condition that a call names nothing but these partitions of a table. The emulator does not check it. A call without a
 * partition would pass the first part alone: for such a one DynamoDB sends no keys, and of none all are as they should be.
 */
export const onlyPartitions = (...partitions: string[]) => ({
  'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': partitions },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});
