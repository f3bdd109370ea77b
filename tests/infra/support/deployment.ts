import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdk from '../../../cdk.json' with { type: 'json' };
import { functionNames } from '../../../infra/constructs/functionNames.ts';
import { deploymentOf } from '../../../infra/deployment.ts';
import type { QuarterdeckProps, QuarterdeckStack } from '../../../infra/stack.ts';

const files: string[] = [];

/** Throws away what was made here. */
export const cleanUp = (): void => {
  for (const file of files.splice(0)) rmSync(file, { recursive: true, force: true });
};

const temporary = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'quarterdeck-infra-'));
  files.push(folder);
  return folder;
};

/** A folder with something in place of each bundle: what is in them makes no difference to a template. */
export const standIns = (): string => {
  const folder = temporary();
  for (const name of functionNames) {
    mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, name, 'index.mjs'), `export const handler = '${name}';\n`);
  }
  return folder;
};

export interface Deployment {
  readonly app: App;
  readonly stack: QuarterdeckStack;
}

/** A deployment as `npx cdk` makes it, with the flags of cdk.json. */
export const deployment = (props: Partial<QuarterdeckProps> = {}): Deployment => {
  const app = new App({ context: cdk.context, outdir: temporary(), analyticsReporting: false });
  const stack = deploymentOf(app, {
    stage: 'prod',
    mailDomain: 'acme.example',
    identityExists: false,
    bundles: standIns(),
    ...props,
  });
  return { app, stack };
};

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Synthesised {
  readonly template: Template;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly outputs: Readonly<Record<string, { readonly Value: unknown; readonly Description: string }>>;
  /** Those of a type, by their logical id. */
  of(type: string): [string, Resource][];
  /** The one of a type with this logical id, without its hash; the only one of the type where none is given. */
  one(type: string, id?: string): Resource;
  /** The logical id of that one, with its hash. */
  idOf(type: string, id?: string): string;
}

/** A logical id without its hash. */
export const plainId = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

/** The template of a deployment. */
export const synthesised = (props: Partial<QuarterdeckProps> = {}): Synthesised => {
  const template = Template.fromStack(deployment(props).stack);
  const { Resources: resources, Outputs: outputs } = template.toJSON() as {
    readonly Resources: Synthesised['resources'];
    readonly Outputs: Synthesised['outputs'];
  };
  const of = (type: string): [string, Resource][] =>
    Object.entries(resources).filter(([, resource]) => resource.Type === type);
  const found = (type: string, id?: string): [string, Resource] => {
    const [only, ...others] = of(type).filter(([logicalId]) => id === undefined || plainId(logicalId) === id);
    if (!only || others.length > 0)
      throw new Error(`There are ${only ? others.length + 1 : 0} of ${type} ${id ?? ''}.`);
    return only;
  };
  return {
    template,
    resources,
    outputs,
    of,
    one: (type, id) => found(type, id)[1],
    idOf: (type, id) => found(type, id)[0],
  };
};

/** ARN of a web ACL. */
export const webAcl =
  'arn:aws:wafv2:us-east-1:111122223333:global/webacl/quarterdeck/473e64fd-f30b-4765-81a0-62ad96dd167a';

/** What is deployed where nothing but the mail domain is passed. */
export const prod = synthesised();

/**
 * A value of a template as text: references by the logical id without its hash, AWS's own by their names,
 * `arn:<Partition>:ssm:<Region>:<AccountId>:parameter/x`.
 */
export const shown = (value: unknown): string => {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const plain = (id: string): string => plainId(id.replace(/^AWS::/, ''));
  const {
    Ref,
    'Fn::GetAtt': attribute,
    'Fn::Join': joined,
  } = value as {
    readonly Ref?: string;
    readonly 'Fn::GetAtt'?: readonly [string, string];
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  };
  if (Ref !== undefined) return `<${plain(Ref)}>`;
  if (attribute) return `<${plain(attribute[0])}.${attribute[1]}>`;
  if (joined) return joined[1].map(shown).join(joined[0]);
  throw new Error(`${JSON.stringify(value)} is not known here.`);
};
