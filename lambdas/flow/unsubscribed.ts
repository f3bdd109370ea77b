import type { Preferences } from '../domain/ports.ts';
import type { Send } from '../domain/reviews/send.ts';
import { inParallel } from './parallel.ts';
import type { Services } from './services.ts';

const readsAtOnce = 8;

/** Preferences are of a mailbox, however its address is written. */
const mailbox = (address: string): string => address.toLowerCase();

export const isUnsubscribed = async (preferences: Preferences, workspace: string, address: string): Promise<boolean> =>
  ((await preferences.get(workspace, mailbox(address)))?.unsubscribedAt ?? null) !== null;

/** @param unsubscribedAt epoch milliseconds, `null` to subscribe again */
export const setUnsubscribed = (
  preferences: Preferences,
  workspace: string,
  address: string,
  unsubscribedAt: number | null,
): Promise<void> => preferences.put(workspace, mailbox(address), { unsubscribedAt });

/** Those of `addresses` that get no mail, as they are written there. */
export const unsubscribedOf = async (
  { preferences }: Pick<Services, 'preferences'>,
  workspace: string,
  addresses: readonly string[],
): Promise<Set<string>> => {
  const found = await inParallel(addresses, readsAtOnce, async (address) =>
    (await isUnsubscribed(preferences, workspace, address)) ? [address] : [],
  );
  return new Set(found.flat());
};

/** Why a mailbox gets no mail: what the mail system reported of it, else that its owner asked for none. */
export const unsubscribedReason = (sends: readonly Send[], address: string): string => {
  const reported = sends.find(
    ({ recipient, feedback }) =>
      mailbox(recipient) === mailbox(address) && (feedback === 'bounced' || feedback === 'complained'),
  );
  return reported?.feedback ?? 'unsubscribed';
};
