import type { Configuration, Recipient } from './schema.ts';

/** Told when something is wrong, and the only ones who see who was sent what. */
export const isAdmin = ({ admins }: Pick<Configuration, 'admins'>, { email }: Pick<Recipient, 'email'>): boolean =>
  admins.some((admin) => admin.toLowerCase() === email.toLowerCase());

/** Who may open the page of the workspace: those who answer for all of it, and its admins. */
export const opensWorkspace = (
  configuration: Pick<Configuration, 'admins'>,
  recipient: Pick<Recipient, 'email' | 'role'>,
): boolean => recipient.role === 'executive' || recipient.role === 'crm' || isAdmin(configuration, recipient);
