import type { Links, Rendered } from './render.ts';
import { safeUrl } from './url.ts';

interface Addressed {
  readonly rendered: Rendered;
  readonly links: Links;
  readonly from: string;
  readonly sendId: string;
  readonly unlinked?: boolean;
}

/** The domain of a sender's address, with or without a name before it. */
const domainOf = (from: string): string => /@([^\s@<>]+?)>?\s*$/.exec(from)?.[1]?.toLowerCase() ?? 'localhost';

/** What may stand in an identifier between angle brackets. */
const atom = (text: string): string => text.replace(/[^\w.-]/g, '');

/** A value that is sent as it stands: encoded words or folding would break an identifier or an address. */
const asIs = (value: string) => ({ prepared: true, value: value.replace(/[^\x20-\x7e]/g, '') });

/** Headers that name the message and its list, and let a reader leave it with one click (RFC 8058, RFC 2919, RFC 3834). */
export const headersOf = ({ rendered, links, from, sendId, unlinked = false }: Addressed) => {
  const { cadence, campaigns, workspace } = rendered.document;
  const kind = campaigns ? 'campaign' : cadence;
  const domain = atom(domainOf(from));
  return {
    messageId: `<${atom(sendId)}@${domain}>`,
    headers: {
      ...(!unlinked && {
        'List-Unsubscribe': asIs(`<${safeUrl(links.unsubscribe)}>`),
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
      'List-Id': asIs(`<${atom(kind)}.${atom(workspace)}.${domain}>`),
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'Feedback-ID': asIs(`${atom(kind)}:${atom(workspace)}:kpi-review:${domain}`),
    },
  };
};
