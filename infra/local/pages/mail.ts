import { html } from 'hono/html';
import type { AddressObject, ParsedMail } from 'mailparser';
import type { MailEntry } from '../mailbox.ts';
import { type Markup, nothing, page, when } from './layout.ts';

/** How a mail is looked at. */
export type MailView = 'desktop' | 'phone' | 'noImages' | 'text' | 'source';

const views: Readonly<Record<MailView, string>> = {
  desktop: 'Desktop',
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
  'Date',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Message-ID',
];

const addressText = (address: AddressObject | AddressObject[] | undefined): string | undefined =>
  address &&
  [address]
    .flat()
    .map(({ text }) => text)
    .join(', ');

const headerValue = (mail: ParsedMail, name: string): string | undefined => {
  const decoded = { From: mail.from, 'Reply-To': mail.replyTo, To: mail.to }[name];
  if (decoded) return addressText(decoded);
  const found = mail.headerLines.find(({ key }) => key === name.toLowerCase());
  return found?.line
    .slice(found.line.indexOf(':') + 1)
    .replace(/\r?\n\s+/g, ' ')
    .trim();
};

const facts = (mail: ParsedMail): Markup =>
  html`<dl class="facts">${shownHeaders.map((name) => {
    const value = headerValue(mail, name);
    return value === undefined ? nothing : html`<dt>${name}</dt><dd>${value}</dd>`;
  })}</dl>`;

const shown = (id: string, mail: ParsedMail, source: string, view: MailView): Markup => {
  if (view === 'source') return html`<pre><code>${source}</code></pre>`;
  if (view === 'text' || mail.html === false) return html`<pre><code>${mail.text ?? ''}</code></pre>`;
  const query = view === 'noImages' ? '?images=off' : '';
  // Without allow-scripts and allow-same-origin whatever the mail holds can do nothing here; links open outside.
  return html`<iframe class="mail ${view}" title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/local/mailbox/${id}/html${query}"></iframe>`;
};

export const mailPage = (entry: MailEntry, mail: ParsedMail, source: string, view: MailView): Markup =>
  page(
    `${entry.subject} · Quarterdeck`,
    html`<h1>${entry.subject}</h1>
<p class="lead">To ${entry.to}, ${when(entry.sentAt)}</p>
<nav class="tabs">${Object.entries(views).map(
      ([name, label]) =>
        html`<a class="${name === view ? 'on' : ''}" href="/local/mailbox/${entry.id}?view=${name}">${label}</a>`,
    )}<a href="/local/mailbox/${entry.id}.eml">Download</a></nav>
${shown(entry.id, mail, source, view)}
<section class="card"><h2>Headers</h2>${facts(mail)}</section>`,
  );

/** The mail's own HTML for the frame: links open in a new tab, and nothing is loaded but images. */
export const mailFrame = (markup: string): string => `<base target="_blank">${markup}`;

export const frameHeaders = (images: boolean): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src ${images ? 'data: https:' : "'none'"}`,
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; '),
  'referrer-policy': 'no-referrer',
});
