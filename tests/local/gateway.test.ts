import { request as httpRequest } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gatewayEvent, gatewayResponse, type HttpRequest } from '../../infra/local/http/gateway.ts';
import { createFront, type GatewayFunction, type Routes } from '../../infra/local/http/server.ts';
import { close, listen } from '../../infra/local/listen.ts';

const now = Date.UTC(2026, 10, 3, 11, 4, 5);
const requestOf = (request: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  target: '/hooks/acme/kommo/t0ken?b=2&a=1&a=x%20y',
  headers: { host: ['kpis.acme.example:4410'], 'content-type': ['application/json'] },
  body: Buffer.from('{"a":"é"}'),
  sourceIp: '127.0.0.1',
  httpVersion: '1.1',
  ...request,
});

describe('the event of a request', () => {
  it('is that of an HTTP API, payload format 2.0', () => {
    expect(gatewayEvent(requestOf(), now)).toEqual({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/hooks/acme/kommo/t0ken',
      rawQueryString: 'b=2&a=1&a=x%20y',
      headers: { host: 'kpis.acme.example:4410', 'content-type': 'application/json' },
      queryStringParameters: { b: '2', a: '1,x y' },
      requestContext: {
        accountId: expect.stringMatching(/^\d{12}$/),
        apiId: expect.any(String),
        domainName: 'kpis.acme.example:4410',
        domainPrefix: 'kpis',
        http: {
          method: 'POST',
          path: '/hooks/acme/kommo/t0ken',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: '',
        },
        requestId: expect.any(String),
        routeKey: '$default',
        stage: '$default',
        time: '03/Nov/2026:11:04:05 +0000',
        timeEpoch: now,
      },
      body: '{"a":"é"}',
      isBase64Encoded: false,
    });
  });

  it.each(['text/plain', 'text/csv; charset=utf-8', 'application/json', 'application/xml', 'application/problem+json'])(
    'holds a body of %s as text',
    (type) => {
      const event = gatewayEvent(requestOf({ headers: { 'content-type': [type] }, body: Buffer.from('a=b') }), now);
      expect(event).toMatchObject({ body: 'a=b', isBase64Encoded: false });
    },
  );

  it.each([
    'application/x-www-form-urlencoded',
    'application/x-ndjson',
    'application/octet-stream',
    'multipart/form-data; boundary=x',
  ])('holds a body of %s as base64', (type) => {
    const body = Buffer.from([97, 0, 255]);
    const event = gatewayEvent(requestOf({ headers: { 'content-type': [type] }, body }), now);
    expect(event).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
  });

  it('loses no byte of a body without a content type', () => {
    const body = Buffer.from([0xff, 0xfe, 0x00]);
    const { body: held = '', isBase64Encoded } = gatewayEvent(requestOf({ headers: {}, body }), now);
    expect(isBase64Encoded).toBe(true);
    expect(Buffer.from(held, 'base64')).toEqual(body);
  });

  it('has no body where there is none, and no query', () => {
    const event = gatewayEvent(requestOf({ method: 'GET', target: '/v1/kpis', body: Buffer.alloc(0) }), now);
    expect(event).not.toHaveProperty('body');
    expect(event).not.toHaveProperty('queryStringParameters');
    expect(event).toMatchObject({ isBase64Encoded: false, rawQueryString: '' });
  });

  it('holds cookies apart, and several values of a header in one', () => {
    const event = gatewayEvent(
      requestOf({ headers: { cookie: ['a=1; b=2'], accept: ['text/html', 'text/csv'] } }),
      now,
    );
    expect(event.cookies).toEqual(['a=1', 'b=2']);
    expect(event.headers).toEqual({ accept: 'text/html,text/csv' });
  });

  it('keeps the path as it was written', () => {
    expect(gatewayEvent(requestOf({ target: '//evil/%2e%2e/%3C' }), now).rawPath).toBe('//evil/%2e%2e/%3C');
  });
});

