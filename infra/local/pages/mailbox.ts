import { html } from 'hono/html';
import type { MailEntry } from '../mailbox.ts';
import { type Markup, page, when } from './layout.ts';

/** A list of mails, the newest first. */
export const mailList = (mails: readonly MailEntry[]): Markup =>
  html`<ul class="mails">${mails.map(
    ({ id, to, subject, sentAt }) =>
      html`<li><a href="/local/mailbox/${id}"><span class="who">${to}</span><span class="subject">${subject}</span>${when(sentAt)}</a></li>`,
  )}</ul>`;

export const mailboxPage = (mails: readonly MailEntry[]): Markup =>
  page(
    'Mailbox · Quarterdeck',
    html`<h1>Mailbox</h1>
<p class="lead">Every mail that was sent, as its reader would see it.</p>
<section class="card">${mails.length === 0 ? html`<p class="soft">No mail has been sent yet.</p>` : mailList(mails.toReversed())}</section>`,
  );
