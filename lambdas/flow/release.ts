import type { Delivery } from '../domain/ports.ts';
import type { Configuration } from '../domain/workspaces/schema.ts';
import type { Source } from '../sources/source.ts';
import { inParallel } from './parallel.ts';
import { headersNamed } from './receive.ts';
import type { Services } from './services.ts';

type Needs = Pick<Services, 'secrets' | 'refused' | 'deliveries' | 'sources' | 'clock' | 'logger' | 'publicUrl'>;

const lotSize = 25;
const takenAtOnce = 8;

/**
 * Whether a refused delivery would be taken in with these secrets, at the time when it came. Of its address only what every
 * source has is known any more: no page has a user add a query to that which is signed.
 */
const verifies = (
  { publicUrl }: Needs,
  verifier: Source,
  { workspace, source, body, headers, receivedAt }: Delivery,
  tokenHash: string | null,
  secrets: readonly string[],
): boolean => {
  const url = `${publicUrl}/hooks/${workspace}/${source}`;
  return verifier.verify({ method: 'POST', url, body, headers, tokenHash, now: receivedAt }, secrets);
};

/** Tells when a body first came: of what is identical within the source's retry window, when the first of them did. */
const firstReceipts = ({ retryWindow }: Source) => {
  const firsts = new Map<string, number>();
  return ({ body, receivedAt }: Delivery): number => {
    const text = Buffer.from(body).toString('latin1');
    const known = firsts.get(text);
    const first = known !== undefined && receivedAt - known <= retryWindow ? known : receivedAt;
    firsts.set(text, first);
    return first;
  };
};

interface Released {
  readonly delivery: Delivery;
  readonly aside: string;
}

/**
 * Stores each as a new delivery, received at the time of its release: the stream, the sweep and the counts then handle it
 * like any other. `firstReceivedAt` holds when it came. After a crash between the two writes it is stored twice, and the
 * fold ignores the second.
 */
const releaseSource = async (services: Needs, workspace: string, id: string, source: Source): Promise<number> => {
  const { refused, deliveries, secrets, clock } = services;
  const current = await secrets.source(workspace, id);
  if (current.length === 0) return 0;
  const firstReceivedAt = firstReceipts(source);
  let released = 0;
  let lot: Released[] = [];
  const flush = async (): Promise<void> => {
    await inParallel(lot, takenAtOnce, async ({ delivery, aside }) => {
      await deliveries.put(delivery);
      await refused.remove(workspace, id, aside);
    });
    released += lot.length;
    lot = [];
  };
  for await (const { delivery, tokenHash, id: aside } of refused.list(workspace, id)) {
    if (!verifies(services, source, delivery, tokenHash, current)) continue;
    const headers = headersNamed(delivery.headers, source.keptHeaders);
    const received = { receivedAt: clock(), firstReceivedAt: firstReceivedAt(delivery) };
    lot.push({ delivery: { ...delivery, headers, ...received }, aside });
    if (lot.length === lotSize) await flush();
  }
  await flush();
  return released;
};

/** Takes in what was refused and set aside, where it verifies with the secrets that there are now. */
export const release = async (services: Needs, { workspace, sources: configured }: Configuration): Promise<void> => {
  for (const { id, system } of configured) {
    const source = services.sources.get(system);
    const released = source ? await releaseSource(services, workspace, id, source) : 0;
    if (released > 0)
      services.logger.info('Deliveries that had been refused were taken in.', {
        workspace,
        source: id,
        deliveries: released,
      });
  }
};
