import { html } from 'hono/html';
import type { AddressObject, ParsedMail } from 'mailparser';
import type { MailEntry } from '../mailbox.ts';
import { count, type Markup, nothing, page, when } from './layout.ts';

/** How a mail is looked at. */
export type MailView = 'desktop' | 'phone' | 'noImages' | 'text' | 'source';

const views: Readonly<Record<MailView, string>> = {
  desktop: 'As read',
  phone: 'Phone',
  noImages: 'Images off',
  text: 'Plain text',
  source: 'Source',
};

export const isMailView = (name: string): name is MailView => Object.hasOwn(views, name);

/** Headers that a reader of mails may care about, in this order. */
const shownHeaders = [
  'From',
  'Reply-To',
  'To',
  'Subject',
  'Date',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Auto-Submitted',
  'Feedback-ID',
  'Message-ID',
  'Content-Type',
];

const addressText = (address: AddressObject | AddressObject[] | undefined): string | undefined =>
  address &&
  [address]
    .flat()
    .map(({ text }) => text)
    .join(', ');

const headerValue = (mail: ParsedMail, name: string): string | undefined => {
  if (name === 'Subject') return mail.subject;
  const decoded = { From: mail.from, 'Reply-To': mail.replyTo, To: mail.to }[name];
  if (decoded) return addressText(decoded);
  const found = mail.headerLines.find(({ key }) => key === name.toLowerCase());
  return found?.line
    .slice(found.line.indexOf(':') + 1)
    .replace(/\r?\n\s+/g, ' ')
    .trim();
};

const facts = (mail: ParsedMail, bytes: number): Markup =>
  html`<dl class="facts">${shownHeaders.map((name) => {
    const value = headerValue(mail, name);
    return value === undefined ? nothing : html`<dt>${name}</dt><dd>${value}</dd>`;
  })}<dt>Size</dt><dd>${count(bytes)} bytes</dd></dl>`;

/** The mail in a screen of its own. */
const frame = (id: string, screen: 'desktop' | 'phone', images: boolean): Markup =>
  // Without allow-scripts and allow-same-origin whatever the mail holds can do nothing here; links open outside.
  html`<iframe class="mail ${screen}" title="The mail on a ${screen === 'phone' ? 'phone' : 'desktop'}" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/local/mailbox/${id}/html${images ? '' : '?images=off'}"></iframe>`;

const shown = (id: string, mail: ParsedMail, source: string, view: MailView): Markup => {
  if (view === 'source') return html`<pre><code>${source}</code></pre>`;
  if (view === 'text' || mail.html === false) return html`<pre><code>${mail.text ?? ''}</code></pre>`;
  const images = view !== 'noImages';
  if (view === 'desktop')
    return html`<div class="screens">${frame(id, 'desktop', images)}${frame(id, 'phone', images)}</div>`;
  return frame(id, view === 'phone' ? 'phone' : 'desktop', images);
};

export const mailPage = (entry: MailEntry, mail: ParsedMail, source: string, view: MailView): Markup =>
  page(
    `${entry.subject} · Quarterdeck`,
    html`<h1>${entry.subject}</h1>
<p class="lead">To ${entry.to}, ${when(entry.sentAt)}</p>
<nav class="tabs" aria-label="Ways to look at it">${Object.entries(views).map(
      ([name, label]) =>
        html`<a ${name === view ? html`class="on" aria-current="page"` : nothing} href="/local/mailbox/${entry.id}?view=${name}">${label}</a>`,
    )}<a href="/local/mailbox/${entry.id}.eml" download="${entry.id}.eml">Download .eml</a></nav>
${shown(entry.id, mail, source, view)}
<section class="card"><h2>Headers</h2>${facts(mail, Buffer.byteLength(source))}</section>`,
  );

/** The mail's own HTML for the frame: links open in a new tab. What stood before its doctype would change its layout. */
export const mailFrame = (markup: string): string => {
  const head = /<head(?:\s[^>]*)?>/i.exec(markup);
  const at = head === null ? 0 : head.index + head[0].length;
  return `${markup.slice(0, at)}<base target="_blank">${markup.slice(at)}`;
};

export const frameHeaders = (images: boolean): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src ${images ? 'data: https:' : "'none'"}`,
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; '),
  'referrer-policy': 'no-referrer',
});
