import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

export interface FirewallProps {
  /** Of the deployment that it is for. */
  readonly stage: string;
  /** Where that is. The firewalls of all regions are in one. */
  readonly region: string;
}

/** Requests of one address in five minutes. */
const mostRequests = 2000;

const counted = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

/** All but webhooks: those come from few addresses, and some systems switch a hook off for good when it is refused. */
const notHooks: CfnWebACL.StatementProperty = {
  notStatement: {
    statement: {
      byteMatchStatement: {
        fieldToMatch: { uriPath: {} },
        positionalConstraint: 'STARTS_WITH',
        searchString: '/hooks/',
        textTransformations: [{ priority: 0, type: 'NONE' }],
      },
    },
  },
};

/**
 * A web ACL for CloudFront in front of a deployment, in the one region where such can be. It turns away who asks too often
 * and who is known for attacks; webhooks pass, and are verified by the function. Bodies are not looked into, since what
 * a CRM's users write may look like anything.
 */
export class FirewallStack extends Stack {
  constructor(scope: Construct, { stage, region }: FirewallProps) {
    super(scope, `Quarterdeck-${stage}-${region}-firewall`, {
      description: `Quarterdeck (${stage}, ${region}): what requests have to pass`,
      env: { region: 'us-east-1' },
      terminationProtection: true,
    });
    const metric = `quarterdeck-${stage}-${region}`;
    const acl = new CfnWebACL(this, 'Acl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: counted(metric),
      rules: [
        {
          name: 'TooOften',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: {
            rateBasedStatement: { aggregateKeyType: 'IP', limit: mostRequests, scopeDownStatement: notHooks },
          },
          visibilityConfig: counted(`${metric}-too-often`),
        },
        {
          name: 'KnownForAttacks',
          priority: 1,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name: 'AWSManagedRulesAmazonIpReputationList',
              scopeDownStatement: notHooks,
            },
          },
          visibilityConfig: counted(`${metric}-known-for-attacks`),
        },
      ],
    });
    new CfnOutput(this, 'WebAcl', {
      description: 'Pass it to the deployment: npx cdk deploy … -c front=<this>',
      value: acl.attrArn,
    });
  }
}
