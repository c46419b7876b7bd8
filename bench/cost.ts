import { readFileSync, writeFileSync } from 'node:fs';
import { costTable } from './cost-lines.ts';
import { limitTable } from './limits.ts';
import type { Run } from './report.ts';

/** `node bench/cost.ts`: by the last benchmark, where limits lie and what a million events cost; also put into docs/scaling.md. */
const { rows } = JSON.parse(readFileSync(new URL('measured.json', import.meta.url), 'utf8')) as Run;
const file = new URL('../docs/scaling.md', import.meta.url);
let page = readFileSync(file, 'utf8');
for (const [name, table] of Object.entries({ limits: limitTable(rows), cost: costTable(rows) })) {
  console.log(`${table}\n`);
  const place = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*(<!-- /${name} -->)`);
  page = page.replace(place, (_all, before: string, after: string) => `${before}\n${table}\n\n${after}`);
}
writeFileSync(file, page);
