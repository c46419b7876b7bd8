import { setTimeout as sleep } from 'node:timers/promises';
import { isHub, runningHub } from './running.ts';

const budgetMs = 20_000;

const pid = runningHub();
if (pid === undefined) console.log('No hub is running.');
else {
  process.kill(pid, 'SIGTERM');
  for (const deadline = Date.now() + budgetMs; isHub(pid); await sleep(100)) {
    if (Date.now() < deadline) continue;
    console.error(`The hub (process ${pid}) does not stop.`);
    process.exit(1);
  }
  console.log('The hub is stopped.');
}
