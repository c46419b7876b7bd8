/** The columns of a row in CSV, as the schema of the row has them (a test compares): the schemas would weigh more in the bundle. */

export const satisfactionColumns = `
  group survey surveyVersion offered responded responseRate scores.1 scores.2 scores.3 scores.4
  scores.5 satisfiedShare.value satisfiedShare.low satisfiedShare.high satisfiedShare.n
  satisfiedShare.confidence mean linear`;

export const dataQualityColumns = `
  group anomalies requests examples meaning`;

export const stepsColumns = `
  group requests completed started requestsWithRework rework service.unit service.n service.mean
  service.p25 service.median service.p75 service.p90 service.p95 waiting.unit waiting.n waiting.mean
  waiting.p25 waiting.median waiting.p75 waiting.p90 waiting.p95 passage.unit passage.n passage.mean
  passage.p25 passage.median passage.p75 passage.p90 passage.p95 handovers.officials handovers.units
  handovers.requests span.unit span.n span.mean span.p25 span.median span.p75 span.p90 span.p95
  held.requests held.hours held.share held.median leftOut`;
