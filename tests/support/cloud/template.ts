import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { App, type CfnElement } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { bundleFunctions } from '../../../infra/bundle.ts';
import { type FunctionName, functionNames } from '../../../infra/constructs/functionNames.ts';
import { QuarterdeckStack } from '../../../infra/stack.ts';

/** A value in a template: text, or one of CloudFormation's functions. */
type Value = string | { readonly [name: string]: unknown };

/** The functions of CloudFormation that variables are made with. */
interface Functions {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly [string, string];
  readonly 'Fn::Join'?: readonly [string, readonly Value[]];
}

interface Resource {
  readonly Type: string;
  readonly Properties: { readonly [name: string]: unknown };
}

interface Deployable {
  /** The folder that would be uploaded. */
  readonly asset: string;
  readonly variables: Readonly<Record<string, Value>>;
}

/** What a deployment would be told to make, as far as functions are concerned. */
export interface Synthesised {
  readonly functions: Readonly<Record<FunctionName, Deployable>>;
  /** Requests for the template's tables, each under its logical id. */
  readonly tables: readonly CreateTableCommandInput[];
  /** Logical ids of the queues that feed a function, by that function. */
  readonly feeding: Partial<Record<FunctionName, string>>;
  /** The variables of a function, with what `named` calls the resources that they name. */
  variables(name: FunctionName, named: Named): Record<string, string>;
  remove(): Promise<void>;
}

/** What a resource is called once it is there, or what is asked of it. */
export type Named = (resource: { readonly id: string; readonly type: string; readonly attribute?: string }) => string;

/** Where a resource is named: `{"Ref": id}` or `{"Fn::GetAtt": [id, "Arn"]}`. */
const idIn = (value: unknown): string | undefined => {
  const { Ref: id, 'Fn::GetAtt': attribute } = value as Functions;
  return id ?? attribute?.[0];
};

/** Synthesises the stack into a folder of its own, bundles included. Nothing is asked of the network. */
export const synthesise = async (): Promise<Synthesised> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-cloud-'));
  const bundles = path.join(folder, 'bundles');
  await bundleFunctions(bundles);
  const app = new App({ outdir: path.join(folder, 'cdk.out'), analyticsReporting: false });
  const stack = new QuarterdeckStack(app, {
    bundles,
    stage: 'prod',
    mailDomain: 'acme.example',
    identityExists: false,
  });
  const { template } = app.synth().getStackArtifact(stack.artifactId);
  const resources = Object.entries(template.Resources as Record<string, Resource>);
  const all = stack.node.findChild('Functions') as unknown as {
    readonly all: Readonly<Record<FunctionName, IFunction>>;
  };
  const idOf = (name: FunctionName): string => stack.getLogicalId(all.all[name].node.defaultChild as CfnElement);
  const deployable = (name: FunctionName): Deployable => {
    const { Code, Environment } = template.Resources[idOf(name)].Properties;
    const asset = path.join(folder, 'cdk.out', `asset.${path.basename(Code.S3Key, '.zip')}`);
    return { asset, variables: Environment.Variables };
  };
  const feeding = (name: FunctionName): [FunctionName, string][] =>
    resources.flatMap(([, { Type, Properties }]) => {
      if (Type !== 'AWS::Lambda::EventSourceMapping' || idIn(Properties.FunctionName) !== idOf(name)) return [];
      const source = idIn(Properties.EventSourceArn) ?? '';
      return template.Resources[source]?.Type === 'AWS::SQS::Queue' ? [[name, source]] : [];
    });
  const typeOf = (id: string): string => template.Resources[id]?.Type ?? '';
  const resolve = (value: Value, named: Named): string => {
    if (typeof value === 'string') return value;
    const { Ref: id, 'Fn::GetAtt': attributes, 'Fn::Join': join } = value as Functions;
    if (id !== undefined) return named({ id, type: typeOf(id) });
    if (attributes) return named({ id: attributes[0], type: typeOf(attributes[0]), attribute: attributes[1] });
    if (join) return join[1].map((part) => resolve(part, named)).join(join[0]);
    throw new Error(`A value has a form that is not known here: ${JSON.stringify(value)}.`);
  };
  const functions = Object.fromEntries(
    functionNames.map((name) => [name, deployable(name)]),
  ) as Synthesised['functions'];
  return {
    functions,
    tables: resources.flatMap(([id, { Type, Properties }]) => {
      if (Type !== 'AWS::DynamoDB::Table') return [];
      const { KeySchema, AttributeDefinitions, BillingMode } = Properties as unknown as CreateTableCommandInput;
      return [{ TableName: id, KeySchema, AttributeDefinitions, BillingMode }];
    }),
    feeding: Object.fromEntries(functionNames.flatMap(feeding)),
    variables: (name, named) =>
      Object.fromEntries(
        Object.entries(functions[name].variables).map(([variable, value]) => [variable, resolve(value, named)]),
      ),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
