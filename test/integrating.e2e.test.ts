import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'integrating.md'), 'utf8');

/** The commands of the page, each with the answer that it shows. */
const examples = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => {
  const lines = block.trimEnd().split('\n');
  const shown = lines.at(-1) ?? '';
  return { command: lines.slice(0, -1).join('\n'), shown: shown.replace(/^# /, '') };
});

/** `…` stands for anything. */
const patternOf = (shown: string): RegExp =>
  new RegExp(`^${shown.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('…', '[^]*')}$`);

const hasCurl = (() => {
  try {
    execFileSync('curl', ['--version']);
    return true;
  } catch {
    console.warn('SKIPPED: curl is missing, so the commands of docs/integrating.md are not run');
    return false;
  }
})();

describe.skipIf(!hasCurl)('the page for integrators', () => {
  it('has commands', () => {
    expect(examples.length).toBeGreaterThan(5);
  });

  it.each(examples)('$command answers as shown', ({ command, shown }) => {
    const { agency, operator } = inject('tokens');
    const env = { ...process.env, API: inject('apiUrl'), AGENCY: agency, OPERATOR: operator };
    const answer = execFileSync('bash', ['-c', command], { env, encoding: 'utf8' });
    expect(answer).toMatch(patternOf(shown));
  });
});
