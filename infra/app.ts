import path from 'node:path';
import { App } from 'aws-cdk-lib';
import cdk from '../cdk.json' with { type: 'json' };
import { bundleFunctions } from './bundle.ts';
import { readOptions } from './context.ts';
import { deploymentOf, firewallOf } from './deployment.ts';

/** What `npx cdk` runs: bundles the functions, and says what CloudFormation is to make. */

const bundles = path.join(import.meta.dirname, '../dist/functions');

const app = new App();
const passed = Object.keys(app.node.getAllContext()).filter((name) => !Object.hasOwn(cdk.context, name));
// The CDK says where it deploys to.
const read = readOptions((name) => app.node.tryGetContext(name), process.env.CDK_DEFAULT_REGION, passed);
if ('mistakes' in read) {
  process.stderr.write(`\n${read.mistakes.join('\n')}\n\n`);
  process.exit(1);
}
if ('firewallOf' in read) firewallOf(app, read.firewallOf);
else {
  await bundleFunctions(bundles, read.options.secrets);
  deploymentOf(app, { ...read.options, bundles });
}
app.synth();
