import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Settings } from './settings.ts';
import { DataStack } from './stacks/data-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';

/** One deployment: what must survive apart from what every release replaces. A security finding fails the synth. */
export function hub(app: App, settings: Settings): { data: DataStack; service: ServiceStack } {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const data = new DataStack(app, settings);
  const service = new ServiceStack(app, settings, data);
  return { data, service };
}
