/** The columns of a row in CSV, as the schema of the row has them (a test compares): the schemas would weigh more in the bundle. */

export const processingTimesColumns = `
  group received closed open withdrawn stopped refused carriedOver onTime late overdue
  onTimeShare.value onTimeShare.low onTimeShare.high onTimeShare.n onTimeShare.confidence
  onTimeShareAll.value onTimeShareAll.low onTimeShareAll.high onTimeShareAll.n
  onTimeShareAll.confidence onTimeShareGrace.value onTimeShareGrace.low onTimeShareGrace.high
  onTimeShareGrace.n onTimeShareGrace.confidence bands.early bands.onTime bands.late overdueBy.unit
  overdueBy.n overdueBy.mean overdueBy.median overdueBy.p90 overdueBy.max lateBy.unit lateBy.n
  lateBy.mean lateBy.median lateBy.p90 lateBy.max duration.unit duration.n duration.mean duration.p25
  duration.median duration.p75 duration.p90 duration.p95 pauseShare.value pauseShare.n
  pauseShare.pausedHours pauseShare.elapsedHours survival.unit survival.n survival.events
  survival.censored survival.median survival.p75 survival.p90 survival.intervals.median.low
  survival.intervals.median.high survival.intervals.p75.low survival.intervals.p75.high
  survival.intervals.p90.low survival.intervals.p90.high survival.confidence
  anomalies.closedBeforeOpened`;

export const curveColumns = `
  group unit n at atRisk survival low high resolved withdrawn stopped refused open`;

export const comparisonColumns = `
  group now.received now.closed now.open now.onTimeShare.value now.onTimeShare.low
  now.onTimeShare.high now.onTimeShare.n now.onTimeShare.confidence now.median.unit now.median.value
  now.median.low now.median.high now.median.n now.median.censored now.median.confidence
  before.received before.closed before.open before.onTimeShare.value before.onTimeShare.low
  before.onTimeShare.high before.onTimeShare.n before.onTimeShare.confidence before.median.unit
  before.median.value before.median.low before.median.high before.median.n before.median.censored
  before.median.confidence differences.onTimeShare.value differences.onTimeShare.low
  differences.onTimeShare.high differences.onTimeShare.verdict differences.onTimeShare.confidence
  differences.median.unit differences.median.value differences.median.low differences.median.high
  differences.median.verdict differences.median.confidence`;

export const flowColumns = `
  group period from to partial received reopened transferredIn transferredOut closed otherEnds
  backlogStart backlogEnd`;
