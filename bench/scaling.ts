import { costTable } from './cost-lines.ts';
import { limitTable } from './limits.ts';
import type { Row } from './report.ts';

/** docs/scaling.md with its tables as these rows make them: where limits lie, and what a million events cost. */
export const withTables = (page: string, rows: readonly Row[]): string => {
  let text = page;
  for (const [name, table] of Object.entries({ limits: limitTable(rows), cost: costTable(rows) })) {
    const place = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*(<!-- /${name} -->)`);
    text = text.replace(place, (_all, before: string, after: string) => `${before}\n${table}\n\n${after}`);
  }
  return text;
};
