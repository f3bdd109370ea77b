import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { firewallOf } from '../../../infra/deployment.ts';
import { prod, shown, synthesised, webAcl } from '../support/deployment.ts';

const firewall = (stage: string, region: string) =>
  firewallOf(new App({ analyticsReporting: false }), { stage, region });

/** All that stands in a template under these names. */
const valuesOf = (template: unknown, ...names: readonly string[]): unknown[] => {
  const values: unknown[] = [];
  JSON.stringify(template, (name, value) => {
    if (names.includes(name)) values.push(value);
    return value;
  });
  return values;
};

describe('what stands in front', () => {
  it('is nothing, unless it is asked for', () => {
    expect(prod.of('AWS::CloudFront::Distribution')).toEqual([]);
  });

  it('is CloudFront with the web ACL: it keeps nothing, and leads hooks and links through itself', () => {
    const front = synthesised({ front: webAcl });
    expect(front.one('AWS::CloudFront::Distribution').Properties.DistributionConfig).toMatchObject({
      WebACLId: webAcl,
      DefaultCacheBehavior: {
        AllowedMethods: expect.arrayContaining(['POST', 'PUT', 'DELETE', 'GET']),
        // AWS's own policies: nothing is cached; all headers but the host go on.
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        ViewerProtocolPolicy: 'https-only',
      },
      Origins: [{ CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } }],
    });
    const url = 'https://<FrontDistribution.DomainName>';
    expect(shown(front.outputs.ApiUrl?.Value)).toBe(url);
    for (const [, { Properties }] of front.of('AWS::Lambda::Function')) {
      const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
      expect(shown(Variables.QUARTERDECK_PUBLIC_URL)).toBe(url);
    }
  });

  it('has its firewall in the one region where there can be one, and lets every webhook pass', () => {
    const stack = firewall('prod', 'eu-west-1');
    expect([stack.stackName, stack.region]).toEqual(['Quarterdeck-prod-eu-west-1-firewall', 'us-east-1']);
    const [acl] = Object.values(Template.fromStack(stack).findResources('AWS::WAFv2::WebACL'));
    const notHooks = {
      NotStatement: {
        Statement: { ByteMatchStatement: { SearchString: '/hooks/', PositionalConstraint: 'STARTS_WITH' } },
      },
    };
    expect(acl?.Properties).toMatchObject({
      Scope: 'CLOUDFRONT',
      DefaultAction: { Allow: {} },
      Rules: [
        { Statement: { RateBasedStatement: { ScopeDownStatement: notHooks } } },
        { Statement: { ManagedRuleGroupStatement: { ScopeDownStatement: notHooks } } },
      ],
    });
  });

  it('has a firewall of its own for each region of a stage, though all of them are in one', () => {
    const named = ['eu-west-1', 'sa-east-1'].map((region) => {
      const stack = firewall('prod', region);
      const metrics = valuesOf(Template.fromStack(stack).toJSON(), 'MetricName');
      expect(metrics).toHaveLength(3);
      return [stack.stackName, ...metrics];
    });
    const all = named.flat();
    expect(new Set(all).size).toBe(all.length);
  });
});
