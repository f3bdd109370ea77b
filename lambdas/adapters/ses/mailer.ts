import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Mailer } from '../../domain/ports.ts';
import { senderAddress } from '../../domain/workspaces/sender.ts';
import { httpOptions } from '../sdk.ts';
import { classify } from './classify.ts';

let client: SESClient | undefined;

/**
 * The client never repeats a request, since the mail system would mail it twice. It opens a connection for each: one
 * that was kept and has died in the meantime would leave it uncertain whether the message was taken.
 */
const ses = (): SESClient => {
  const agent = { keepAlive: false };
  client ??= new SESClient({
    maxAttempts: 1,
    requestHandler: { ...httpOptions(10_000), socketTimeout: 10_000, httpAgent: agent, httpsAgent: agent },
  });
  return client;
};

/**
 * Posts through Amazon SES.
 *
 * @param configurationSet the set whose events report what becomes of a message
 */
export const createMailer = (configurationSet?: string): Mailer => ({
  async post(message, from, to, tags) {
    const command = new SendRawEmailCommand({
      Source: senderAddress(from),
      Destinations: [to],
      RawMessage: { Data: message },
      Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
      ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
    });
    try {
      const { MessageId } = await ses().send(command);
      return MessageId
        ? { outcome: 'sent', messageId: MessageId }
        : { outcome: 'uncertain', reason: 'The mail system answered without a message id.' };
    } catch (error) {
      return classify(error);
    }
  },
});
