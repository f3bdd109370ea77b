import type { Outcome, StoredDelivery } from '../domain/ports.ts';
import { type BatchFormat, parseObservations } from '../domain/records/batch.ts';
import type { Observation, Rejection } from '../domain/records/observation.ts';
import type { SourceConfiguration } from '../domain/workspaces/schema.ts';
import type { Received, Translation } from '../sources/source.ts';
import { textOf } from '../sources/text.ts';
import type { Services } from '../runtime/services.ts';

/** What a delivery says, and what is to be recorded of it once that is in the records. */
export interface Translated {
  readonly observations: readonly Observation[];
  readonly outcome: Outcome;
}

export const ndjson = 'application/x-ndjson';

/** The form of a posted batch, by its content type: an array, or one observation a line. */
export const formatOf = (contentType: string | undefined): BatchFormat =>
  contentType?.split(';')[0]?.trim().toLowerCase() === ndjson ? 'ndjson' : 'json';

export const failedOutcome = (reason: string): Outcome => ({ status: 'failed', observations: 0, rejected: 0, reason });

const reasonOf = ({ index, path, message }: Rejection): string => `Observation ${index}${path === '' ? '' : `, ${path}`}: ${message}`;

const translatedOf = (translation: Translation): Translated => {
  if ('failed' in translation) return { observations: [], outcome: failedOutcome(translation.failed) };
  const { observations, rejected } = translation;
  const [first] = rejected;
  return {
    observations,
    outcome: {
      // What yielded nothing but refusals is what a later replay of the failed should find.
      status: observations.length === 0 && first ? 'failed' : 'translated',
      observations: observations.length,
      rejected: rejected.length,
      ...(first && { reason: reasonOf(first) }),
    },
  };
};

const posted = ({ body, headers, receivedAt }: StoredDelivery): Translation => {
  const text = textOf(body);
  if (text === undefined) return { failed: 'The body is not UTF-8.' };
  const { observations, rejected } = parseObservations(text, formatOf(headers['content-type']), receivedAt);
  return { observations: observations.map(({ observation }) => observation), rejected };
};

const sent = async (
  { deliveries, sources, logger }: Pick<Services, 'deliveries' | 'sources' | 'logger'>,
  delivery: StoredDelivery,
  configuration: SourceConfiguration,
): Promise<Translation> => {
  const source = sources.get(configuration.system);
  if (!source) return { failed: `There is no system "${configuration.system}".` };
  const { body, headers, receivedAt, key } = delivery;
  const firstReceivedAt = source.timeless({ body, headers }) ? await deliveries.firstReceipt(key, source.retryWindow) : receivedAt;
  const received: Received = { body, headers, receivedAt, firstReceivedAt };
  try {
    return source.translate(received, configuration);
  } catch (error) {
    // A mistake of ours in one system's adapter; the delivery is kept, and the rest of its batch goes on.
    logger.error('A delivery could not be translated.', { ...key, error });
    return { failed: `Its translation broke off: ${error instanceof Error ? error.name : 'unknown'}.` };
  }
};

/** Reads a delivery. Rejects only when a stored receipt cannot be looked up. */
export const translationOf = async (
  services: Pick<Services, 'deliveries' | 'sources' | 'logger'>,
  delivery: StoredDelivery,
  configuration: SourceConfiguration | undefined,
): Promise<Translated> => {
  if (!configuration) return { observations: [], outcome: failedOutcome('The workspace has no such source any more.') };
  return translatedOf(delivery.kind === 'observations' ? posted(delivery) : await sent(services, delivery, configuration));
};
