/** How many calls the gateway lets through unless a deployment says otherwise, over all callers; more are answered 429. */
export const rateLimit = { callsPerSecond: 500, burst: 500 };
