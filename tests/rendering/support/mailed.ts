import { type ParsedMail, simpleParser } from 'mailparser';
import { type MailRequest, renderMail } from '../../../lambdas/rendering/mail.ts';
import type { Rendered } from '../../../lambdas/rendering/render.ts';
import { links, rendered } from '../../fixtures/review.ts';

const requestOf = (of: Rendered = rendered(), change: Partial<MailRequest> = {}): MailRequest => ({
  rendered: of,
  links,
  from: 'Acme KPIs <kpis@acme.example>',
  replyTo: 'revops@acme.example',
  to: { email: 'ana@acme.example', name: 'Ana Conceição' },
  sendId: 'f3b1c9d2',
  date: Date.UTC(2026, 10, 1, 11, 0, 4),
  ...change,
});

export interface Mailed {
  readonly subject: string;
  /** The message as it goes over the wire. */
  readonly raw: string;
  /** Lines of the header, as they stand. */
  readonly head: string;
  readonly parsed: ParsedMail;
  readonly html: string;
  readonly text: string;
  /** The bodies of the parts, encoded, in their order, with their content types. */
  readonly parts: readonly { readonly type: string; readonly encoding: string; readonly body: string }[];
}

export const mailed = async (of?: Rendered, change?: Partial<MailRequest>): Promise<Mailed> => {
  const { subject, message } = await renderMail(requestOf(of, change));
  const raw = Buffer.from(message).toString('latin1');
  const parsed = await simpleParser(Buffer.from(message), { skipImageLinks: true });
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const boundary = /boundary="?([^";\r\n]+)/.exec(head)?.[1] ?? '';
  const parts = rest
    .join('\r\n\r\n')
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [partHead = '', ...body] = part.split('\r\n\r\n');
      const field = (name: string): string => new RegExp(`^${name}: ([^;\\r\\n]+)`, 'im').exec(partHead)?.[1] ?? '';
      return { type: field('Content-Type'), encoding: field('Content-Transfer-Encoding'), body: body.join('\r\n\r\n') };
    });
  return { subject, raw, head, parsed, html: parsed.html || '', text: parsed.text ?? '', parts };
};

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#x60': '`',
  '#x3D': '=',
  nbsp: '\u00a0',
};

/** What a reader sees of HTML: no tags, no comments, no style. */
export const visible = (html: string): string =>
  html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&([#\w]+);/g, (whole, name: string) => entities[name] ?? whole);

/** Tags of one name, as they stand. */
export const tags = (html: string, name: string): string[] => html.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? [];
