import type { Template } from 'aws-cdk-lib/assertions';
import { nameOf, type Resource, resourcesOf } from './templates.ts';

type Statement = {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

export const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

export const statementsOf = ({ Properties }: Resource): Statement[] => Properties['PolicyDocument'].Statement;

const rightsOf = (policy: Resource): string[] =>
  statementsOf(policy).flatMap(({ Action, Resource, Condition }) => {
    const only = Condition === undefined ? '' : ` only ${JSON.stringify(Condition)}`;
    return list(Action).flatMap((action) =>
      list(Resource).map((resource) => `${action} ${nameOf(resource)}${only}`),
    );
  });

/** For each role everything it may do, as `action resource`, with the condition where there is one. */
export const rightsByRoleOf = (service: Template): Record<string, string[]> =>
  Object.fromEntries(
    Object.values(resourcesOf(service, 'AWS::IAM::Policy')).map((policy) => [
      nameOf(policy.Properties['Roles'][0]),
      rightsOf(policy).sort(),
    ]),
  );
