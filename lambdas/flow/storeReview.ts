import type { ReviewAddress, Reviews } from '../domain/ports.ts';
import type { ReviewDocument } from '../domain/reviews/document.ts';
import { addressName } from './address.ts';
import { canonicalJson } from './fingerprint.ts';

const mostAttempts = 10;

/** What a document says, whenever and as whichever version it was computed. */
const said = ({ id: _id, version: _version, computedAt: _computedAt, ...rest }: ReviewDocument): string =>
  canonicalJson(rest);

/**
 * Keeps a computed review as the next version at its address, unless the latest says the same. What is there is never
 * replaced, so a review that was sent stays as it was.
 */
export const storeReview = async (
  { reviews }: { readonly reviews: Reviews },
  address: ReviewAddress,
  document: ReviewDocument,
): Promise<ReviewDocument> => {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const latest = await reviews.latest(address);
    if (latest && said(latest) === said(document)) return latest;
    const version = (latest?.version ?? 0) + 1;
    const kept: ReviewDocument = { ...document, version, id: `${addressName(address)}/${version}` };
    if (await reviews.put(kept)) return kept;
  }
  throw new Error(`Others wrote ${addressName(address)} ${mostAttempts} times while a version of it was to be kept.`);
};
