/** `processing-times` as the id of a construct or an output: `ProcessingTimes`. */
export const constructId = (...names: string[]): string =>
  names
    .flatMap((name) => name.split('-'))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
