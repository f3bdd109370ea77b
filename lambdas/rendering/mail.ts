import MailComposer from 'nodemailer/lib/mail-composer';
import { encode, wrap } from 'nodemailer/lib/qp';
import review from '../../templates/compiled/review.js';
import { firstThatFits } from './fit.ts';
import { clean } from './language/clean.ts';
import { type Detail, mailContextOf } from './mailContext.ts';
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
}

export interface Mail {
  readonly subject: string;
  /** The whole message, RFC 5322. */
  readonly message: Uint8Array;
}

const template = fill<ReturnType<typeof mailContextOf>>(review);

/** Gmail clips a message near 102 KB, and with it whatever stands at its end. */
const mostBytes = 98_000;

const details: readonly [Detail, ...Detail[]] = [
  { trends: true, rows: Number.POSITIVE_INFINITY, breakdowns: 3 },
  { trends: false, rows: Number.POSITIVE_INFINITY, breakdowns: 3 },
  { trends: false, rows: Number.POSITIVE_INFINITY, breakdowns: 1 },
  { trends: false, rows: 50, breakdowns: 1 },
  { trends: false, rows: 30, breakdowns: 0 },
  { trends: false, rows: 10, breakdowns: 0 },
];

const sizeOf = (html: string): number => wrap(encode(html), 76).length;

/**
 * The HTML part of a review's mail, as full as a mail may be: what would be clipped is left to the page, the trends
 * of the table first.
 */
const htmlOf = ({ view, reading }: Viewed, links: Links): string =>
  firstThatFits(
    details,
    (detail) => template(mailContextOf(view, reading, links, detail)),
    (html) => sizeOf(html) <= mostBytes,
  );

/**
 * A review as a mail to one reader: text and HTML, no attachment, nothing loaded from elsewhere but the workspace's
 * logo. The same request renders to the same bytes.
 *
 * @throws TypeError for a link that is neither https nor on this machine
 */
export const renderMail = async (request: MailRequest): Promise<Mail> => {
  const { rendered, links, from, replyTo, to, sendId, date } = request;
  const viewed = viewOf(rendered);
  const subject = clean(viewed.view.subject, 200);
  const composer = new MailComposer({
    from,
    to: { name: clean(to.name ?? '', 100), address: to.email },
    ...(replyTo !== undefined && { replyTo }),
    subject,
    date: new Date(date),
    ...headersOf(request),
    text: textOf(viewed, links),
    html: htmlOf(viewed, links),
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
