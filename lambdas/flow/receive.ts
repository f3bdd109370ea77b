import type { Delivery } from '../domain/ports.ts';
import type { Verifier } from '../sources/source.ts';
import { sha256 } from './hash.ts';
import type { KnownSource } from './known.ts';
import type { Services } from './services.ts';

/** A hook as it came in. */
export interface Hook {
  readonly workspace: string;
  readonly source: string;
  /** Last path segment of `/hooks/{workspace}/{source}/{token}`. */
  readonly token: string | null;
  readonly method: string;
  /** From the first slash, as it was written: path, and query if any. */
  readonly target: string;
  readonly body: Uint8Array;
  /** Lower-cased names. */
  readonly headers: Readonly<Record<string, string>>;
}

type Needs = Pick<
  Services,
  'known' | 'deliveries' | 'workspaces' | 'refused' | 'clock' | 'logger' | 'metrics' | 'publicUrl'
>;

/** Never kept, not even with what is set aside: they may hold credentials of the caller. */
const neverKept = new Set(['authorization', 'cookie', 'proxy-authorization']);

export const headersNamed = (headers: Hook['headers'], names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));

/** What a signature may be in is not known beforehand, so all but credentials are kept until it verifies. */
const headersSetAside = ({ source }: KnownSource, headers: Hook['headers']): Record<string, string> =>
  source.secretKind === 'token'
    ? headersNamed(headers, source.keptHeaders)
    : Object.fromEntries(Object.entries(headers).filter(([name]) => !neverKept.has(name)));

const queryOf = (target: string): string => target.slice(target.indexOf('?') + 1 || target.length);

const tokenOf = ({ source }: KnownSource, { token, target, headers }: Hook): string | null =>
  source.tokenIn ? source.tokenIn({ path: token, query: queryOf(target), headers }) : token;

const hashOf = (token: string | null): string | null => (token === null ? null : sha256(token));

const verifies = ({ publicUrl }: Needs, known: KnownSource, hook: Hook, now: number): boolean => {
  const { method, target, body, headers } = hook;
  const request = { method, url: `${publicUrl}${target}`, body, headers, now };
  return (
    known.secrets.length > 0 &&
    known.source.verify({ ...request, tokenHash: hashOf(tokenOf(known, hook)) }, known.secrets)
  );
};

/** The body as it may be stored. */
const storable = ({ source }: KnownSource, { body }: Hook): Uint8Array => source.redact?.(body) ?? body;

/** What a hook is answered with once it is stored. */
export type Acknowledgement = NonNullable<Verifier['acknowledgement']>;

const taken: Acknowledgement = { contentType: 'application/json', body: '{"received":true}' };

const refuse = async (
  { workspaces, refused, logger, metrics }: Needs,
  known: KnownSource,
  hook: Hook,
  receivedAt: number,
): Promise<void> => {
  const { workspace, source } = hook;
  metrics.count('HooksRefused');
  try {
    const delivery: Delivery = {
      workspace,
      source,
      kind: 'webhook',
      receivedAt,
      body: storable(known, hook),
      headers: headersSetAside(known, hook.headers),
    };
    await Promise.all([
      refused.setAside(delivery, hashOf(tokenOf(known, hook))),
      workspaces.countRefused(workspace, source, receivedAt),
    ]);
  } catch (error) {
    // The answer must be the one that an unknown source gets; the sender repeats what it may repeat.
    logger.error('A refused hook could not be set aside.', { workspace, source, error });
  }
};

/**
 * Takes a hook in: what its sender wants to read once it is stored durably, and nothing when it is refused, whatever for.
 * Nothing of the body is read but by the verification of its bytes.
 */
export const receive = async (services: Needs, hook: Hook): Promise<Acknowledgement | undefined> => {
  const { known, deliveries, clock } = services;
  const { workspace, source } = hook;
  const receivedAt = clock();
  let found = await known.find(workspace, source);
  if (found && !verifies(services, found, hook, receivedAt)) {
    // Its secrets may have been changed a moment ago.
    const again = await known.findAgain(workspace, source);
    if (!again || !verifies(services, again, hook, receivedAt)) {
      await refuse(services, again ?? found, hook, receivedAt);
      return undefined;
    }
    found = again;
  }
  if (!found) return undefined;
  const headers = headersNamed(hook.headers, found.source.keptHeaders);
  await deliveries.put({ workspace, source, kind: 'webhook', receivedAt, body: storable(found, hook), headers });
  return found.source.acknowledgement ?? taken;
};
