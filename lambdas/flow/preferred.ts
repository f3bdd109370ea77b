import type { Preferred } from '../domain/ports.ts';
import { type NoMail, whyNoMail } from '../domain/workspaces/preferred.ts';
import type { Configuration } from '../domain/workspaces/schema.ts';
import { inParallel } from './parallel.ts';
import type { Services } from './services.ts';

const readsAtOnce = 8;

/** What the recipients of a workspace chose, by address; who chose nothing is absent. */
export const preferredOf = async (
  { preferences }: Pick<Services, 'preferences'>,
  { workspace, recipients }: Pick<Configuration, 'workspace' | 'recipients'>,
): Promise<ReadonlyMap<string, Preferred>> => {
  const found = await inParallel(recipients, readsAtOnce, async ({ email }) => {
    const preferred = await preferences.get(workspace, email);
    return preferred ? [[email, preferred] as const] : [];
  });
  return new Map(found.flat());
};

/** Those to whom nothing is mailed at an instant, and why. */
export const withoutMail = (
  { recipients, timeZone }: Pick<Configuration, 'recipients' | 'timeZone'>,
  preferred: ReadonlyMap<string, Preferred>,
  now: number,
): ReadonlyMap<string, NoMail> =>
  new Map(
    recipients.flatMap(({ email }) => {
      const why = whyNoMail(preferred.get(email), now, timeZone);
      return why === null ? [] : [[email, why] as const];
    }),
  );
