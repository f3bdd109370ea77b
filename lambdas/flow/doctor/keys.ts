import { dayMs, dayOf } from '../../domain/periods/utcDay.ts';
import type { ApiKey } from '../../domain/ports.ts';
import type { Services } from '../services.ts';
import { type Asked, type Check, minute, ok, warning } from './check.ts';

const soonDays = 14;

/** As a shell takes it for one word. */
const word = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The command that makes one of the same name and scopes that lasts as long, to the end of a day. */
const anewOf = (workspace: string, now: number, { name, scopes, createdAt, expiresAt }: ApiKey): string =>
  [
    `npx quarterdeck keys ${workspace} --create --scope ${scopes.join(' ')}`,
    ...(/^\P{Cc}+$/u.test(name) ? [`--name ${word(name)}`] : []),
    `--expires ${dayOf(now + ((expiresAt ?? now) - createdAt) + dayMs)}`,
  ].join(' ');

const expiring = (workspace: string, now: number, key: ApiKey): Check[] => {
  const { id, name, expiresAt } = key;
  if (expiresAt === null || expiresAt - now > soonDays * dayMs) return [];
  const about = ['keys.expiry', name === '' ? id : name] as const;
  const revoke = `npx quarterdeck keys ${workspace} --revoke ${id}`;
  const anew = anewOf(workspace, now, key);
  return [
    expiresAt <= now
      ? warning(about, `Expired on ${minute(expiresAt)}: it opens nothing any more.`, `${revoke}\n${anew}`)
      : warning(about, `Expires on ${minute(expiresAt)}.`, `${anew}\nOnce the new one is in use:\n${revoke}`),
  ];
};

/** Whether API keys of the workspace expire soon, or have. */
export const keyChecks = async (
  { apiKeys }: Pick<Services, 'apiKeys'>,
  { workspace: { configuration }, now }: Asked,
): Promise<readonly Check[]> => {
  const keys = await apiKeys.list(configuration.workspace);
  const found = keys.flatMap((key) => expiring(configuration.workspace, now, key));
  return found.length > 0 ? found : [ok(['keys.expiry', 'keys'], `No key expires in the next ${soonDays} days.`)];
};
