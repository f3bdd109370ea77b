import type { Bench } from './bench.ts';

const benches: readonly Bench[] = [];

for (const bench of benches)
  await bench.run(
    (figure) => process.stdout.write(`${JSON.stringify({ bench: bench.name, ...figure })}\n`),
    (text) => process.stderr.write(`${text}\n`),
  );
