import { Readable } from 'node:stream';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Read and write request units, as DynamoDB bills them. */
export interface Units {
  readonly reads: number;
  readonly writes: number;
}

/** One operation on one table, `PutItem deliveries`, and the units of all such. */
export type UnitsByOperation = ReadonlyMap<string, Units>;

/** Adds up what a client's requests consume. */
export interface Meter {
  /**
   * What is consumed until `work` is done.
   *
   * @throws Error when a request failed: DynamoDB does not tell what those consume
   */
  of(work: () => Promise<unknown>): Promise<UnitsByOperation>;
}

interface Capacity {
  readonly TableName: string;
  readonly CapacityUnits: number;
}

interface Request {
  readonly headers: Readonly<Record<string, string>>;
}

interface Answer {
  readonly response: { readonly statusCode: number; body: AsyncIterable<Uint8Array> };
}

const writing = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'BatchExecuteStatement']);
const reading = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);

const bytesOf = async (body: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
};

export const sumOf = (units: UnitsByOperation): Units => ({
  reads: [...units.values()].reduce((sum, { reads }) => sum + reads, 0),
  writes: [...units.values()].reduce((sum, { writes }) => sum + writes, 0),
});

/**
 * Asks for the units with every request, and reads them off the wire: a scan's pages are not parsed by the SDK, so that
 * no middleware sees what they consumed.
 */
export const createMeter = (client: DynamoDBClient): Meter => {
  let consumed = new Map<string, { reads: number; writes: number }>();
  let failed = 0;

  const add = (operation: string, { TableName: table, CapacityUnits: units }: Capacity): void => {
    const name = `${operation} ${table}`;
    const sum = consumed.get(name) ?? { reads: 0, writes: 0 };
    if (writing.has(operation)) sum.writes += units;
    else sum.reads += units;
    consumed.set(name, sum);
  };

  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const operation = commandName.replace(/Command$/, '');
        if (writing.has(operation) || reading.has(operation))
          Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        return next(args);
      },
    { step: 'initialize', name: 'askForUnits' },
  );

  const { requestHandler } = client.config;
  const handle = requestHandler.handle.bind(requestHandler) as unknown as (
    request: Request,
    options: unknown,
  ) => Promise<Answer>;
  const metered = async (request: Request, options: unknown): Promise<Answer> => {
    const answer = await handle(request, options);
    const bytes = await bytesOf(answer.response.body);
    answer.response.body = Readable.from([bytes]);
    if (answer.response.statusCode !== 200) failed += 1;
    else {
      const [, operation = ''] = (request.headers['x-amz-target'] ?? '').split('.');
      const { ConsumedCapacity: told = [] } = JSON.parse(bytes.toString()) as {
        ConsumedCapacity?: Capacity | Capacity[];
      };
      for (const capacity of [told].flat()) add(operation, capacity);
    }
    return answer;
  };
  Object.assign(requestHandler, { handle: metered });

  return {
    async of(work) {
      consumed = new Map();
      failed = 0;
      await work();
      const units = consumed;
      consumed = new Map();
      if (failed > 0) throw new Error(`${failed} requests to the database failed while units were counted.`);
      return units;
    },
  };
};
