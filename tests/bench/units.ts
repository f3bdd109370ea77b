import path from 'node:path';
import { startDatabase } from '../../infra/local/database.ts';
import type { Bench, Figure } from './bench.ts';
import { withFolder } from './support/folder.ts';
import type { Ask, ByBatch, Measured } from './units/child.ts';
import { countOnDynamodbLocal, countUnits, greatestDifference } from './units/count.ts';
import type { Units } from './units/meter.ts';

const mostWrites = 3;

const handed = (batch: number): string => (batch === 1 ? 'one at a time' : `${batch} at a time`);

const reportBoth = (
  report: (figure: Figure) => void,
  figure: string,
  { writes, reads }: Units,
  limit?: Figure['limit'],
): void => {
  report({ figure, value: writes, unit: 'write units', ...(limit && { limit }) });
  report({ figure, value: reads, unit: 'read units' });
};

export const units: Bench = {
  name: 'units',
  about: 'read and write units of a webhook, a tick, a review and a mail, as the database tells them',
  run: (report, say, { quick }) =>
    withFolder(async (folder) => {
      const database = await startDatabase(path.join(folder, 'database'));
      try {
        const ask: Ask = {
          endpoint: database.endpoint,
          secrets: path.join(folder, 'secrets.json'),
          deals: quick ? [1000] : [10_000, 200_000],
        };
        say(`webhooks, ticks, reviews of ${ask.deals.join(' and ')} deals`);
        const measured = await countUnits(ask);
        const { standard, kommo, idleTick, tickWebhook, reviews } = measured;
        const sayOperations = ({ batch, operations, webhooks }: ByBatch): void => {
          for (const [name, { reads, writes }] of operations)
            say(`${handed(batch)}: ${name}: ${reads / webhooks} reads, ${writes / webhooks} writes each`);
        };
        for (const one of standard) {
          sayOperations(one);
          reportBoth(report, `a webhook of 1 KB that changes one record, translated ${handed(one.batch)}`, one.each, {
            atMost: mostWrites,
          });
        }
        for (const one of kommo) {
          sayOperations(one);
          reportBoth(report, `a form of Kommo of 1 KB that changes two, translated ${handed(one.batch)}`, one.each);
        }
        reportBoth(report, 'a tick that finds nothing to do', idleTick);
        reportBoth(report, 'what ticks add for a webhook', tickWebhook);
        for (const { deals, review } of reviews)
          reportBoth(report, `a review of ${deals} deals for three recipients`, review);
        // Nothing of it depends on the records.
        const { send } = reviews.at(-1) as Measured['reviews'][number];
        reportBoth(report, 'a mail of it, and what becomes of the mail', send);
        const [smallest = 0] = ask.deals;
        const local = await countOnDynamodbLocal({
          secrets: path.join(folder, 'secrets-of-local.json'),
          deals: [smallest],
        });
        if (typeof local === 'string') return say(`not compared with DynamoDB Local${local}`);
        const same = { ...measured, reviews: reviews.slice(0, 1) };
        reportBoth(report, 'where DynamoDB Local tells otherwise, at most', greatestDifference(same, local), {
          atMost: 0,
        });
      } finally {
        await database.stop();
      }
    }),
};
