import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ReviewAddress, ReviewSummary, Reviews } from '../../domain/ports.ts';
import type { ReviewDocument } from '../../domain/reviews/document.ts';
import { readBody, writeBody } from './body.ts';
import { createItem, getItem, type Item, isPlace, placed, putItem, text } from './items.ts';
import { sha256 } from './keyText.ts';
import { partition, type Query, queryPages } from './query.ts';
import { addressName, documentPart, documentPlace, firstDayOf, reviewPlace, reviewsPartition } from './reviewsTable.ts';

/**
 * Attributes of a review's item: `summary` as JSON, `address`, and the `hash` of the document, under which the document
 * is. The item is small, so that listing reads no document, and written last, so that what is listed is all there.
 */
const addressOf = ({ workspace, cadence, period, start, scope }: ReviewDocument): ReviewAddress => ({
  workspace,
  cadence,
  start: cadence === 'range' ? period : start.slice(0, 10),
  scope,
});

const summaryOf = ({ id, cadence, period, scope, version, status, computedAt }: ReviewDocument): ReviewSummary => ({
  id,
  cadence,
  period,
  scope,
  version,
  status,
  computedAt,
});

/** A cursor is the sort key of the last review of a page; it only ever means a place in the caller's own workspace. */
const encodeCursor = (place: string): string => Buffer.from(place).toString('base64url');
const decodeCursor = (cursor: string): string => {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^\d{4}-\d{2}-\d{2}#\d{6}#.+$/.test(place) || !isPlace({ pk: '', sk: place }))
    throw new RangeError('The cursor is none that a list of reviews answered. Begin without one.');
  return place;
};

const before = (workspace: string, place: string): Query => ({
  KeyConditionExpression: 'pk = :pk AND sk < :place',
  ExpressionAttributeValues: { ':pk': { S: reviewsPartition(workspace) }, ':place': { S: place } },
});

/** Review documents in DynamoDB, deflated, never replaced. */
export const createReviews = (client: DynamoDBClient, table: string): Reviews => {
  const documentOf = async (workspace: string, review: Item): Promise<ReviewDocument> => {
    const hash = text(review, 'hash');
    const item = await getItem(client, table, documentPlace(workspace, hash));
    if (!item)
      throw new Error(`The document ${hash} of ${workspace} is missing. Restore the table from a backup to read it.`);
    const bytes = await readBody(client, table, item, documentPart(workspace, hash));
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as ReviewDocument;
  };

  return {
    async put(document) {
      const { workspace, version } = document;
      const json = Buffer.from(JSON.stringify(document));
      const hash = sha256(json);
      const address = addressOf(document);
      // Under its hash, so that two who write the same version at once do not mix their parts.
      const body = await writeBody(client, table, json, documentPart(workspace, hash));
      await putItem(client, table, { ...placed(documentPlace(workspace, hash)), ...body });
      return createItem(client, table, {
        ...placed(reviewPlace(address, version)),
        address: { S: addressName(address) },
        summary: { S: JSON.stringify(summaryOf(document)) },
        hash: { S: hash },
      });
    },

    async get(address, version) {
      const review = await getItem(client, table, reviewPlace(address, version));
      return review && documentOf(address.workspace, review);
    },

    async latest(address) {
      const { ExpressionAttributeValues, ...query } = partition(
        reviewsPartition(address.workspace),
        `${firstDayOf(address)}#`,
      );
      const pages = queryPages(client, table, {
        ...query,
        ScanIndexForward: false,
        FilterExpression: 'address = :address',
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':address': { S: addressName(address) } },
      });
      for await (const [review] of pages) if (review) return documentOf(address.workspace, review);
      return undefined;
    },

    async list(workspace, limit, cursor) {
      const query =
        cursor === undefined ? partition(reviewsPartition(workspace)) : before(workspace, decodeCursor(cursor));
      const found: Item[] = [];
      // One more than asked for tells whether there is a next page.
      for await (const page of queryPages(client, table, { ...query, ScanIndexForward: false, Limit: limit + 1 })) {
        found.push(...page);
        if (found.length > limit) break;
      }
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: shown.map((item) => JSON.parse(text(item, 'summary')) as ReviewSummary),
        cursor: last && found.length > limit ? encodeCursor(text(last, 'sk')) : null,
      };
    },
  };
};
