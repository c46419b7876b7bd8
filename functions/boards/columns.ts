/** The columns of a row in CSV, as the schema of the row has them (a test compares): the schemas would weigh more in the bundle. */

export const officesColumns = `
  agency n onTime onTimeShare.value onTimeShare.low onTimeShare.high onTimeShare.n
  onTimeShare.confidence limits.p95.low limits.p95.high limits.p95.fewest limits.p95.most
  limits.p998.low limits.p998.high limits.p998.fewest limits.p998.most position expectedOnTime
  standardisedShare ratio.value ratio.low ratio.high ratio.confidence standardisedLimits.p95.low
  standardisedLimits.p95.high standardisedLimits.p95.fewest standardisedLimits.p95.most
  standardisedLimits.p998.low standardisedLimits.p998.high standardisedLimits.p998.fewest
  standardisedLimits.p998.most standardisedPosition caseMix`;

export const formColumns = `
  group name total received.total received.online received.direct received.carriedOver resolved.total
  resolved.early resolved.onTime resolved.late inProgress.total inProgress.withinDeadline
  inProgress.overdue score766.value score766.points score766.share.value score766.share.low
  score766.share.high score766.share.n score766.share.confidence`;
