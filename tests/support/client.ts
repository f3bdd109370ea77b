import type { KeyScope } from '../../lambdas/domain/ports.ts';
import { createKey } from '../../lambdas/flow/keys.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { createRouter } from '../../lambdas/http/router.ts';

const adminKey = 'qd_admin_of_tests';

interface Asked {
  readonly key?: string | null;
  /** Sent as JSON unless it is text or bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the router as a program would over HTTP, with the deployment's admin key unless another is given. */
export const clientOf = (services: Services) => {
  const router = createRouter(services);
  return async (
    method: string,
    path: string,
    { key = adminKey, body, headers = {} }: Asked = {},
  ): Promise<Response> => {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    return router.request(path, {
      method,
      headers: {
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isRaw ? (body as string) : JSON.stringify(body) }),
    });
  };
};

export type Client = ReturnType<typeof clientOf>;

export const keyWith = async (
  services: Services,
  scopes: readonly KeyScope[],
  workspace = 'acme',
  expiresAt: number | null = null,
): Promise<string> => (await createKey(services, { workspace, name: 'test', scopes, expiresAt })).key;

/** The members of an answer in JSON. */
export const json = async (response: Response): Promise<Record<string, unknown>> =>
  (await response.json()) as Record<string, unknown>;
