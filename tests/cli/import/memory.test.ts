import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { loadMap } from '../../../cli/import/map.ts';
import { runImport } from '../../../cli/import/run.ts';
import { Tally } from '../../../cli/import/tally.ts';
import { folderWith } from '../support/files.ts';

const megabyte = 1024 * 1024;

const collect = (): void => {
  setFlagsFromString('--expose_gc');
  (runInNewContext('gc') as () => void)();
};

test('memory does not grow with the file: 200,000 rows', async () => {
  const folder = await folderWith({
    'map.yaml':
      'format: csv\ndates: {format: ISO, zone: UTC}\nrows:\n  - {record: deal, id: id, at: at, set: {name: name, amount: sum}}\n',
  });
  const file = createWriteStream(join(folder, 'data.csv'));
  file.write('id,at,name,sum\n');
  for (let row = 0; row < 200_000; row += 1000) {
    const rows = Array.from(
      { length: 1000 },
      (_, index) => `${row + index},2017-03-01,"${'name '.repeat(20)}${row + index}",${index}\n`,
    );
    if (!file.write(rows.join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');

  const map = await loadMap('map.yaml', { directory: folder });
  const tally = new Tally();
  collect();
  const before = process.memoryUsage();
  let most = 0;
  let reports = 0;
  await runImport({
    file: join(folder, 'data.csv'),
    map,
    listener: {
      problem: () => {},
      reached: () => {
        if (reports++ % 40 !== 0) return;
        collect();
        const now = process.memoryUsage();
        most = Math.max(most, now.heapUsed + now.arrayBuffers - before.heapUsed - before.arrayBuffers);
      },
    },
    tally,
    signal: new AbortController().signal,
  });
  expect(tally).toMatchObject({ rows: 200_000, observations: 200_000, rejected: 0 });
  // The file has 25 MB; what is held of it is a chunk and its rows.
  expect(most).toBeLessThan(8 * megabyte);
}, 30_000);
