/** A row of a file with the line it begins on (the first line is 1), or what is wrong with it. */
export type FileRow = { line: number; cells: readonly string[] } | { line: number; problem: string };
