/** How many calls the gateway lets through unless a deployment says otherwise, over all callers; more are answered 429. */
export const rateLimit = { callsPerSecond: 500, burst: 500 };

/** The most that the gateway hands to a function in one call, in MB: Lambda's limit for a synchronous call. */
export const largestCallMB = 6;
