/** What is looked at of a composed mail. */
export interface PreviewMail {
  readonly subject: string;
  /** What a mailbox shows beside the subject. */
  readonly preheader: string;
  readonly from: string;
  readonly to: string;
  readonly html: string;
  readonly text: string;
  /** Names of its files. */
  readonly attachments: readonly string[];
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#x60': '`',
  '#x3D': '=',
};

/** The text of the mail's first hidden part, which stands before anything that is seen. */
const preheaderOf = (html: string): string => {
  const [, hidden = ''] = /<div[^>]*display:\s*none[^>]*>([^<]*)<\/div>/.exec(html) ?? [];
  return hidden.replace(/&([#\w]+);/g, (whole, name: string) => entities[name] ?? whole).trim();
};

/** Takes a composed mail apart, RFC 5322. */
export const readMail = async (message: Uint8Array): Promise<PreviewMail> => {
  // Loaded by this command alone: it takes longer to load than most commands take.
  const { simpleParser } = await import('mailparser');
  const parsed = await simpleParser(Buffer.from(message), { skipImageLinks: true });
  const html = parsed.html || '';
  const addresses = Array.isArray(parsed.to) ? parsed.to : parsed.to ? [parsed.to] : [];
  return {
    subject: parsed.subject ?? '',
    preheader: preheaderOf(html),
    from: parsed.from?.text ?? '',
    to: addresses.map(({ text }) => text).join(', '),
    html,
    text: parsed.text ?? '',
    attachments: parsed.attachments.map(({ filename }) => filename ?? ''),
  };
};
