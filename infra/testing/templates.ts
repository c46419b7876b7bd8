import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import cdk from '../../cdk.json' with { type: 'json' };
import { hub } from '../hub.ts';
import { readSettings } from '../settings.ts';

/** Settings; undefined takes one of the usual away. */
type Given = Readonly<Record<string, string | undefined>>;

type Templates = { readonly data: Template; readonly service: Template };

const assemblies = mkdtempSync(join(tmpdir(), 'motcua-synth-'));
afterAll(() => rmSync(assemblies, { recursive: true }));

/**
 * An app and its stacks under cdk.json's flags. Bundles are left out: they cost seconds and say nothing here;
 * so is CloudFormation's own validation unless asked for.
 */
export function hubOf(given: Given, builtinCloudFormationValidation = false) {
  const real = { ...cdk.context, issuer: 'https://sign-in.hue.test', audience: 'motcua' };
  const context = { ...real, ...given, 'aws:cdk:bundling-stacks': [] };
  const outdir = mkdtempSync(join(assemblies, given['stage'] ?? 'dev'));
  const app = new App({ context, outdir, builtinCloudFormationValidation });
  const settings = readSettings((name) => app.node.tryGetContext(name));
  return { app, ...hub(app, settings) };
}

export function templatesOf(given: Given): Templates {
  const { data, service } = hubOf(given);
  return { data: Template.fromStack(data), service: Template.fromStack(service) };
}

export type Resource = {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of any shape; the assertions are its check
  readonly Properties: Record<string, any>; // oxlint-disable-line typescript/no-explicit-any
};

export const resourcesOf = (template: Template, type: string): Record<string, Resource> =>
  template.findResources(type) as Record<string, Resource>;

const withoutHash = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/** A reference as a reader would say it: the logical id without its hash, and what is asked of it. */
export function nameOf(reference: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::ImportValue': imported } = reference as Record<string, unknown>;
  if (typeof reference === 'string') return reference;
  if (typeof Ref === 'string') return withoutHash(Ref);
  if (Array.isArray(attribute)) return `${withoutHash(String(attribute[0]))}.${String(attribute[1])}`;
  const [, id, value] =
    /ExportsOutput(?:FnGetAtt|Ref)(.+?)[0-9A-F]{8}(\w*?)[0-9A-F]{8}$/.exec(String(imported)) ?? [];
  return value ? `${id}.${value}` : String(id);
}
