import { isDeepStrictEqual } from 'node:util';
import { dayMs, dayOf } from '../../domain/periods/utcDay.ts';
import type { CountedDay, Receipt, RecountedDay, Revision, Tally } from '../../domain/ports.ts';
import { isUnread, withReceipt } from '../counts.ts';
import { inParallel } from '../parallel.ts';
import type { Services } from '../services.ts';
import { reportFailed } from '../settle.ts';
import { type Generation, lotSize, translateLot } from './translateInto.ts';

type Needs = Pick<
  Services,
  'deliveries' | 'records' | 'workspaces' | 'sources' | 'clock' | 'pause' | 'logger' | 'metrics'
>;

export interface Settling {
  /** What was translated into the generation that is current. */
  readonly generation: Generation;
  /** An instant of the UTC day. */
  readonly from: number;
  /** Whether what failed from that instant on is to be translated again. */
  readonly failed: boolean;
  readonly deadline: number;
}

export interface SettledDay {
  /** From where on it is to go on: where there was no time for all of the day, an instant of it. */
  readonly next: number;
  /** Deliveries that were translated again. */
  readonly translated: number;
}

const adoptionsAtOnce = 12;
const mostAttempts = 5;

/**
 * Makes a revision the outcome. The list of failures is seen to first: a crash in between then leaves the revision to be
 * adopted once more, rather than a failure that is listed for ever or never.
 */
const adopt = async (services: Needs, { key, outcome: was }: Receipt, revision: Revision): Promise<void> => {
  const { deliveries, workspaces, metrics } = services;
  const { outcome } = revision;
  if (outcome.status === 'failed') await reportFailed(services, [{ key, outcome }]);
  else if (was?.status !== 'translated') await workspaces.mended(key);
  const adopted = await deliveries.adopt(key, revision);
  if (adopted && isUnread(outcome) && !isUnread(was)) metrics.count('DeliveriesFailed');
};

/** Deliveries that are settled by now, and how many of them were translated again. */
interface Lot {
  readonly reached: readonly Pick<Receipt, 'key' | 'outcome'>[];
  readonly adopted: number;
  readonly translated: number;
}

const settleLot = async (
  services: Needs,
  lot: readonly Receipt[],
  { generation, failed, from }: Settling,
): Promise<Lot> => {
  const current = (receipt: Receipt): Revision | undefined =>
    receipt.revision?.generation === generation.generation ? receipt.revision : undefined;
  const hasFailed = (receipt: Receipt): boolean =>
    receipt.key.receivedAt >= from && (current(receipt)?.outcome ?? receipt.outcome)?.status === 'failed';
  const again = failed ? lot.filter(hasFailed).map(({ key }) => key) : [];
  const revised = new Map(
    (await translateLot(services, generation, again)).map(({ key, revision }) => [key, revision]),
  );
  const revisions = lot.map((receipt) => revised.get(receipt.key) ?? current(receipt));
  const adopted = await inParallel(lot, adoptionsAtOnce, async (receipt, index) => {
    const revision = revisions[index];
    if (revision) await adopt(services, receipt, revision);
    return revision ? 1 : 0;
  });
  return {
    reached: lot.map(({ key, outcome }, index) => ({ key, outcome: revisions[index]?.outcome ?? outcome })),
    adopted: adopted.reduce((sum: number, one) => sum + one, 0),
    translated: again.length,
  };
};

/** Whether nothing more will be added to the counts of a day. */
const isOver = ({ day, countedUntil }: RecountedDay): boolean => (countedUntil ?? 0) >= Date.parse(day) + dayMs;

const isSame = (counted: CountedDay, tally: Tally | null): boolean =>
  (['deliveries', 'failed', 'wrongAccount', 'observations', 'rejected'] as const).every(
    (name) => counted[name] === (tally?.[name] ?? 0),
  ) && isDeepStrictEqual(counted.rejections, tally?.rejections);

interface Settled {
  /** Null when all of the day is settled. */
  readonly next: number | null;
  readonly translated: number;
  /** Of those that the day's counts reach. */
  readonly tally: Tally | null;
  readonly received: number;
}

const settleAll = async (services: Needs, settling: Settling, countedUntil: number): Promise<Settled> => {
  const { deliveries, clock } = services;
  const { generation, from, deadline } = settling;
  const day = dayOf(from);
  const midnight = Date.parse(day);
  let tally: Tally | undefined;
  let [received, translated, worked] = [0, 0, 0];
  let lot: Receipt[] = [];
  const settle = async (): Promise<void> => {
    const settled = await settleLot(services, lot, settling);
    for (const receipt of settled.reached)
      if (receipt.key.receivedAt < countedUntil) tally = withReceipt(tally, day, receipt);
    received += lot.length;
    translated += settled.translated;
    worked += settled.adopted + settled.translated;
    lot = [];
  };
  const { workspace, source } = generation;
  for await (const receipt of deliveries.received(workspace, source, midnight, midnight + dayMs)) {
    if (lot.length === lotSize) {
      await settle();
      // Reading alone goes on: a day is read anew at each step that works on it.
      if (worked > 0 && clock() >= deadline) return { next: receipt.key.receivedAt, translated, tally: null, received };
    }
    lot.push(receipt);
  }
  await settle();
  return { next: null, translated, tally: tally ?? null, received };
};

/**
 * Brings what became of a day's deliveries, the list of failures and the day's counts to what the current generation was
 * translated to. Whatever part of it was done before is found done.
 *
 * The counts are replaced under the condition that they reach no further than when they were read, and from then on no
 * sweep can add to them what it read before: it finds that they were counted anew, and begins again.
 */
export const settleDay = async (services: Needs, settling: Settling): Promise<SettledDay> => {
  const { workspaces } = services;
  const { workspace, source } = settling.generation;
  const day = dayOf(settling.from);
  let translated = 0;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const [counted] = await workspaces.counts(workspace, source, day, day);
    const reaches: RecountedDay = counted ?? { day, countedUntil: null, recounts: 0 };
    const settled = await settleAll(services, settling, reaches.countedUntil ?? 0);
    translated += settled.translated;
    if (settled.next !== null) return { next: settled.next, translated };
    const asCounted = counted ? isOver(counted) && isSame(counted, settled.tally) : settled.received === 0;
    if (asCounted || (await workspaces.recount(workspace, source, reaches, settled.tally)))
      return { next: Date.parse(day) + dayMs, translated };
  }
  throw new Error(`The ${day} was counted further ${mostAttempts} times while it was to be counted anew.`);
};
