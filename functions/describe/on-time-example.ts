/** What a row of processing times says of due dates and of waiting; figures are made up. */
export const punctuality = {
  onTimeShareGrace: { value: 0.7459, low: 0.6942, high: 0.7914, n: 307, confidence: 0.95 },
  bands: { early: 181, onTime: 24, late: 102 },
  overdueBy: { unit: 'h', n: 2, mean: 81, median: 42, p90: 120, max: 120 },
  lateBy: { unit: 'h', n: 102, mean: 96.5, median: 60, p90: 240, max: 612 },
} as const;

export const pauseShare = { value: 0.25, n: 307, pausedHours: 125_731.85, elapsedHours: 502_927.4 } as const;
