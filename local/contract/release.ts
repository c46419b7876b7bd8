import { contractNow } from './contract.ts';
import { packageVersion, releases, writeRelease } from './releases.ts';

/** Cuts a release of the contract under the version in package.json: what was shipped is held against every later edit. */
const version = packageVersion();
if (releases().includes(version)) {
  console.error(`The contract of ${version} was released before. Raise the version in package.json first.`);
  process.exitCode = 1;
} else {
  writeRelease(version, contractNow());
  console.log(`events/released/${version} holds the contract as it is now.`);
}
