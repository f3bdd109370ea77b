import type { Delivery } from '../domain/ports.ts';
import type { Configuration } from '../domain/workspaces/schema.ts';
import type { Source } from '../sources/source.ts';
import { countReleased } from './counts.ts';
import { headersNamed } from './receive.ts';
import type { Services } from './services.ts';
import { translate } from './translate.ts';

type Needs = Pick<
  Services,
  'secrets' | 'refused' | 'deliveries' | 'records' | 'workspaces' | 'sources' | 'clock' | 'pause' | 'logger' | 'metrics'
>;

/** Whether a refused delivery would be taken in with these secrets, at the time when it came. */
const verifies = (
  source: Source,
  { body, headers, receivedAt }: Delivery,
  tokenHash: string | null,
  secrets: readonly string[],
): boolean =>
  source.secretKind === 'token'
    ? tokenHash !== null && secrets.includes(tokenHash)
    : source.verify({ body, headers, token: null, now: receivedAt }, secrets);

const releaseSource = async (services: Needs, workspace: string, id: string, source: Source): Promise<number> => {
  const { refused, deliveries, secrets } = services;
  const current = await secrets.source(workspace, id);
  if (current.length === 0) return 0;
  let released = 0;
  for await (const { delivery, tokenHash, id: aside } of refused.list(workspace, id)) {
    if (!verifies(source, delivery, tokenHash, current)) continue;
    const key = await deliveries.put({ ...delivery, headers: headersNamed(delivery.headers, source.keptHeaders) });
    // It is as old as its receipt, and so behind what the sweep looks at.
    const { again, settled } = await translate(services, [key]);
    if (again.length > 0) continue;
    for (const settlement of settled) await countReleased(services, settlement);
    await refused.remove(workspace, id, aside);
    released += 1;
  }
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
