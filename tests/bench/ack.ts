import path from 'node:path';
import { startSystem } from '../support/system.ts';
import { sendLoad } from './ack/load.ts';
import type { Ask } from './ack/probe.ts';
import { storedSince } from './ack/stored.ts';
import type { Bench, Figure } from './bench.ts';
import { withDatabase } from './support/database.ts';
import { withFolder } from './support/folder.ts';
import { configuration, workspace } from './support/hooks.ts';
import { median, quantile } from './support/median.ts';
import { askProcess, bundled } from './support/processes.ts';

const perSecond = 100;
const secondsByDefault = 60;
const secondsWhenQuick = 5;
const warmUpSeconds = 10;
const probeEvery = 200;
const mostTimesPut = 20;

const milliseconds = (figure: string, value: number): Figure => ({ figure, value, unit: 'ms' });

export const ack: Bench = {
  name: 'ack',
  about: 'how long webhooks wait for their acknowledgement at 100 a second, against a put into the same database',
  run: (report, say, { quick, seconds = quick ? secondsWhenQuick : secondsByDefault }) =>
    withFolder((folder) =>
      withDatabase(folder, async ({ endpoint }) => {
        const probe = await bundled(path.join(import.meta.dirname, 'ack/probe.ts'), folder);
        const system = await startSystem([], endpoint);
        try {
          const since = Date.now();
          await system.json('PUT', `/v1/workspaces/${workspace}`, configuration);
          say(`${warmUpSeconds} seconds to warm up, then ${seconds} seconds`);
          const warmUp = await sendLoad(system.url, perSecond, warmUpSeconds);
          // Compiling what is new takes a while, in which more comes in than is done.
          await storedSince(endpoint, since);
          const ask: Ask = { endpoint, every: probeEvery, during: seconds * 1000 };
          const [load, puts] = await Promise.all([
            sendLoad(system.url, perSecond, seconds, perSecond * warmUpSeconds + 1),
            askProcess<number[]>(probe, ask),
          ]);
          const accepted = warmUp.accepted + load.accepted;
          const others = [...warmUp.others, ...load.others];
          if (others.length > 0) say(`not accepted: ${others.join(', ')}`);
          const { deliveries, pending, deals } = await storedSince(endpoint, since);
          const balance = `${accepted} accepted, ${deliveries} stored, ${pending} of them not translated, ${deals} records`;
          if (deliveries !== accepted || pending > 0 || deals !== accepted)
            throw new Error(`What was accepted is not what is stored: ${balance}.`);
          say(balance);
          const put = median(puts);
          report({
            figure: `acknowledgement at ${perSecond} a second, 99th percentile / a conditional put under the same load, median`,
            value: quantile(load.latencies, 0.99) / put,
            unit: 'ratio',
            limit: { atMost: mostTimesPut },
          });
          report({
            figure: 'webhooks not accepted',
            value: others.length,
            unit: 'webhooks',
            limit: { atMost: 0 },
          });
          report({
            figure: 'webhooks accepted and stored, and translated into records',
            value: accepted,
            unit: 'webhooks',
          });
          report(milliseconds('acknowledgement, median', median(load.latencies)));
          report(milliseconds('acknowledgement, 99th percentile', quantile(load.latencies, 0.99)));
          report(milliseconds('acknowledgement, longest', Math.max(...load.latencies)));
          report(milliseconds('a conditional put under the same load, median', put));
        } finally {
          await system.stop();
        }
      }),
    ),
};
