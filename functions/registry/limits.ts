/** What one call may register; its answer says all of it again and has to fit in Lambda's. */
export const largestCall = { entries: 1_000, bytes: 1024 * 1024 };
