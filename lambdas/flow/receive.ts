import type { Delivery } from '../domain/ports.ts';
import type { KnownSource } from './known.ts';
import type { Services } from './services.ts';

/** A hook as it came in. */
export interface Hook {
  readonly workspace: string;
  readonly source: string;
  /** Last path segment of `/hooks/{workspace}/{source}/{token}`. */
  readonly token: string | null;
  readonly body: Uint8Array;
  /** Lower-cased names. */
  readonly headers: Readonly<Record<string, string>>;
}

type Needs = Pick<Services, 'known' | 'deliveries' | 'workspaces' | 'refused' | 'clock' | 'logger' | 'metrics'>;

/** Never kept, not even with what is set aside: they may hold credentials of the caller. */
const neverKept = new Set(['authorization', 'cookie', 'proxy-authorization']);

export const headersNamed = (headers: Hook['headers'], names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));

/** What a signature may be in is not known beforehand, so all but credentials are kept until it verifies. */
const headersSetAside = ({ source }: KnownSource, headers: Hook['headers']): Record<string, string> =>
  source.secretKind === 'token'
    ? headersNamed(headers, source.keptHeaders)
    : Object.fromEntries(Object.entries(headers).filter(([name]) => !neverKept.has(name)));

const verifies = ({ source, secrets }: KnownSource, { body, headers, token }: Hook, now: number): boolean =>
  secrets.length > 0 && source.verify({ body, headers, token, now }, secrets);

const refuse = async (
  { workspaces, refused, logger, metrics }: Needs,
  known: KnownSource,
  hook: Hook,
  receivedAt: number,
): Promise<void> => {
  const { workspace, source, body, token } = hook;
  metrics.count('HooksRefused');
  try {
    const delivery: Delivery = {
      workspace,
      source,
      kind: 'webhook',
      receivedAt,
      body,
      headers: headersSetAside(known, hook.headers),
    };
    await Promise.all([refused.setAside(delivery, token), workspaces.countRefused(workspace, source, receivedAt)]);
  } catch (error) {
    // The answer must be the one that an unknown source gets; the sender repeats what it may repeat.
    logger.error('A refused hook could not be set aside.', { workspace, source, error });
  }
};

/**
 * Takes a hook in: true once it is stored durably, false when it is refused, whatever for. Nothing of the body is read
 * but by the verification of its bytes.
 */
export const receive = async (services: Needs, hook: Hook): Promise<boolean> => {
  const { known, deliveries, clock } = services;
  const { workspace, source, body } = hook;
  const receivedAt = clock();
  let found = await known.find(workspace, source);
  if (found && !verifies(found, hook, receivedAt)) {
    // Its secrets may have been changed a moment ago.
    const again = await known.findAgain(workspace, source);
    if (!again || !verifies(again, hook, receivedAt)) {
      await refuse(services, again ?? found, hook, receivedAt);
      return false;
    }
    found = again;
  }
  if (!found) return false;
  const headers = headersNamed(hook.headers, found.source.keptHeaders);
  await deliveries.put({ workspace, source, kind: 'webhook', receivedAt, body, headers });
  return true;
};
