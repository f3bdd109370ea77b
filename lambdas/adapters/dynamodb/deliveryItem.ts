import type { Delivery, Outcome, Revision } from '../../domain/ports.ts';
import { type Item, number, text } from './items.ts';

/**
 * The attributes of a delivery's head item beside its key and body (`b` `z` `m`, see `body.ts`). Names are short since
 * every byte counts towards the write unit that a small webhook has to fit in.
 *
 * | attribute | holds |
 * |---|---|
 * | `h` | the headers, as JSON; absent when there are none |
 * | `k` | the kind: `w`ebhook or `o`bservations |
 * | `f` | when it came, where it was refused then |
 * | `s` | the status: `p`ending, `t`ranslated or `f`ailed |
 * | `o` `j` | once settled: observations in it, and those rejected |
 * | `a` | once settled: that it is of another account; absent where it is not |
 * | `r` `n` | once settled: the reason, if any, and then the bytes of the body |
 * | `w` | what a replay makes of it, until that is what became of it: generation and outcome, as JSON |
 */

export const pending = { S: 'p' };

export const described = ({ kind, headers, firstReceivedAt }: Delivery): Item => ({
  k: { S: kind === 'webhook' ? 'w' : 'o' },
  s: pending,
  ...(Object.keys(headers).length > 0 && { h: { S: JSON.stringify(headers) } }),
  ...(firstReceivedAt !== undefined && { f: { N: String(firstReceivedAt) } }),
});

export const descriptionOf = (item: Item): Pick<Delivery, 'kind' | 'headers' | 'firstReceivedAt'> => ({
  kind: text(item, 'k') === 'w' ? 'webhook' : 'observations',
  headers: item.h ? (JSON.parse(text(item, 'h')) as Record<string, string>) : {},
  ...(item.f && { firstReceivedAt: number(item, 'f') }),
});

/** What became of it; null while it is pending. */
export const outcomeOf = (item: Item): Outcome | null =>
  text(item, 's') === 'p'
    ? null
    : {
        status: text(item, 's') === 't' ? 'translated' : 'failed',
        observations: number(item, 'o'),
        rejected: number(item, 'j'),
        ...(item.a && { wrongAccount: true }),
        ...(item.r && { reason: text(item, 'r') }),
        ...(item.n && { size: number(item, 'n') }),
      };

/** A revision as it is kept; the same for the same one, so that it can be told from another. */
export const revisionText = ({
  generation: g,
  outcome: { status: s, observations: o, rejected: j, wrongAccount: a, reason: r, size: n },
}: Revision): string => JSON.stringify({ g, s, o, j, a, r, n });

/** As part of what is told of a delivery: nothing where none is kept. */
export const revisionOf = (item: Item): { readonly revision?: Revision } => {
  if (!item.w) return {};
  const { g: generation, s: status, o: observations, j: rejected, a, r: reason, n: size } = JSON.parse(text(item, 'w'));
  const told = {
    ...(a && { wrongAccount: a }),
    ...(reason !== undefined && { reason }),
    ...(size !== undefined && { size }),
  };
  return { revision: { generation, outcome: { status, observations, rejected, ...told } } };
};

/** What `settle` adds to the item; it too should fit in the write unit. */
export const settledBytes = 8;

/** Bytes that DynamoDB bills for an item of text: names and values in UTF-8. */
export const textBytes = (item: Item): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value.S ?? ''),
    0,
  );
