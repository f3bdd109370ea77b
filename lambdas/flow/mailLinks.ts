import type { Send } from '../domain/reviews/send.ts';
import type { Links } from '../rendering/render.ts';
import { linkExpiry, signLink } from './links.ts';
import type { Services } from './services.ts';

/** In the place of a token: nothing is signed so, and whatever it is asked of says that this is a preview. */
export const previewToken = 'preview';

/** Where the links of a mail lead that is nobody's, a preview or a test: to a page that says so, and to no one's own. */
export const previewLinks = ({ publicUrl }: Pick<Services, 'publicUrl'>, opensWorkspace: boolean): Links => {
  const to = (letter: 'r' | 'u' | 'w'): string => `${publicUrl}/${letter}/${previewToken}`;
  return {
    review: to('r'),
    csv: to('r'),
    xlsx: to('r'),
    preferences: to('u'),
    unsubscribe: to('u'),
    ...(opensWorkspace && { workspace: to('w') }),
  };
};

/**
 * Where the links of a mail lead, signed for the one who gets it.
 *
 * @param opensWorkspace whether that one may open the page of the workspace
 */
export const mailLinks = async (
  services: Pick<Services, 'secrets' | 'publicUrl' | 'clock'>,
  { workspace, id: send }: Send,
  opensWorkspace = false,
): Promise<Links> => {
  const payload = { workspace, send, expiresAt: linkExpiry(services.clock()) };
  const review = `${services.publicUrl}/r/${await signLink(services, 'review', payload)}`;
  const preferences = `${services.publicUrl}/u/${await signLink(services, 'preferences', payload)}`;
  const page = opensWorkspace ? await signLink(services, 'workspace', payload) : null;
  return {
    review,
    csv: `${review}?format=csv`,
    xlsx: `${review}?format=xlsx`,
    preferences,
    unsubscribe: preferences,
    ...(page !== null && { workspace: `${services.publicUrl}/w/${page}` }),
  };
};
