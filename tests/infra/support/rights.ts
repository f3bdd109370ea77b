import type { FunctionName } from '../../../infra/constructs/functionNames.ts';
import { prod, type Synthesised, shown } from './deployment.ts';

/** A statement of a policy. */
export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

export const list = <Item>(value: Item | readonly Item[]): readonly Item[] =>
  Array.isArray(value) ? value : [value as Item];

/** The statements of a role. */
export const statementsIn = (properties: Readonly<Record<string, unknown>>): Statement[] =>
  (properties.Policies as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );

/** What a function may do with a resource, in the order of the alphabet. */
export interface Right {
  readonly resource: string;
  readonly actions: readonly string[];
}

/** All that a function of a deployment may do, by resource. */
export const rightsOf = (name: FunctionName, { one }: Pick<Synthesised, 'one'> = prod): Right[] => {
  const rights = new Map<string, Set<string>>();
  for (const { Action, Resource } of statementsIn(one('AWS::IAM::Role', `Functions${name}Role`).Properties)) {
    for (const resource of list(Resource).map(shown)) {
      const actions = rights.get(resource) ?? new Set();
      rights.set(resource, actions);
      for (const action of list(Action)) actions.add(action);
    }
  }
  return [...rights].map(([resource, actions]) => ({ resource, actions: [...actions].sort() }));
};
