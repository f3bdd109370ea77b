import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { readBody } from './listen.ts';
import type { Mailbox } from './mailbox.ts';
import type { Publish } from './sesEvents.ts';
import { readRawMail, SesError } from './sesRequest.ts';

/** Above what a message of 10 MB takes as base64 in a percent-encoded form. */
const largestForm = 48 * 1024 * 1024;

const escapeXml = (text: string): string => text.replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);

const namespace = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"';

const accepted = (messageId: string): string =>
  `<SendRawEmailResponse ${namespace}><SendRawEmailResult><MessageId>${messageId}</MessageId></SendRawEmailResult>` +
  `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></SendRawEmailResponse>`;

const refused = (type: 'Sender' | 'Receiver', code: string, message: string): string =>
  `<ErrorResponse ${namespace}><Error><Type>${type}</Type><Code>${code}</Code>` +
  `<Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;

export interface SesSettings {
  readonly mailbox: Mailbox;
  readonly publish: Publish;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** An SES endpoint, version 1, query protocol: SendRawEmail. Mails go into the mailbox and nowhere else. */
export const createSesServer = ({ mailbox, publish, clock }: SesSettings): Server => {
  const send = async (body: Buffer | undefined): Promise<string> => {
    if (!body) throw new SesError('InvalidParameterValue', 'Message length is more than 10485760 bytes long.');
    const form = new URLSearchParams(body.toString());
    const action = form.get('Action');
    if (action !== 'SendRawEmail') throw new SesError('InvalidAction', `The local SES does not know ${action}.`);
    const mail = await readRawMail(form);
    const sentAt = clock();
    const messageId = `${sentAt.toString(16).padStart(16, '0')}-${randomUUID()}-000000`;
    const entry = { id: messageId, to: mail.destinations.join(', '), subject: mail.subject, sentAt };
    mailbox.add({ ...entry, sentAt: new Date(sentAt).toISOString() }, mail.raw, mail.tags);
    publish(mail, messageId, sentAt);
    return accepted(messageId);
  };

  return createServer(async (request, response) => {
    const answer = (status: number, xml: string) => {
      response.writeHead(status, { 'content-type': 'text/xml' });
      response.end(xml);
    };
    try {
      answer(200, await send(await readBody(request, largestForm)));
    } catch (error) {
      if (error instanceof SesError) answer(400, refused('Sender', error.code, error.message));
      else answer(500, refused('Receiver', 'InternalFailure', error instanceof Error ? error.message : String(error)));
    }
  });
};
