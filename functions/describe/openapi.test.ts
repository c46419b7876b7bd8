import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkerOf, type Document, examplesOf, operationsOf, parameterExamples } from '../../test/openapi.ts';
import { openApi } from './openapi.ts';

const root = join(import.meta.dirname, '..', '..');
const document = JSON.parse(JSON.stringify(openApi())) as Document;
const operations = operationsOf(document).map(
  ({ path, method, operation }) => [`${method} ${path}`, operation] as const,
);
const check = checkerOf(document);

test('redocly finds nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-openapi-'));
  const file = join(folder, 'openapi.json');
  try {
    writeFileSync(file, JSON.stringify(document));
    const redocly = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));
    const config = join(root, '.redocly.yaml');
    const args = [redocly, 'lint', '--config', config, '--format', 'stylish', file];
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
    expect(`${stdout}${stderr}`).not.toMatch(/warning|error/i);
    expect(status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe.each(operations)('%s', (_name, operation) => {
  test('has an example of every parameter', () => {
    for (const parameter of operation.parameters ?? []) {
      const examples = parameterExamples(document, parameter);
      expect(examples, parameter.name).not.toEqual([]);
      for (const example of examples)
        expect(check(parameter.schema, example), `${parameter.name}: ${String(example)}`).toBeUndefined();
    }
  });

  test('has valid examples of what is sent', () => {
    for (const [mediaType, media] of Object.entries(operation.requestBody?.content ?? {})) {
      expect(examplesOf(media), mediaType).not.toEqual([]);
      for (const example of examplesOf(media))
        expect(check(media.schema, example), mediaType).toBeUndefined();
    }
  });

  test('has valid examples of what is answered', () => {
    for (const [status, { content = {} }] of Object.entries(operation.responses))
      for (const [mediaType, media] of Object.entries(content)) {
        if (status.startsWith('2')) expect(examplesOf(media), `${status} ${mediaType}`).not.toEqual([]);
        for (const example of examplesOf(media))
          expect(check(media.schema, example), `${status} ${mediaType}`).toBeUndefined();
      }
  });

  test('says what may go wrong, and that every answer has an id', () => {
    const statuses = Object.keys(operation.responses);
    expect(statuses).toEqual(expect.arrayContaining(['406', '429', '500', '503']));
    if (operation.security.length > 0) expect(statuses).toEqual(expect.arrayContaining(['401', '403']));
    for (const { headers = {} } of Object.values(operation.responses))
      expect(headers).toHaveProperty('x-request-id');
  });

  test('names what may be wrong with a token', () => {
    const { content } = operation.responses['403'] ?? {};
    const names = Object.keys(content?.['application/problem+json']?.examples ?? {});
    if (operation.security.length > 0)
      expect(names).toEqual(expect.arrayContaining(['missing-scope', 'unclear-agency']));
  });
});
