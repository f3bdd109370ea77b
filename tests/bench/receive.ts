import path from 'node:path';
import type { Bench } from './bench.ts';
import type { Ask, Measured } from './receive/child.ts';
import { withDatabase } from './support/database.ts';
import { tables, variablesOf } from './support/environment.ts';
import { withFolder } from './support/folder.ts';
import { median } from './support/median.ts';
import { askProcess, bundled } from './support/processes.ts';

const most = 1.5;

/** Each round has its own ratio, since what slows the machine down slows both sides of a round. */
const ratioOf = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.map((value, round) => value / (theirs[round] as number)));

export const receive: Bench = {
  name: 'receive',
  about: 'processor time of taking a webhook in, against a signature, JSON.parse and one put',
  run: (report, say, { quick }) =>
    withFolder((folder) =>
      withDatabase(folder, async ({ endpoint }) => {
        const ask: Ask = { rounds: quick ? 5 : 31, hooksPerRound: quick ? 100 : 300, table: tables.deliveries };
        say(`${ask.rounds} rounds of ${ask.hooksPerRound} webhooks each way`);
        const file = await bundled(path.join(import.meta.dirname, 'receive/child.ts'), folder);
        const variables = variablesOf(endpoint, `file:${path.join(folder, 'secrets.json')}`);
        const { standard, kommo, least } = await askProcess<Measured>(file, ask, variables);
        const limit = { atMost: most };
        report({
          figure: 'a signed webhook / HMAC, JSON.parse and one conditional put',
          value: ratioOf(standard, least),
          unit: 'ratio',
          limit,
        });
        report({
          figure: "Kommo's form / HMAC, JSON.parse and one conditional put",
          value: ratioOf(kommo, least),
          unit: 'ratio',
          limit,
        });
        report({ figure: 'a signed webhook', value: median(standard), unit: 'ms' });
        report({ figure: "Kommo's form", value: median(kommo), unit: 'ms' });
        report({ figure: 'HMAC, JSON.parse and one conditional put', value: median(least), unit: 'ms' });
      }),
    ),
};
