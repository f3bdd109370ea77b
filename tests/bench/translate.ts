import path from 'node:path';
import type { Bench } from './bench.ts';
import { withFolder } from './support/folder.ts';
import { askProcess, bundled } from './support/processes.ts';
import type { Ask, Measured } from './translate/child.ts';

const most = 5;

export const translate: Bench = {
  name: 'translate',
  about: 'processor time of making observations of a webhook, against parsing the same body',
  run: (report, say, { quick }) =>
    withFolder(async (folder) => {
      const ask: Ask = { rounds: quick ? 5 : 31, bodiesPerRound: quick ? 1000 : 5000 };
      say(`${ask.rounds} rounds of ${ask.bodiesPerRound} bodies a source each way`);
      const file = await bundled(path.join(import.meta.dirname, 'translate/child.ts'), folder);
      const measured = await askProcess<readonly Measured[]>(file, ask);
      for (const { system, parsedBy, ratio } of measured)
        report({
          figure: `${system}: observations of a body / ${parsedBy} of the same body`,
          value: ratio,
          unit: 'ratio',
          limit: { atMost: most },
        });
      for (const { system, length, translate: each } of measured)
        report({
          figure: `${system}: observations of a body of ${Math.round(length)} bytes`,
          value: each,
          unit: 'microseconds',
        });
    }),
};
