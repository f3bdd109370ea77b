import { dayMs, dayOf } from '../domain/periods/utcDay.ts';
import type { DeliveryKey, StoredDelivery } from '../domain/ports.ts';
import type { Services } from './services.ts';
import type { Translated } from './translation.ts';

interface Read {
  readonly delivery: Pick<StoredDelivery, 'key'>;
  readonly translated: Pick<Translated, 'seen'>;
}

/** For as long as the health of a source looks back. */
const rememberedMs = 30 * dayMs;

/**
 * Remembers, by the UTC day of their receipt, which of the mapped fields deliveries gave a value. Before these are settled:
 * what is cut off is told again when they are translated again.
 */
export const rememberSeen = async (
  { workspaces, clock, logger }: Pick<Services, 'workspaces' | 'clock' | 'logger'>,
  reads: readonly Read[],
): Promise<void> => {
  const days = new Map<string, { readonly of: DeliveryKey; readonly marks: Set<string> }>();
  for (const { delivery, translated } of reads) {
    const { workspace, source, receivedAt } = delivery.key;
    if (translated.seen.length === 0 || receivedAt < clock() - rememberedMs) continue;
    const name = `${workspace}#${source}#${dayOf(receivedAt)}`;
    const day = days.get(name) ?? { of: delivery.key, marks: new Set() };
    days.set(name, day);
    for (const mark of translated.seen) day.marks.add(mark);
  }
  for (const { of, marks } of days.values()) {
    try {
      await workspaces.markSeen(of.workspace, of.source, dayOf(of.receivedAt), [...marks]);
    } catch (error) {
      // The records have it; the next delivery that fills the field tells it once more.
      logger.warn('It could not be remembered which fields were seen.', { ...of, error });
    }
  }
};
