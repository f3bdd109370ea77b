import { seenIn } from '../domain/health/mapped.ts';
import type { Deliveries, Outcome, StoredDelivery } from '../domain/ports.ts';
import { type Batch, type BatchFormat, parseObservations } from '../domain/records/batch.ts';
import type { Rejection } from '../domain/records/observation.ts';
import { type RecordChange, statesOf } from '../domain/records/states.ts';
import type { SourceSettings } from '../domain/workspaces/settings.ts';
import type { Failed, Source, Translation } from '../sources/source.ts';
import { textOf } from '../sources/text.ts';
import type { Services } from './services.ts';

/** What a delivery adds to the records, and what is to be told of it once that is in them. */
export interface Translated {
  readonly changes: readonly RecordChange[];
  readonly outcome: Outcome;
  /** Marks of the mapped fields to which it gives a value. */
  readonly seen: readonly string[];
}

export const ndjson = 'application/x-ndjson';

/** The form of a posted batch, by its content type: an array, or one observation a line. */
const formatOf = (contentType: string | undefined): BatchFormat =>
  contentType?.split(';')[0]?.trim().toLowerCase() === ndjson ? 'ndjson' : 'json';

/** Where in a body: in a list of events they are counted, from one. */
const placeIn = (path: string): string => {
  const [, event, rest = ''] = /^(\d+)(?:\.(.*))?$/.exec(path) ?? [];
  return event === undefined ? path || 'the body' : [`event ${Number(event) + 1}`, rest].filter(Boolean).join(', ');
};

/** What holds observations is told by their places among them, what a system sends of its own by the place in it. */
const reasonOf = ({ index, path, message, wrongAccount }: Rejection, isPosted: boolean): string => {
  if (wrongAccount) return message;
  return `${isPosted ? [`Observation ${index}`, path].filter(Boolean).join(', ') : placeIn(path)}: ${message}`;
};

const failedFor = ({ failed, wrongAccount }: Failed): Translated => ({
  changes: [],
  outcome: { status: 'failed', observations: 0, rejected: 0, ...(wrongAccount && { wrongAccount }), reason: failed },
  seen: [],
});

const translatedOf = (
  translation: Translation,
  kind: StoredDelivery['kind'],
  settings: SourceSettings | undefined,
  source: Source | undefined,
): Translated => {
  if ('failed' in translation) return failedFor(translation);
  const { observations, rejected } = translation;
  const unread = rejected.filter(({ wrongAccount }) => !wrongAccount);
  const first = unread[0] ?? rejected[0];
  const reason = first && reasonOf(first, kind === 'observations' || source?.holdsObservations === true);
  if (observations.length === 0 && reason !== undefined && unread.length === 0)
    return failedFor({ failed: reason, wrongAccount: true });
  return {
    changes: observations.flatMap(statesOf),
    outcome: {
      // What yielded nothing but refusals is what a later replay of the failed should find.
      status: observations.length === 0 && first ? 'failed' : 'translated',
      observations: observations.length,
      rejected: unread.length,
      ...(reason !== undefined && { reason }),
    },
    // What is posted names the fields itself.
    seen: settings && kind === 'webhook' ? seenIn(observations, settings) : [],
  };
};

/** The batch that a posted body holds; `undefined` where it is not UTF-8. */
export const batchIn = (body: Uint8Array, contentType: string | undefined, receivedAt: number): Batch | undefined => {
  const text = textOf(body);
  return text === undefined ? undefined : parseObservations(text, formatOf(contentType), receivedAt);
};

/** A delivery as it is stored, and what it holds where that was read already. */
export interface ReadableDelivery extends StoredDelivery {
  readonly batch?: Batch;
}

const posted = ({ body, headers, receivedAt, batch }: ReadableDelivery): Translation => {
  const read = batch ?? batchIn(body, headers['content-type'], receivedAt);
  return read
    ? { observations: read.observations.map(({ observation }) => observation), rejected: read.rejected }
    : { failed: 'The body is not UTF-8.' };
};

/** When what a source sent was first received: looked up only where the body tells no time of its own. */
const firstReceipt = (
  deliveries: Deliveries,
  source: Source,
  { key, kind, body, headers, receivedAt, firstReceivedAt = receivedAt }: StoredDelivery,
): Promise<number> =>
  kind === 'webhook' && source.timeless({ body, headers })
    ? deliveries.firstReceipt({ ...key, receivedAt: firstReceivedAt }, source.retryWindow)
    : Promise.resolve(firstReceivedAt);

/** Reads a delivery. Rejects only when a receipt cannot be looked up. */
export const readDelivery = async (
  { deliveries, sources, logger }: Pick<Services, 'deliveries' | 'sources' | 'logger'>,
  delivery: ReadableDelivery,
  settings: SourceSettings | undefined,
): Promise<Translation> => {
  if (!settings) return { failed: 'The workspace has no such source any more.' };
  const source = sources.get(settings.system);
  if (!source) return { failed: `There is no system "${settings.system}".` };
  const { body, headers, receivedAt, key, kind } = delivery;
  const firstReceivedAt = await firstReceipt(deliveries, source, delivery);
  try {
    return kind === 'observations'
      ? posted(delivery)
      : source.translate({ body, headers, receivedAt, firstReceivedAt }, settings);
  } catch (error) {
    // A mistake of ours in reading one body; the delivery is kept, and the rest of its batch goes on.
    logger.error('A delivery could not be translated.', { ...key, error });
    return { failed: `Its translation broke off: ${error instanceof Error ? error.name : 'unknown'}.` };
  }
};

/** What a delivery adds to the records. Rejects only when a receipt cannot be looked up. */
export const translationOf = async (
  services: Pick<Services, 'deliveries' | 'sources' | 'logger'>,
  delivery: ReadableDelivery,
  settings: SourceSettings | undefined,
): Promise<Translated> => {
  const source = settings && services.sources.get(settings.system);
  return translatedOf(await readDelivery(services, delivery, settings), delivery.kind, settings, source);
};
