import type { Send } from '../domain/reviews/send.ts';
import type { Links } from '../rendering/render.ts';
import { linkExpiry, signLink } from './links.ts';
import type { Services } from './services.ts';

/** Where the links of a mail lead, signed for the one who gets it. */
export const mailLinks = async (
  services: Pick<Services, 'secrets' | 'publicUrl' | 'clock'>,
  { workspace, id: send }: Send,
): Promise<Links> => {
  const payload = { workspace, send, expiresAt: linkExpiry(services.clock()) };
  const review = `${services.publicUrl}/r/${await signLink(services, 'review', payload)}`;
  const preferences = `${services.publicUrl}/u/${await signLink(services, 'preferences', payload)}`;
  return { review, csv: `${review}?format=csv`, preferences, unsubscribe: preferences };
};
