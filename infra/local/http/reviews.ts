import type { Context } from 'hono';
import { invocationContext } from '../lambda.ts';
import { gatewayEvent, gatewayResponse } from './gateway.ts';
import type { GatewayFunction } from './server.ts';

/** What a browser cannot ask for by `Accept`, it asks for by `?format=`. */
const formats = new Map([
  ['csv', 'text/csv'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['json', 'application/json'],
]);

/**
 * Passes a request for a review on to the API with the deployment's admin key, since a browser has none to send: on
 * this machine whoever sees this page can read the key as well.
 */
export const reviewThrough =
  (api: GatewayFunction, adminKey: () => Promise<string>) =>
  async (context: Context): Promise<Response> => {
    const { workspace = '', period = '' } = context.req.param();
    const { format = 'html', ...query } = context.req.query();
    const target = `/v1/workspaces/${encodeURIComponent(workspace)}/reviews/${encodeURIComponent(period)}?${new URLSearchParams(query)}`;
    const event = gatewayEvent(
      {
        method: 'GET',
        target,
        headers: {
          host: [context.req.header('host') ?? 'local'],
          accept: [formats.get(format) ?? 'text/html'],
          authorization: [`Bearer ${await adminKey()}`],
        },
        body: Buffer.alloc(0),
        sourceIp: '127.0.0.1',
        httpVersion: '1.1',
      },
      Date.now(),
    );
    const { status, headers, body } = gatewayResponse(await api(event, invocationContext('api')));
    const named = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
    return new Response(typeof body === 'string' ? body : new Uint8Array(body), { status, headers: named });
  };
