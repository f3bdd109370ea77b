import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { readBody } from './listen.ts';
import type { Mailbox } from './mailbox.ts';
import { escapeXml, isUsedUp, questions } from './sesAccount.ts';
import type { Publish } from './sesEvents.ts';
import { readRawMail, SesError } from './sesRequest.ts';

/** Above what a message of 10 MB takes as base64 in a percent-encoded form. */
const largestForm = 48 * 1024 * 1024;

const namespace = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"';

const answered = (action: string, result: string, requestId: string): string =>
  `<${action}Response ${namespace}><${action}Result>${result}</${action}Result>` +
  `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;

const refused = (type: 'Sender' | 'Receiver', code: string, message: string, requestId: string): string =>
  `<ErrorResponse ${namespace}><Error><Type>${type}</Type><Code>${code}</Code>` +
  `<Message>${escapeXml(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;

export interface SesSettings {
  readonly mailbox: Mailbox;
  readonly publish: Publish;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Mails in 24 hours; more are refused. Default: as many as nobody sends to a mailbox on a laptop. */
  readonly daily?: number;
}

/**
 * An SES endpoint, version 1, query protocol: SendRawEmail, and questions about the account. Mails go into the mailbox
 * and nowhere else. Its request ids begin with `local-`: by that it is told from the real one.
 */
export const createSesServer = ({ mailbox, publish, clock, daily = 50_000 }: SesSettings): Server => {
  const account = { daily, mails: mailbox.list, clock };

  const send = async (form: URLSearchParams): Promise<string> => {
    const mail = await readRawMail(form);
    if (isUsedUp(account)) throw new SesError('Throttling', 'Daily message quota exceeded.');
    const sentAt = clock();
    const messageId = `${sentAt.toString(16).padStart(16, '0')}-${randomUUID()}-000000`;
    const entry = { id: messageId, to: mail.destinations.join(', '), subject: mail.subject, sentAt };
    mailbox.add({ ...entry, sentAt: new Date(sentAt).toISOString() }, mail.raw, mail.tags);
    publish(mail, messageId, sentAt);
    return `<MessageId>${messageId}</MessageId>`;
  };

  const answerTo = async (body: Buffer | undefined, requestId: string): Promise<string> => {
    if (!body) throw new SesError('InvalidParameterValue', 'Message length is more than 10485760 bytes long.');
    const form = new URLSearchParams(body.toString());
    const action = form.get('Action') ?? '';
    if (action === 'SendRawEmail') return answered(action, await send(form), requestId);
    const question = Object.hasOwn(questions, action) ? questions[action] : undefined;
    if (!question) throw new SesError('InvalidAction', `The local SES does not know ${action}.`);
    return answered(action, question(form, account), requestId);
  };

  return createServer(async (request, response) => {
    const requestId = `local-${randomUUID()}`;
    const answer = (status: number, xml: string) => {
      response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
      response.end(xml);
    };
    try {
      answer(200, await answerTo(await readBody(request, largestForm), requestId));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof SesError) answer(400, refused('Sender', error.code, message, requestId));
      else answer(500, refused('Receiver', 'InternalFailure', message, requestId));
    }
  });
};
