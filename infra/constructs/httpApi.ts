import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  HttpApi as Gateway,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup, MetricFilter, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { countOf, namespace, serviceOf } from './metrics.ts';

/** What a route lets through; beyond it API Gateway answers 429. */
interface Throttle {
  /** Requests a second, as a mean. */
  readonly rate: number;
  /** Requests at once. */
  readonly burst: number;
}

export interface Throttles {
  /** For each route of webhooks. Some systems never repeat what was answered 429. */
  readonly hooks: Throttle;
  /** For `/v1`. */
  readonly api: Throttle;
  /** For each of the pages that links in mails lead to. */
  readonly pages: Throttle;
}

export interface HttpApiProps {
  readonly stage: string;
  readonly logRetention: RetentionDays;
}

export interface Routes {
  /** Takes webhooks in. */
  readonly receive: IFunction;
  /** Answers everything else. */
  readonly api: IFunction;
  /** Default: `defaultThrottles`. */
  readonly throttles?: Throttles;
}

const defaultThrottles: Throttles = {
  hooks: { rate: 300, burst: 600 },
  api: { rate: 50, burst: 100 },
  pages: { rate: 50, burst: 100 },
};

const { ANY, POST } = HttpMethod;

/** The last one takes addresses that are no hook's: they too are refused with 400, never with 404. */
const hookPaths = [
  [POST, '/hooks/{workspace}/{source}'],
  [POST, '/hooks/{workspace}/{source}/{token}'],
  [ANY, '/hooks/{proxy+}'],
] as const;
const apiPaths = [[ANY, '/v1/{proxy+}']] as const;
const pagePaths = [
  [ANY, '/r/{token}'],
  [ANY, '/r/{token}/records'],
  [ANY, '/u/{token}'],
  [ANY, '/w/{token}'],
  [ANY, '/w/{token}/records'],
] as const;

/** The route and never the path, which may hold a token; nothing of the caller. */
const accessLog = (stage: string) => ({
  service: serviceOf(stage),
  requestId: '$context.requestId',
  time: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latency: '$context.responseLatency',
  functionLatency: '$context.integrationLatency',
  error: '$context.error.message',
  functionStatus: '$context.integrationStatus',
});

/** The HTTP API. It has its address before it has routes, so that functions can be told the address. */
export class HttpApi extends Construct {
  /** `https://….amazonaws.com`, without a slash at its end. */
  readonly url: string;
  readonly gateway: Gateway;
  readonly accessLog: LogGroup;
  readonly #stage: string;

  constructor(scope: Construct, id: string, { stage, logRetention }: HttpApiProps) {
    super(scope, id);
    this.#stage = stage;
    this.gateway = new Gateway(this, 'Gateway', {
      apiName: Stack.of(this).stackName,
      description: 'Webhooks in, reviews out',
      createDefaultStage: false,
    });
    this.url = this.gateway.apiEndpoint;
    this.accessLog = new LogGroup(this, 'AccessLog', { retention: logRetention, removalPolicy: RemovalPolicy.DESTROY });
    const { metricName } = countOf('HooksThrottled', stage);
    new MetricFilter(this, 'HooksThrottled', {
      logGroup: this.accessLog,
      metricNamespace: namespace,
      metricName,
      metricValue: '1',
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.status', '=', '429'),
        FilterPattern.stringValue('$.routeKey', '=', 'POST /hooks/*'),
      ),
      dimensions: { service: '$.service' },
    });
  }

  /** Adds the routes, and the stage that serves them. */
  serve({ receive, api, throttles = defaultThrottles }: Routes): void {
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.gateway,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: throttles.api.rate, burstLimit: throttles.api.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLog(this.#stage))),
      },
    });
    const payload = { payloadFormatVersion: PayloadFormatVersion.VERSION_2_0 };
    const toReceive = new HttpLambdaIntegration('Receive', receive, payload);
    const toApi = new HttpLambdaIntegration('Api', api, payload);
    const settings: Record<string, unknown> = {};
    const route = (
      paths: readonly (readonly [HttpMethod, string])[],
      integration: HttpLambdaIntegration,
      { rate, burst }: Throttle,
    ): void => {
      for (const [method, path] of paths) {
        const routes = this.gateway.addRoutes({ path, methods: [method], integration });
        // The stage names its routes, and API Gateway wants them to be there before.
        stage.node.addDependency(...routes);
        settings[`${method} ${path}`] = { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst };
      }
    };
    route(hookPaths, toReceive, throttles.hooks);
    route(apiPaths, toApi, throttles.api);
    route(pagePaths, toApi, throttles.pages);
    // The construct has throttles for the whole stage only.
    (stage.node.defaultChild as CfnStage).addPropertyOverride('RouteSettings', settings);
  }
}
