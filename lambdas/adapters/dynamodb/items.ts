import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

/** A place in a table. Every table has the same two text keys. */
export interface Place {
  readonly pk: string;
  readonly sk: string;
}

export const placed = ({ pk, sk }: Place): Item => ({ pk: { S: pk }, sk: { S: sk } });

const broken = (item: Item, name: string, kind: string): Error =>
  new Error(
    `The stored item ${item.pk?.S} / ${item.sk?.S} has no ${kind} "${name}": it was not written by this system.`,
  );

export const text = (item: Item, name: string): string => {
  const value = item[name]?.S;
  if (value === undefined) throw broken(item, name, 'text');
  return value;
};

export const number = (item: Item, name: string): number => {
  const value = item[name]?.N;
  if (value === undefined) throw broken(item, name, 'number');
  return Number(value);
};

/** Text, a number or `null` as an attribute. */
export const attribute = (value: string | number | null): AttributeValue =>
  value === null ? { NULL: true } : typeof value === 'number' ? { N: String(value) } : { S: value };

export const nullableText = (item: Item, name: string): string | null => item[name]?.S ?? null;

export const nullableNumber = (item: Item, name: string): number | null =>
  item[name]?.N === undefined ? null : number(item, name);

/** What a table takes as keys, in bytes. It refuses longer ones where it could say that nothing is there. */
const longestPk = 2048;
const longestSk = 1024;

/** Whether there could be an item: what is in an address of the API may be of any length. */
export const isPlace = ({ pk, sk }: Place): boolean =>
  Buffer.byteLength(pk) <= longestPk && Buffer.byteLength(sk) <= longestSk;

/** Reads one item, seeing every write acknowledged before. */
export const getItem = async (client: DynamoDBClient, table: string, place: Place): Promise<Item | undefined> => {
  if (!isPlace(place)) return undefined;
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: table, Key: placed(place), ConsistentRead: true }),
  );
  return item;
};

export const putItem = async (client: DynamoDBClient, table: string, item: Item): Promise<void> => {
  await client.send(new PutItemCommand({ TableName: table, Item: item }));
};

/** Whether a conditional write was made: false when its condition did not hold. Other failures are thrown. */
export const held = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** Writes version `expected + 1` of an item, in `v`, if the stored one is still `expected` (0: there is none). */
export const putVersion = (client: DynamoDBClient, table: string, item: Item, expected: number): Promise<boolean> =>
  held(
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: { ...item, v: { N: String(expected + 1) } },
        ...(expected === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'v = :expected',
              ExpressionAttributeValues: { ':expected': { N: String(expected) } },
            }),
      }),
    ),
  );

/** Writes an item where there is none; false when there is one. */
export const createItem = (client: DynamoDBClient, table: string, item: Item): Promise<boolean> =>
  held(
    client.send(new PutItemCommand({ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' })),
  );
