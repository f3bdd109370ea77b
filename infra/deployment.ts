import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledge, reasons } from './findings.ts';
import { type FirewallProps, FirewallStack } from './firewall.ts';
import { type QuarterdeckProps, QuarterdeckStack } from './stack.ts';

/** Synthesis fails while anything goes against a rule for no reason. */
const check = (app: App): void => Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

/** One deployment of Quarterdeck. */
export const deploymentOf = (app: App, props: QuarterdeckProps): QuarterdeckStack => {
  const stack = new QuarterdeckStack(app, props);
  acknowledge(stack, reasons(props));
  check(app);
  return stack;
};

/** The firewall that may stand in front of one. */
export const firewallOf = (app: App, props: FirewallProps): FirewallStack => {
  const stack = new FirewallStack(app, props);
  check(app);
  return stack;
};
