import type * as z from 'zod/mini';
import type { Workspace } from '../domain/ports.ts';
import { asPreferred } from '../domain/workspaces/preferred.ts';
import type { Recipient } from '../domain/workspaces/schema.ts';
import type { HttpServices } from '../flow/services.ts';
import type { Rendered } from '../rendering/render.ts';
import type { reading } from './openapi/reviews.ts';
import { invalid } from './problem.ts';

type Asked = Pick<z.output<typeof reading>, 'role' | 'locale' | 'scope' | 'recipient'>;

/** Whose reading of a review is asked for. */
export interface ReviewReader {
  readonly reader: Rendered['reader'];
  /** The recipient, where one is named. */
  readonly recipient: Recipient | undefined;
  /** `owner=ana`; undefined is the whole workspace. */
  readonly scope: Recipient['scope'] | undefined;
}

/** The recipient that is named, as they want it; undefined where none is. */
const named = async (
  { preferences }: Pick<HttpServices, 'preferences'>,
  { configuration }: Workspace,
  { recipient: address, role, scope }: Asked,
): Promise<Recipient | undefined> => {
  if (address === undefined) return undefined;
  const found = configuration.recipients.find(({ email }) => email === address.toLowerCase());
  const errors = [
    ...(found
      ? []
      : [{ path: 'recipient', message: 'is not a recipient of the workspace; name one that its configuration has' }]),
    ...(role === undefined ? [] : [{ path: 'role', message: 'goes without a recipient, who has a role' }]),
    ...(scope === undefined ? [] : [{ path: 'scope', message: 'goes without a recipient, who sees their scope' }]),
  ];
  if (!found || errors.length > 0) throw invalid(errors);
  return asPreferred(found, await preferences.get(configuration.workspace, found.email));
};

/** The reader that a query names: one of the recipients, or anyone of a role, with a language. */
export const theReader = async (
  services: Pick<HttpServices, 'preferences'>,
  workspace: Workspace,
  asked: Asked,
): Promise<ReviewReader> => {
  const { role = 'crm', locale } = asked;
  const recipient = await named(services, workspace, asked);
  const language = locale ?? recipient?.locale ?? workspace.configuration.locale;
  return { reader: { ...(recipient ?? { role }), locale: language }, recipient, scope: recipient?.scope };
};
