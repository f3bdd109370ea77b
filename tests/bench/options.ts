import { parseArgs } from 'node:util';
import type { Bench, Settings } from './bench.ts';

/** What the command line asks for. */
interface Options {
  readonly benches: readonly Bench[];
  readonly settings: Settings;
  /** Whether the figures are to be kept. */
  readonly write: boolean;
  /** Whether nothing is to be said of progress. */
  readonly json: boolean;
}

type Read = { readonly options: Options } | { readonly help: string } | { readonly mistake: string };

const helpOf = (benches: readonly Bench[]): string => {
  const width = Math.max(...benches.map(({ name }) => name.length));
  const list = benches.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`);
  return `npm run bench -- [name …] [options]

Measures, and prints one JSON line a figure: first the machine, then for each bench the ratios and the rest. Ends with 1
where a limit is not kept or a bench broke off. Without names all are run:

${list.join('\n')}

  --quick      less of everything: shows that it works, for no record
  --seconds N  how long the load of "ack" lasts
  --write      keeps the figures in docs/performance.json and docs/performance.md
  --json       nothing but the lines: no word of progress
  --help       this
`;
};

const mistaken = (mistake: string): Read => ({
  mistake: `${mistake} See npm run bench -- --help.`,
});

/** Reads the command line; a mistake says what to write instead. */
export const readOptions = (argv: readonly string[], benches: readonly Bench[]): Read => {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return mistaken(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { help: helpOf(benches) };
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0)
    return mistaken(
      `There is no bench "${unknown.join('", "')}". There are ${benches.map(({ name }) => name).join(', ')}.`,
    );
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  if (seconds !== undefined && !(seconds >= 1 && seconds <= 3600))
    return mistaken('--seconds takes a number from 1 to 3600.');
  if (values.write && (values.quick || seconds !== undefined))
    return mistaken('What --quick and --seconds measure is not for the record: leave them out, or --write.');
  return {
    options: {
      benches: positionals.length === 0 ? benches : benches.filter(({ name }) => positionals.includes(name)),
      settings: { quick: values.quick, ...(seconds !== undefined && { seconds }) },
      write: values.write,
      json: values.json,
    },
  };
};

const parse = (argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      write: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
