import { Fn, Stack } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';

export interface FrontProps {
  /** Of the API, without a slash at its end. */
  readonly url: string;
  /** ARN of the web ACL that requests have to pass, of the scope CLOUDFRONT. */
  readonly webAcl: string;
}

/**
 * CloudFront in front of the API, which by itself can have no web ACL. Nothing is cached, and nothing of a request is
 * changed but the host. The API's own address goes on answering.
 */
export class Front extends Construct {
  /** `https://….cloudfront.net`, without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, { url, webAcl }: FrontProps) {
    super(scope, id);
    const host = Fn.select(2, Fn.split('/', url));
    const distribution = new Distribution(this, 'Distribution', {
      comment: Stack.of(this).stackName,
      webAclId: webAcl,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: new HttpOrigin(host, { protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        // Signatures are of the body, and of headers that arrive as they were sent.
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      },
    });
    this.url = `https://${distribution.distributionDomainName}`;
  }
}
