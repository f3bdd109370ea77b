import type { Posted } from '../domain/ports.ts';
import type { Services } from './services.ts';

/** A message, whom it is from and to, and the tags by which events about it are told. */
export interface HandedOver {
  readonly message: Uint8Array;
  readonly from: string;
  readonly to: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Hands a message over to the mail system. Whatever is thrown on the way leaves open whether it was taken. */
export const handOver = async (
  { mailer, logger }: Pick<Services, 'mailer' | 'logger'>,
  { message, from, to, tags }: HandedOver,
): Promise<Posted> => {
  try {
    return await mailer.post(message, from, to, tags);
  } catch (error) {
    // Only the name of the error: the text of a mail system quotes addresses.
    const reason = error instanceof Error ? error.name : 'no answer';
    logger.error('A mail was handed over, and no answer came.', { ...tags, reason });
    return { outcome: 'uncertain', reason };
  }
};
