import { opensWorkspace } from '../domain/workspaces/access.ts';
import type { Recipient } from '../domain/workspaces/schema.ts';
import { previewLinks } from '../flow/mailLinks.ts';
import type { HttpServices } from '../flow/services.ts';
import { renderMail } from '../rendering/mail.ts';
import type { Rendered } from '../rendering/render.ts';

/** Of a domain that nobody can have (RFC 2606): whom a mail is from or to before the configuration says so. */
const nobody = 'preview@quarterdeck.invalid';

/** The mail that a review would make, composed and sent to nobody; its links are no one's. */
export const previewMail = async (
  services: Pick<HttpServices, 'publicUrl' | 'clock'>,
  rendered: Rendered,
  recipient: Recipient | undefined,
): Promise<Uint8Array> => {
  const { configuration, reader } = rendered;
  const { from = nobody, replyTo } = configuration;
  const { message } = await renderMail({
    rendered,
    links: previewLinks(services, opensWorkspace(configuration, { email: nobody, ...recipient, ...reader })),
    from,
    ...(replyTo !== undefined && { replyTo }),
    to: { email: recipient?.email ?? nobody, ...(recipient?.name !== undefined && { name: recipient.name }) },
    sendId: 'preview',
    date: services.clock(),
  });
  return message;
};
