import type { TestMailMessage, Workspace } from '../domain/ports.ts';
import { isAdmin } from '../domain/workspaces/access.ts';
import { asPreferred, whyNoMail } from '../domain/workspaces/preferred.ts';
import type { Recipient } from '../domain/workspaces/schema.ts';
import type { Services } from './services.ts';

/** Who is to have a test, or why they cannot. */
export type TestReader = { readonly reader: Recipient } | { readonly why: string };

/** Of an admin who gets no reviews: that of the whole workspace, as the API answers it to who names no role. */
const asAdmin = (email: string): Recipient => ({ email, role: 'crm', reviews: [] });

/** In another role than their own a recipient has no order of KPIs that was meant for it; what they may see stays theirs. */
const inRole = (reader: Recipient, { role, locale }: Pick<TestMailMessage, 'role' | 'locale'>): Recipient => {
  const { kpis: _, ...others } = reader;
  return {
    ...(role === undefined || role === reader.role ? reader : { ...others, role }),
    ...(locale !== undefined && { locale }),
  };
};

/**
 * The reader that a test is made for: a recipient as they would get the review, or an admin. To anybody else nothing is
 * mailed, so that no one who has a key mails through this deployment to whom they like; nor to who wants no mail.
 */
export const testReaderOf = async (
  { preferences }: Pick<Services, 'preferences'>,
  { configuration }: Workspace,
  { to, role, locale, asOf }: Pick<TestMailMessage, 'to' | 'role' | 'locale' | 'asOf'>,
): Promise<TestReader> => {
  const { recipients, admins, workspace, timeZone } = configuration;
  const address = to.toLowerCase();
  const recipient = recipients.find(({ email }) => email === address);
  const admin = isAdmin({ admins }, { email: address }) ? asAdmin(address) : undefined;
  const configured = recipient ?? admin;
  if (!configured)
    return {
      why: 'is neither a recipient nor an admin of the workspace; tests are mailed to these only. Add it to the configuration first',
    };
  const preferred = await preferences.get(workspace, address);
  const no = whyNoMail(preferred, asOf, timeZone);
  if (no !== null)
    return {
      why: recipient
        ? `is mailed nothing: ${no}. Its owner can change that on the page of their preferences, by the link in any mail`
        : `is mailed nothing: ${no}. Name another address in "admins", and mail the test there`,
    };
  return { reader: inRole(asPreferred(configured, preferred), { role, locale }) };
};