describe('the response to what a function answers', () => {
  it('has its status, headers, cookies and body', () => {
    const answer = {
      statusCode: 201,
      headers: { Location: '/x', 'Content-Type': 'text/csv' },
      cookies: ['a=1', 'b=2'],
      body: 'a',
    };
    expect(gatewayResponse(answer)).toEqual({
      status: 201,
      headers: { location: '/x', 'content-type': 'text/csv', 'set-cookie': ['a=1', 'b=2'] },
      body: 'a',
    });
  });

  it('has the bytes of a body in base64', () => {
    const { body } = gatewayResponse({
      statusCode: 200,
      body: Buffer.from([0, 255]).toString('base64'),
      isBase64Encoded: true,
    });
    expect(body).toEqual(Buffer.from([0, 255]));
  });

  it('is 200 and JSON for anything without a status', () => {
    expect(gatewayResponse({ a: 1 })).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
    expect(gatewayResponse('plain')).toMatchObject({ status: 200, body: 'plain' });
  });
});

describe('the front', () => {
  const listening = async (
    routes: Partial<Routes> | undefined,
    onError: (error: unknown) => void = () => {},
  ): Promise<string> => {
    const unused = async () => ({ statusCode: 599 });
    const whole = routes && {
      receive: unused,
      api: unused,
      local: async () => ({ status: 599, headers: {}, body: '' }),
      ...routes,
    };
    const server = createFront({ routes: () => whole, clock: Date.now, onError });
    const port = await listen(server, 0, '127.0.0.1');
    onTestFinished(() => close(server));
    return `http://127.0.0.1:${port}`;
  };
  const echo: GatewayFunction = async (event: APIGatewayProxyEventV2) => ({
    statusCode: 200,
    body: `${event.rawPath} ${event.body?.length ?? 0}`,
  });

  it('brings webhooks to receive, what is local to the local pages, and all else to the API', async () => {
    const named =
      (name: string): GatewayFunction =>
      async () => ({ statusCode: 200, body: name });
    const local = async () => ({ status: 200, headers: {}, body: 'local' });
    const url = await listening({ receive: named('receive'), api: named('api'), local });
    const answerTo = async (path: string) => (await fetch(`${url}${path}`)).text();
    expect(await answerTo('/hooks/acme/kommo/x')).toBe('receive');
    for (const path of ['/', '/?a=b', '/local/mailbox', '/local']) expect(await answerTo(path)).toBe('local');
    for (const path of ['/v1/kpis', '/r/token', '/u/token', '/localhost', '/nothing'])
      expect(await answerTo(path)).toBe('api');
  });

  it('takes 10 MB and not a byte more', async () => {
    const url = await listening({ api: echo });
    const post = (bytes: number) =>
      fetch(`${url}/v1`, { method: 'POST', body: new Uint8Array(bytes), headers: { 'content-type': 'text/plain' } });
    const limit = 10 * 1024 * 1024;
    expect((await post(limit)).status).toBe(200);
    const refused = await post(limit + 1);
    expect(refused.status).toBe(413);
    expect(await refused.json()).toEqual({ message: 'Request Entity Too Large' });
  });

  it('answers 500 for a function that throws, tells nobody why but the log, and goes on', async () => {
    const errors: unknown[] = [];
    const secret = new Error('the secret reason');
    const url = await listening(
      {
        api: async () => {
          throw secret;
        },
      },
      (error) => errors.push(error),
    );
    for (let time = 0; time < 2; time++) {
      const response = await fetch(`${url}/v1`);
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({ message: 'Internal Server Error' });
    }
    expect(errors).toEqual([secret, secret]);
  });

  it('answers 503 and asks to come again as long as the system starts', async () => {
    const response = await fetch(`${await listening(undefined)}/v1/kpis`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
  });

  it('survives a client that hangs up in the middle of its body', async () => {
    const errors: unknown[] = [];
    const url = await listening({ api: echo }, (error) => errors.push(error));
    const broken = httpRequest(`${url}/v1`, { method: 'POST', headers: { 'content-length': '100' } });
    broken.on('error', () => {});
    broken.write('half');
    await new Promise((resolve) => setTimeout(resolve, 30));
    broken.destroy();
    expect((await fetch(`${url}/v1`)).status).toBe(200);
    expect(errors).toEqual([]);
  });
});
