import MailComposer from 'nodemailer/lib/mail-composer';
import type { Attachment } from 'nodemailer/lib/mailer';
import { encode, wrap } from 'nodemailer/lib/qp';
import review from '../../templates/compiled/review.js';
import { renderFile } from './files.ts';
import { firstThatFits } from './fit.ts';
import { clean } from './language/clean.ts';
import { details, mailContextOf } from './mailContext.ts';
import { headersOf } from './mailHeaders.ts';
import type { Links, Rendered } from './render.ts';
import { fill } from './templates.ts';
import { textOf } from './text.ts';
import { type Viewed, viewOf } from './view.ts';

export interface MailRequest {
  readonly rendered: Rendered;
  readonly links: Links;
  /** As `workspace.yaml` has it, `Acme KPIs <kpis@acme.example>`. */
  readonly from: string;
  readonly replyTo?: string;
  readonly to: { readonly email: string; readonly name?: string };
  /** Names the message: the same send renders to the same bytes. */
  readonly sendId: string;
  /** What the Date header says, epoch milliseconds. */
  readonly date: number;
  /** Somebody mails it to see it: its subject says so. */
  readonly test?: boolean;
  /** Its links are nobody's: the headers by which a mail program leaves the list are absent. */
  readonly unlinked?: boolean;
}

export interface Mail {
  readonly subject: string;
  /** The whole message, RFC 5322. */
  readonly message: Uint8Array;
}

const template = fill<ReturnType<typeof mailContextOf>>(review);

/** Gmail clips a message near 102 KB, and with it whatever stands at its end. */
const mostBytes = 98_000;

/** As it is sent. Its only line breaks are the template's: texts are one line each. */
const encoded = (html: string): string => wrap(encode(html.replaceAll('\n', '\r\n')), 76);

/**
 * The HTML part of a review's mail, encoded, as full as a mail may be: what would be clipped is left to the page, the
 * trends of the table first. It is encoded here since its size is that of what is sent, and only once.
 */
const htmlPartOf = ({ view, reading }: Viewed, links: Links): string =>
  firstThatFits(
    details,
    (detail) => encoded(template(mailContextOf(view, reading, links, detail))),
    (part) => part.length <= mostBytes,
  );

const htmlHeaders = ['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', '', ''];

/** What all files of a mail may have, in bytes: SES takes 10 MB, a third of which is how they are written. */
const mostAttached = 5_000_000;

/** The files that the reader wants with it. What is too large for a mail is left to the links that it has. */
const attachmentsOf = (rendered: Rendered): Attachment[] => {
  const files = (rendered.reader.attachments ?? []).map((format) => renderFile(rendered, format));
  const size = files.reduce((sum, { content }) => sum + content.byteLength, 0);
  if (size > mostAttached) return [];
  return files.map(({ name, contentType, content }) => ({
    filename: name,
    contentType,
    content: Buffer.from(content),
    contentDisposition: 'attachment',
  }));
};

/**
 * A review as a mail to one reader: text and HTML, the files that they want, nothing loaded from elsewhere but the
 * workspace's logo. The same request renders to the same bytes.
 *
 * @throws TypeError for a link that is neither https nor on this machine
 */
export const renderMail = async (request: MailRequest): Promise<Mail> => {
  const { rendered, links, from, replyTo, to, sendId, date, test = false } = request;
  const viewed = viewOf(rendered);
  const { say } = viewed.reading.language;
  const told = clean(viewed.view.subject, 200);
  const subject = test ? say('subject.test', { subject: told }) : told;
  const composer = new MailComposer({
    from,
    to: { name: clean(to.name ?? '', 100), address: to.email },
    ...(replyTo !== undefined && { replyTo }),
    subject,
    date: new Date(date),
    ...headersOf(request),
    text: textOf(viewed, links),
    alternatives: [{ contentType: 'text/html', raw: `${htmlHeaders.join('\r\n')}${htmlPartOf(viewed, links)}` }],
    attachments: attachmentsOf(rendered),
    encoding: 'quoted-printable',
    textEncoding: 'Q',
    // A boundary is otherwise drawn at random.
    baseBoundary: sendId.replace(/[^\w-]/g, ''),
    boundaryPrefix: 'review',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { subject, message: await composer.compile().build() };
};
