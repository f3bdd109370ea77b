import type { Workspace } from '../domain/ports.ts';
import type { Mistake } from '../domain/workspaces/mistakes.ts';
import type { Services } from './services.ts';

/** Whether mail was ever addressed to an address: whoever was taken out of the configuration still holds links. */
const isKnown = async (
  { ledger }: Pick<Services, 'ledger'>,
  { configuration }: Workspace,
  address: string,
): Promise<boolean> =>
  configuration.recipients.some(({ email }) => email === address) ||
  (await ledger.list(configuration.workspace)).some(({ recipient }) => recipient === address);

/**
 * Ends all links that were mailed until now, of one recipient or of all of the workspace (`null`); those of later mails
 * are good. Whoever was mailed none is a mistake, for a link that was to be ended would stay.
 */
export const revokeLinks = async (
  services: Pick<Services, 'ledger' | 'preferences' | 'clock'>,
  workspace: Workspace,
  address: string | null,
): Promise<readonly Mistake[]> => {
  const mailbox = address?.toLowerCase() ?? null;
  if (mailbox !== null && !(await isKnown(services, workspace, mailbox)))
    return [
      {
        path: 'recipient',
        message: 'is not a recipient of the workspace, and never was mailed anything; check how it is written',
      },
    ];
  await services.preferences.revokeLinks(workspace.configuration.workspace, mailbox, services.clock());
  return [];
};
