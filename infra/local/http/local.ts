import type { Hono } from 'hono';
import type { HttpRequest, HttpResponse } from './gateway.ts';

const baseUrl = 'http://local';

/** Lets a Hono application answer, as the functions answer through theirs. */
export const answerWith =
  (app: Hono) =>
  async ({ method, target, headers, body }: HttpRequest): Promise<HttpResponse> => {
    const named = Object.entries(headers).flatMap(([name, values]) =>
      values ? [[name, values.join(',')] as [string, string]] : [],
    );
    const bodiless = method === 'GET' || method === 'HEAD';
    const request = new Request(`${baseUrl}${target}`, {
      method,
      headers: named,
      ...(!bodiless && { body: new Uint8Array(body) }),
    });
    const response = await app.fetch(request);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    };
  };
