import type { Preferences } from '../domain/ports.ts';

/** Ends the mails to an address; `stoppedBy` says what the mail system reported of it, if it was not its owner. */
export const unsubscribe = (
  preferences: Preferences,
  workspace: string,
  address: string,
  at: number,
  stoppedBy: 'bounced' | 'complained' | null = null,
): Promise<void> => preferences.change(workspace, address, { unsubscribedAt: at, stoppedBy });
