import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

/** Prints `N passed, N failed` alone on the last line, whatever the default reporter shows before. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) count[test.result().state]++;
      // A module that failed before its tests began counts as a failure of its own.
      if (module.state() === 'failed' && tests.every((test) => test.result().state !== 'failed'))
        count.failed++;
    }
    // So does a run whose global setup failed: it has no modules and no errors.
    if (reason === 'failed' && count.failed === 0) count.failed = 1;
    const skipped = count.skipped + count.pending;
    // After the other reporters' own summary.
    process.once('exit', () =>
      process.stdout.write(
        `\n${count.passed} passed, ${count.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
      ),
    );
  }
}
