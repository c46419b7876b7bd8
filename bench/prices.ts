/** List prices in US dollars, us-east-1, November 2026, without free tiers: the pricing pages of each service. */
export const prices = {
  'HTTP API, request': 1 / 1e6,
  'Lambda, request': 0.2 / 1e6,
  'Lambda, GB-s (arm64)': 0.0000133334,
  'DynamoDB, write unit': 0.625 / 1e6,
  'DynamoDB, read unit': 0.125 / 1e6,
  'EventBridge, event of up to 64 kB': 1 / 1e6,
  'SQS, request': 0.4 / 1e6,
} as const;
export type Priced = keyof typeof prices;
