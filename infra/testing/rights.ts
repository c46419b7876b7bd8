import type { Template } from 'aws-cdk-lib/assertions';
import { nameOf, type Resource, resourcesOf } from './templates.ts';

type Statement = { readonly Effect: string; readonly Action: string | string[]; readonly Resource: unknown };

export const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

export const statementsOf = ({ Properties }: Resource): Statement[] => Properties['PolicyDocument'].Statement;

const rightsOf = (policy: Resource): string[] =>
  statementsOf(policy).flatMap(({ Action, Resource }) =>
    list(Action).flatMap((action) => list(Resource).map((resource) => `${action} ${nameOf(resource)}`)),
  );

/** For each role everything it may do, as `action resource`. */
export const rightsByRoleOf = (service: Template): Record<string, string[]> =>
  Object.fromEntries(
    Object.values(resourcesOf(service, 'AWS::IAM::Policy')).map((policy) => [
      nameOf(policy.Properties['Roles'][0]),
      rightsOf(policy).sort(),
    ]),
  );
