import { tables } from '../../../infra/local/environment.ts';
import { createClient } from '../../../lambdas/adapters/dynamodb/client.ts';
import { sendId } from '../../../lambdas/flow/sendId.ts';
import { asOf, dealsOf, namedByDeals, period, source } from '../review/company.ts';
import { loadRecords } from '../review/load.ts';
import { answering } from '../support/answering.ts';
import { database as user } from '../support/environment.ts';
import { type Change, configuration, kommoHook, recipients, standardHook } from '../support/hooks.ts';
import { takeClock } from './clock.ts';
import { sumOf, type Units, type UnitsByOperation } from './meter.ts';

/** Counts the units of everything that a workspace costs, with the functions and the stores that are deployed. */

/** What is asked for as a message. */
export interface Ask {
  readonly endpoint: string;
  /** File that keeps the secrets. */
  readonly secrets: string;
  /** Of deals that are reviewed. */
  readonly deals: readonly number[];
}

export interface ByBatch {
  /** How many deliveries `translate` is handed at a time. */
  readonly batch: number;
  readonly each: Units;
  /** `PutItem quarterdeck-deliveries` and so on, of all of them together. */
  readonly operations: readonly (readonly [string, Units])[];
  readonly webhooks: number;
}

export interface Measured {
  readonly standard: readonly ByBatch[];
  readonly kommo: readonly ByBatch[];
  /** A tick at which nothing is to be done. */
  readonly idleTick: Units;
  /** What ticks consume beyond that for each webhook that came in. */
  readonly tickWebhook: Units;
  readonly reviews: readonly { readonly deals: number; readonly review: Units; readonly send: Units }[];
}

const second = 1000;
const quarterHour = 15 * 60 * second;
const batches = [1, 10, 100];
const webhooks = 100;
const idleTicks = 96;

const clock = takeClock();

const dividedBy = ({ reads, writes }: Units, by: number): Units => ({ reads: reads / by, writes: writes / by });
const minus = (a: Units, b: Units): Units => ({ reads: a.reads - b.reads, writes: a.writes - b.writes });

const measure = async ({ endpoint, secrets, deals }: Ask): Promise<Measured> => {
  // Only now that the clock is taken.
  const { createWorld } = await import('./world.ts');
  const world = await createWorld(endpoint, secrets);
  const { meter } = world;
  await world.apply(configuration);

  const versions = new Map<string, number>();
  const change = (kind: string, id: number): Change => {
    const version = versions.get(`${kind} ${id}`) ?? 0;
    versions.set(`${kind} ${id}`, version + 1);
    return { id, version, now: Date.now() };
  };

  let deal = 0;

  /** Of webhooks that change deals which are there already, as most do; each deal has its first change. */
  const byBatch = async (kind: string, hook: typeof standardHook, batch: number): Promise<ByBatch> => {
    const ids = Array.from({ length: webhooks }, () => ++deal);
    const comeIn = async (): Promise<void> => {
      for (const id of ids) {
        // Those that come in one at a time are so rare that no process remembers anything.
        clock.ahead(batch === 1 ? quarterHour : second);
        await world.receive(hook(change(kind, id)));
        if (batch === 1) await world.translate(batch);
      }
      await world.translate(batch);
    };
    await comeIn();
    const operations: UnitsByOperation = await meter.of(comeIn);
    return { batch, each: dividedBy(sumOf(operations), webhooks), operations: [...operations], webhooks };
  };

  const ticks = async (count: number, before: () => Promise<void> = async () => {}): Promise<void> => {
    for (let done = 0; done < count; done += 1) {
      await before();
      clock.ahead(quarterHour);
      await world.tick();
    }
  };

  const allBatches = async (kind: string, hook: typeof standardHook): Promise<ByBatch[]> => {
    const measured: ByBatch[] = [];
    for (const batch of batches) measured.push(await byBatch(kind, hook, batch));
    return measured;
  };

  const standard = await allBatches('standard', standardHook);
  const kommo = await allBatches('kommo', kommoHook);

  // What came in so far is counted by then.
  await ticks(3);
  const idleTick = dividedBy(sumOf(await meter.of(() => ticks(idleTicks))), idleTicks);
  const tickWebhook = await (async (): Promise<Units> => {
    const [busy, after, perTick] = [8, 2, 25];
    const total = { reads: 0, writes: 0 };
    const oneTick = async (): Promise<void> => {
      const { reads, writes } = minus(sumOf(await meter.of(() => ticks(1))), idleTick);
      total.reads += reads;
      total.writes += writes;
    };
    for (let tick = 0; tick < busy + after; tick += 1) {
      for (let id = 1; tick < busy && id <= perTick; id += 1) {
        clock.ahead(6 * second);
        await world.receive(standardHook(change('standard', id)));
      }
      await world.translate(100);
      await oneTick();
    }
    return dividedBy(total, busy * perTick);
  })();

  const client = createClient({ endpoint, ...user });
  const reviewOf = async (count: number): Promise<Measured['reviews'][number]> => {
    const workspace = `deals-${count}`;
    await world.apply({
      ...configuration,
      workspace,
      sources: [{ id: source, system: 'standard', secrets: configuration.sources[0]?.secrets ?? [] }],
    } as typeof configuration);
    const records = function* () {
      yield* namedByDeals();
      for (const { record } of dealsOf(count)) yield record;
    };
    await loadRecords(client, tables.records, workspace, records());
    const message = { workspace, period: period.name, asOf, scopes: [null], recipients, late: [], job: null };
    const review = sumOf(await meter.of(() => world.review(message)));
    const sends = await meter.of(async () => {
      for (const recipient of recipients) {
        const send = { workspace, cadence: period.cadence, start: period.firstDay, scope: null, recipient };
        await world.mail({ send, asOf });
        await world.feedback(workspace, sendId({ ...send, cadence: 'monthly' }), ['Send', 'Delivery']);
      }
    });
    return { deals: count, review, send: dividedBy(sumOf(sends), recipients.length) };
  };
  const reviews: Measured['reviews'][number][] = [];
  for (const count of deals) reviews.push(await reviewOf(count));
  client.destroy();
  await world.stop();
  return { standard, kommo, idleTick, tickWebhook, reviews };
};

answering(measure);
