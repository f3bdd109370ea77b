import type { ReviewDocument } from '../domain/reviews/document.ts';
import type { Send } from '../domain/reviews/send.ts';
import { addressName, addressOfSend } from './address.ts';
import type { Services } from './services.ts';

/** Sends that were asked for again, and are done: they stay as they are. */
export interface AlreadySent {
  /** Those who have it, of one scope. */
  readonly recipients: readonly string[];
  /** The version that they have. */
  readonly version: number;
  /** The latest that there is. */
  readonly latest: number;
  /** KPIs that have another value in the latest. */
  readonly differing: readonly string[];
}

const differing = (sent: ReviewDocument, latest: ReviewDocument): string[] => {
  const was = new Map(sent.kpis.map(({ id, value }) => [id, value]));
  return latest.kpis.flatMap(({ id, value }) => (was.get(id) === value ? [] : [id]));
};

const ofGroup = async (
  { reviews }: Pick<Services, 'reviews'>,
  group: readonly [Send, ...Send[]],
): Promise<AlreadySent[]> => {
  const [first] = group;
  const { version } = first;
  const address = addressOfSend(first);
  const [sent, latest] = await Promise.all([reviews.get(address, version), reviews.latest(address)]);
  if (!sent || !latest) return [];
  const recipients = group.map(({ recipient }) => recipient);
  return [{ recipients, version, latest: latest.version, differing: differing(sent, latest) }];
};

/** What those have to whom a review went before, by scope and version, and how it stands to the latest. */
export const alreadySent = async (
  services: Pick<Services, 'reviews'>,
  sends: readonly Send[],
): Promise<AlreadySent[]> => {
  const groups = new Map<string, [Send, ...Send[]]>();
  for (const send of sends) {
    const name = `${addressName(addressOfSend(send))}/${send.version}`;
    const group = groups.get(name);
    if (group) group.push(send);
    else groups.set(name, [send]);
  }
  return (await Promise.all([...groups.values()].map((group) => ofGroup(services, group)))).flat();
};
