import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The real files that tests read where they lie, beside the repository. */
const files = {
  'wabo-receipt': 'wabo-receipt/receipt-first-400-cases.csv.gz',
  boston311: 'boston311/boston311-2013-2015.csv.gz',
  bpic15: 'bpic15/BPIC15_1.xes.gz',
} as const;

/** The path of a real file, or undefined (said loudly) where the data is not at hand: its tests are then skipped. */
export const sharedData = (name: keyof typeof files): string | undefined => {
  const file = fileURLToPath(new URL(`../../../shared/data/${files[name]}`, import.meta.url));
  if (existsSync(file)) return file;
  console.warn(`\n!!! ${file} IS MISSING: the tests on the real ${name} records are skipped !!!\n`);
  return undefined;
};
