import { expect, it } from 'vitest';
import type { Services } from '../../../lambdas/flow/services.ts';
import { createRouter } from '../../../lambdas/http/router.ts';
import { prod, shown, synthesised } from '../support/deployment.ts';

/** Routes of the gateway by the function that answers them. */
const routes = prod.of('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
  const integration = shown(Properties.Target).replace(/^integrations\/<(.*)>$/, '$1');
  const { IntegrationUri, PayloadFormatVersion } = prod.one('AWS::ApiGatewayV2::Integration', integration).Properties;
  const [method = '', path = ''] = String(Properties.RouteKey).split(' ');
  const name = shown(IntegrationUri).replace(/^<Functions(.*)Function\.Arn>$/, '$1');
  return { method, path, name, PayloadFormatVersion };
});

const stage = prod.one('AWS::ApiGatewayV2::Stage');

/** The routes that match, as API Gateway matches them: `{proxy+}` is one segment or more. */
const matching = (method: string, path: string) =>
  routes.filter((route) => {
    const pattern = route.path.replaceAll(/\{[^}]+\+\}/g, '.+').replaceAll(/\{[^}]+\}/g, '[^/]+');
    return (route.method === 'ANY' || route.method === method) && new RegExp(`^${pattern}$`).test(path);
  });

it('leads every address of the router to a function: webhooks to receive, all else to api', () => {
  const { routes: known } = createRouter({} as Services);
  const addresses = known.filter(({ method }) => method !== 'ALL');
  expect(addresses.length).toBeGreaterThan(15);
  for (const { method, path } of addresses) {
    const address = path
      .replace(/\/:token\?$/, '/x')
      .replaceAll(/:\w+/g, 'x')
      .replace('*', 'x/y/z/x');
    const answered = new Set(matching(method, address).map(({ name }) => name));
    expect([...answered], `${method} ${path}`).toEqual([path.startsWith('/hooks/') ? 'receive' : 'api']);
  }
});

it('has routes of their own for webhooks with and without a token, in the format that the functions read', () => {
  const keys = routes.map(({ method, path, name }) => `${method} ${path} -> ${name}`);
  expect(keys).toEqual([
    'POST /hooks/{workspace}/{source} -> receive',
    'POST /hooks/{workspace}/{source}/{token} -> receive',
    'ANY /hooks/{proxy+} -> receive',
    'ANY /v1/{proxy+} -> api',
    'ANY /r/{token} -> api',
    'ANY /r/{token}/records -> api',
    'ANY /u/{token} -> api',
    'ANY /w/{token} -> api',
    'ANY /w/{token}/records -> api',
  ]);
  for (const { PayloadFormatVersion } of routes) expect(PayloadFormatVersion).toBe('2.0');
});

it('throttles each route by itself, and only once the route is there', () => {
  const settings = stage.Properties.RouteSettings as Record<string, unknown>;
  expect(Object.keys(settings)).toEqual(routes.map(({ method, path }) => `${method} ${path}`));
  expect(settings).toMatchObject({
    'POST /hooks/{workspace}/{source}': { ThrottlingRateLimit: 300, ThrottlingBurstLimit: 600 },
    'POST /hooks/{workspace}/{source}/{token}': { ThrottlingRateLimit: 300, ThrottlingBurstLimit: 600 },
    'ANY /v1/{proxy+}': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
  });
  const ids = prod.of('AWS::ApiGatewayV2::Route').map(([id]) => id);
  expect(stage.DependsOn).toEqual(expect.arrayContaining(ids));
});

it('throttles as it is asked to', () => {
  const one = { rate: 1, burst: 2 };
  const { RouteSettings } = synthesised({ throttles: { hooks: one, api: one, pages: one } }).one(
    'AWS::ApiGatewayV2::Stage',
  ).Properties;
  for (const setting of Object.values(RouteSettings as object))
    expect(setting).toEqual({ ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 });
});

it('logs the route of a request, never its path, and nothing of who asked', () => {
  const { Format } = stage.Properties.AccessLogSettings as { Format: string };
  expect(JSON.parse(Format)).toEqual({
    service: 'quarterdeck-prod',
    requestId: '$context.requestId',
    time: '$context.requestTime',
    routeKey: '$context.routeKey',
    status: '$context.status',
    latency: '$context.responseLatency',
    functionLatency: '$context.integrationLatency',
    error: '$context.error.message',
    functionStatus: '$context.integrationStatus',
  });
});

it('counts the webhooks that it turned away', () => {
  expect(prod.one('AWS::Logs::MetricFilter').Properties).toEqual({
    LogGroupName: { Ref: prod.idOf('AWS::Logs::LogGroup', 'ApiAccessLog') },
    FilterPattern: '{ ($.status = "429") && ($.routeKey = "POST /hooks/*") }',
    MetricTransformations: [
      {
        MetricNamespace: 'Quarterdeck',
        MetricName: 'HooksThrottled',
        MetricValue: '1',
        Dimensions: [{ Key: 'service', Value: '$.service' }],
      },
    ],
  });
});
