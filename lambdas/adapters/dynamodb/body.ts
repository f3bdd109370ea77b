import { promisify } from 'node:util';
import { deflateRaw, deflateRawSync, inflateRaw, type ZlibOptions } from 'node:zlib';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { getItem, type Item, type Place, placed, putItem } from './items.ts';

/**
 * Bodies as attributes: `b` the bytes, `z` when they are raw deflate, or `m` the number of parts where they are too
 * large for one item. Parts are items of their own, each with a piece in `b`.
 */

/** Up to here deflating takes less processor time than handing the work to another thread does. */
const deflatedHere = 16 * 1024;

/** Of a batch of observations the default level makes a tenth less, and takes three times as long. */
const level = 3;

const deflateElsewhere = promisify<Uint8Array, ZlibOptions, Buffer>(deflateRaw);
const deflate = async (body: Uint8Array): Promise<Uint8Array> =>
  body.byteLength <= deflatedHere ? deflateRawSync(body) : deflateElsewhere(body, { level });
const inflate = promisify(inflateRaw);

const writeUnit = 1024;
/** An item holds 400 KB at most; this leaves room for what stands beside the body. */
const largestPiece = 350 * 1024;
/** Nothing larger is stored, so nothing larger is ever made of what is read back. */
export const largestBody = 32 * 1024 * 1024;

const units = (bytes: number): number => Math.ceil(bytes / writeUnit);

interface Packed {
  readonly bytes: Uint8Array;
  readonly deflated: boolean;
}

/** Deflates a body when that saves a write unit of an item that holds `beside` bytes more. */
const pack = async (body: Uint8Array, beside: number): Promise<Packed> => {
  if (units(body.byteLength + beside) > 1) {
    const bytes = await deflate(body);
    if (units(bytes.byteLength + beside) < units(body.byteLength + beside)) return { bytes, deflated: true };
  }
  return { bytes: body, deflated: false };
};

const piecesOf = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.byteLength / largestPiece) }, (_, index) =>
    bytes.subarray(index * largestPiece, (index + 1) * largestPiece),
  );

/** Where part `index` of a body is. */
export type PartPlace = (index: number) => Place;

/** How the sort key of a part begins: after everything that begins with a digit. */
export const partName = (index: number): string => `part#${String(index).padStart(2, '0')}`;

/**
 * Writes what must be there before the item that holds the body, and answers that item's attributes. Parts are
 * idempotent: their places are told by the body's hash.
 *
 * @param beside bytes of the item beside the body
 * @param also attributes that every part gets
 */
export const writeBody = async (
  client: DynamoDBClient,
  table: string,
  body: Uint8Array,
  partPlace: PartPlace,
  { beside = 0, also = {} }: { readonly beside?: number; readonly also?: Item } = {},
): Promise<Item> => {
  if (body.byteLength > largestBody)
    throw new RangeError(`A body of ${body.byteLength} bytes is too large to store: ${largestBody} at most.`);
  const { bytes, deflated } = await pack(body, beside);
  const flag: Item = deflated ? { z: { BOOL: true } } : {};
  if (bytes.byteLength <= largestPiece) return { b: { B: bytes }, ...flag };
  const pieces = piecesOf(bytes);
  await Promise.all(
    pieces.map((piece, index) => putItem(client, table, { ...placed(partPlace(index)), b: { B: piece }, ...also })),
  );
  return { m: { N: String(pieces.length) }, ...flag };
};

/** How many parts the body of an item has; 0 when it is in the item itself. */
export const partsOf = (item: Item): number => Number(item.m?.N ?? 0);

/** The body of an item that `writeBody` made the attributes of. */
export const readBody = async (
  client: DynamoDBClient,
  table: string,
  item: Item,
  partPlace: PartPlace,
): Promise<Uint8Array> => {
  const parts = await Promise.all(
    Array.from({ length: partsOf(item) }, (_, index) => getItem(client, table, partPlace(index))),
  );
  const pieces = (parts.length > 0 ? parts : [item]).map((part, index) => {
    if (!part?.b?.B)
      throw new Error(
        `Part ${index} of the body of ${item.pk?.S} / ${item.sk?.S} is missing. Restore the table from a backup to read it.`,
      );
    return part.b.B;
  });
  const bytes = pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
  return item.z?.BOOL ? inflate(bytes, { maxOutputLength: largestBody }) : bytes;
};
