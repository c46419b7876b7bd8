import { broken } from './compare.ts';
import { contractNow } from './contract.ts';
import { contractOf, releases } from './releases.ts';

/** Fails where today's schemas refuse what the last release took. */
const last = releases().at(-1) ?? '';
const lines = broken(contractOf(last), contractNow());
for (const line of lines) console.error(line);
if (lines.length > 0) {
  console.error(
    `\nThis breaks what release ${last} promised to senders. Make the change a new version of the type, with an upcaster: docs/decisions/versions.md.`,
  );
  process.exitCode = 1;
} else console.log(`The contract keeps what release ${last} promised.`);
