import { fileURLToPath } from 'node:url';
import { askProcess } from '../support/processes.ts';
import type { Ask, ByBatch, Measured } from './child.ts';
import type { Units } from './meter.ts';

/** Counts units with the functions of a process of its own. */
export const countUnits = (ask: Ask): Promise<Measured> =>
  askProcess<Measured>(fileURLToPath(new URL('./child.ts', import.meta.url)), ask);

/** Without what batches of statements consumed, which DynamoDB Local does not tell. */
const comparable = ({ each, operations, webhooks }: ByBatch): Units => {
  const untold = operations.filter(([name]) => name.startsWith('BatchExecuteStatement '));
  return {
    reads: each.reads,
    writes: untold.reduce((writes, [, units]) => writes - units.writes / webhooks, each.writes),
  };
};

const allOf = ({ standard, kommo, idleTick, tickWebhook, reviews }: Measured): Units[] => [
  ...standard.map(comparable),
  ...kommo.map(comparable),
  idleTick,
  tickWebhook,
  ...reviews.flatMap(({ review, send }) => [review, send]),
];

/** By how much the two differ where they differ most. */
export const greatestDifference = (a: Measured, b: Measured): Units => {
  const [ours, theirs] = [allOf(a), allOf(b)];
  const greatest = (of: keyof Units): number =>
    Math.max(...ours.map((units, index) => Math.abs(units[of] - (theirs[index] as Units)[of])));
  return { reads: greatest('reads'), writes: greatest('writes') };
};

/** The same on the official DynamoDB Local; answers why it cannot be where it cannot. */
export const countOnDynamodbLocal = async (ask: Omit<Ask, 'endpoint'>): Promise<Measured | string> => {
  // Loading it looks for Java, and fetches what is not there.
  const { reason, startDynamodbLocal, withoutDynamodbLocal } = await import('../../support/dynamodbLocal.ts');
  if (withoutDynamodbLocal) return reason;
  const local = await startDynamodbLocal();
  try {
    return await countUnits({ ...ask, endpoint: local.endpoint });
  } finally {
    await local.stop();
  }
};
