import { localDate } from '../domain/periods/localDay.ts';
import type { Preferred, Workspace } from '../domain/ports.ts';
import { type Choice, cameBack, keptOf } from '../domain/workspaces/choice.ts';
import type { Recipient } from '../domain/workspaces/schema.ts';
import { openSigned } from './readers.ts';
import type { Services } from './services.ts';
import { unsubscribe } from './unsubscribed.ts';

export interface OpenedPreferences {
  readonly workspace: Workspace;
  /** As the configuration has them. */
  readonly recipient: Recipient;
  /** Whether the configuration has them: whoever was taken out of it still finds their preferences. */
  readonly listed: boolean;
  readonly preferred: Preferred | undefined;
  /** The day at the workspace, `YYYY-MM-DD`. */
  readonly today: string;
}

type Needs = Pick<Services, 'ledger' | 'workspaces' | 'preferences' | 'secrets' | 'clock'>;

/** Opens the link to someone's preferences. */
export const openPreferences = async (services: Needs, token: string): Promise<OpenedPreferences | undefined> => {
  const opened = await openSigned(services, 'preferences', token);
  if (!opened) return undefined;
  const { send, workspace, preferred } = opened;
  const { recipients, timeZone } = workspace.configuration;
  const recipient = recipients.find(({ email }) => email === send.recipient);
  return {
    workspace,
    recipient: recipient ?? { email: send.recipient, role: 'executive', reviews: [] },
    listed: recipient !== undefined,
    preferred,
    today: localDate(services.clock(), timeZone),
  };
};

type Writes = Pick<Services, 'preferences' | 'clock'>;

const namesOf = ({ workspace, recipient }: OpenedPreferences): readonly [workspace: string, address: string] => [
  workspace.configuration.workspace,
  recipient.email,
];

/** The same, as they are stored now. */
const reread = async ({ preferences }: Writes, opened: OpenedPreferences): Promise<OpenedPreferences> => ({
  ...opened,
  preferred: await preferences.get(...namesOf(opened)),
});

/** Changes whether the holder of the link gets mail at all. */
export const setSubscribed = async (
  services: Writes,
  opened: OpenedPreferences,
  subscribed: boolean,
): Promise<OpenedPreferences> => {
  const { preferences, clock } = services;
  const { preferred, workspace } = opened;
  const isSubscribed = (preferred?.unsubscribedAt ?? null) === null;
  // Asked again it changes nothing: since when somebody is back decides of which periods they hear.
  if (isSubscribed === subscribed) return opened;
  if (preferred && subscribed)
    await preferences.change(...namesOf(opened), cameBack(preferred, workspace.configuration, clock()));
  else await unsubscribe(preferences, ...namesOf(opened), clock());
  return reread(services, opened);
};

/** Mails go out again from now on. */
export const endPause = async (services: Writes, opened: OpenedPreferences): Promise<OpenedPreferences> => {
  await services.preferences.change(...namesOf(opened), { pausedUntil: null });
  return reread(services, opened);
};

/** Keeps what the holder of the link chose. */
export const choose = async (
  services: Writes,
  opened: OpenedPreferences,
  choice: Choice,
): Promise<OpenedPreferences> => {
  const { recipient, preferred, workspace } = opened;
  const kept = keptOf(choice, recipient, preferred, workspace.configuration, services.clock());
  await services.preferences.change(...namesOf(opened), kept);
  return reread(services, opened);
};
