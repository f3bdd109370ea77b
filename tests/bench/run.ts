import { readResults, writeResults } from '../../docs/performance/results.ts';
import { writeTables } from '../../docs/performance/tables.ts';
import { ack } from './ack.ts';
import type { Bench } from './bench.ts';
import { cold } from './cold.ts';
import { imports } from './import.ts';
import { machine } from './machine.ts';
import { mail } from './mail.ts';
import { readOptions } from './options.ts';
import { receive } from './receive.ts';
import { review } from './review.ts';
import { type Ran, runBenches } from './runner.ts';
import { translate } from './translate.ts';
import { units } from './units.ts';

/** What `npm run bench` runs. */

const benches: readonly Bench[] = [review, receive, imports, cold, mail, ack, units, translate];

const argv = process.argv.slice(2);
const about = { machine: machine(), date: new Date().toISOString() };

/** Keeps the figures of the benches that came to an end, beside those of earlier runs. */
const keep = ({ lines }: Ran): void => {
  const { date, machine } = about;
  const command = ['npm run bench --', ...argv].join(' ');
  const results = { ...readResults() };
  for (const [name, measured] of lines)
    results[name] = {
      command,
      date: date.slice(0, 'YYYY-MM-DD'.length),
      machine,
      figures: measured.map(({ bench: _, ...figure }) => figure),
    };
  writeResults(results);
  writeTables(results);
};

const read = readOptions(argv, benches);
if ('help' in read) process.stdout.write(read.help);
else if ('mistake' in read) {
  process.stderr.write(`${read.mistake}\n`);
  process.exitCode = 2;
} else {
  const { benches: chosen, settings, write, json } = read.options;
  const print = (value: object): boolean => process.stdout.write(`${JSON.stringify(value)}\n`);
  print(about);
  const ran = await runBenches(chosen, settings, {
    line: print,
    say: json ? () => {} : (text) => process.stderr.write(`${text}\n`),
  });
  if (write) keep(ran);
  process.exitCode = ran.ok ? 0 : 1;
}
