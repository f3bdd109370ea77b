import type { AttributeValue, DynamoDBClient, PutItemCommandInput } from '@aws-sdk/client-dynamodb';

export type Item = Readonly<Record<string, AttributeValue>>;

/** Where the records of the Deliveries table's stream come from. */
export interface StreamSource {
  /**
   * Told of an item before this process puts it; the function that it answers is told whether it is there. Whoever
   * waits until everything is done waits for it, too, until its record has been handed over.
   */
  putting(item: Item): (isThere: boolean) => void;
  /** Hands over nothing more. */
  stop(): void;
}

/** The key of an item, as every table of this system has it. */
export const keyOf = ({ pk, sk }: Item): Record<string, AttributeValue> => ({
  ...(pk && { pk }),
  ...(sk && { sk }),
});

/** Lets a source know of every item that this client puts into a table. */
export const hearPuts = (client: DynamoDBClient, table: string, source: StreamSource): void => {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const input = args.input as Partial<PutItemCommandInput>;
      if (context.commandName !== 'PutItemCommand' || input.TableName !== table || !input.Item) return next(args);
      const done = source.putting(input.Item);
      let isThere = false;
      try {
        const result = await next(args);
        isThere = true;
        return result;
      } finally {
        done(isThere);
      }
    },
    { step: 'initialize', name: 'localStream' },
  );
};
