import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from './items.ts';
import type { Query } from './query.ts';

interface Answer<Wire> {
  readonly Items?: Wire[];
  readonly LastEvaluatedKey?: Item;
}

/**
 * A page of a query as it arrived. It is parsed when it is first asked for something: pages that wait for their reader
 * are bytes outside of the heap rather than thousands of objects which every collection of garbage would have to move.
 */
export class RawPage<Wire> {
  #body: Buffer | null;
  #answer: Answer<Wire> | null = null;

  constructor(body: Buffer) {
    this.#body = body;
  }

  get items(): readonly Wire[] {
    return this.#read().Items ?? [];
  }

  /**
   * Takes so many of the items that are left off the page, in no particular order; none when all were taken. What was
   * taken can go while the rest still waits.
   */
  take(most: number): Wire[] {
    return this.#read().Items?.splice(-most) ?? [];
  }

  /** Where the query goes on; undefined after its last page. */
  get next(): Item | undefined {
    return this.#read().LastEvaluatedKey;
  }

  #read(): Answer<Wire> {
    this.#answer ??= JSON.parse(String(this.#body)) as Answer<Wire>;
    this.#body = null;
    return this.#answer;
  }
}

const bytesOf = async (body: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** What the SDK's HTTP handler answers: `unknown` to its middleware. */
interface HttpAnswer {
  readonly response: { readonly statusCode: number; body: AsyncIterable<Uint8Array> | Uint8Array };
}

const page = async <Wire>(
  client: DynamoDBClient,
  table: string,
  query: Query,
  start: Item | undefined,
): Promise<RawPage<Wire>> => {
  const command = new QueryCommand({ ...query, TableName: table, ...(start && { ExclusiveStartKey: start }) });
  let read: RawPage<Wire> | undefined;
  // The SDK walks every attribute of every item by its schema, which takes four fifths of a scan's time. A page is
  // therefore taken here, nearest to the wire, and the SDK is left an empty body. Failures it reads itself.
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = result as HttpAnswer;
      if (response.statusCode !== 200) return result;
      read = new RawPage(await bytesOf(response.body as AsyncIterable<Uint8Array>));
      response.body = new Uint8Array();
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'takePageAsItIs' },
  );
  await client.send(command);
  if (!read) throw new Error(`The query of ${table} was answered without a page.`);
  return read;
};

/**
 * The pages of a query in the form of the wire, `{sk: {S: "…"}}`: for scans of many items. Binary attributes would be
 * base64 text.
 */
export async function* rawPages<Wire>(
  client: DynamoDBClient,
  table: string,
  query: Query,
): AsyncGenerator<RawPage<Wire>> {
  let start: Item | undefined;
  do {
    const read: RawPage<Wire> = await page(client, table, query, start);
    yield read;
    start = read.next;
  } while (start);
}
