import { readFileSync } from 'node:fs';
import { type Argument, Command } from 'commander';
import { apply } from './commands/apply.ts';
import type { CommandDefinition } from './commands/command.ts';
import { doctor } from './commands/doctor.ts';
import { importFile } from './commands/import.ts';
import { keys } from './commands/keys.ts';
import { kpis } from './commands/kpis.ts';
import { links } from './commands/links.ts';
import { preview } from './commands/preview.ts';
import { replay } from './commands/replay.ts';
import { review } from './commands/review.ts';
import { send } from './commands/send.ts';
import { sends } from './commands/sends.ts';
import { sources } from './commands/sources.ts';
import type { Context } from './context.ts';
import type { ExitCode } from './failure.ts';
import type { Printer } from './terminal/printer.ts';

const definitions: readonly CommandDefinition[] = [
  apply,
  importFile,
  review,
  preview,
  send,
  sends,
  sources,
  replay,
  keys,
  links,
  doctor,
  kpis,
];

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const about = `
A first review, with the admin key that \`npm start\` prints:
  $ export QUARTERDECK_KEY=…
  $ quarterdeck apply workspace.yaml
  $ quarterdeck import deals.csv -w acme -s history -m map.yaml
  $ quarterdeck review acme 2026-10
  $ quarterdeck preview acme 2026-10 --role sales
  $ quarterdeck send acme 2026-10

Environment:
  QUARTERDECK_URL   where Quarterdeck answers; http://127.0.0.1:4410 unless set
  QUARTERDECK_KEY   the key to use; \`quarterdeck keys --help\` tells how to make
                    one
  NO_COLOR          set to anything: no colours

Exit codes:
  0  done
  1  failed: what was given is wrong, or was refused
  2  the command was not written as it must be, or the environment lacks
     something
  3  partly done: some lines were rejected, some mails were not sent, or not
     yet, some deliveries failed again
  4  no answer, or the server is out of order: worth trying again
  5  \`doctor\` has found a problem
  130  interrupted by Ctrl-C; doing the same again is safe

In a clone of the project write \`npx quarterdeck …\`. Each command has its own
--help.`;

/** What every command is given, and whom it tells its exit code. */
interface Surroundings {
  readonly context: Context;
  readonly printer: Printer;
  ended(code: ExitCode): void;
}

const define = (program: Command, definition: CommandDefinition, { context, printer, ended }: Surroundings): void => {
  const { name, takes, summary, help } = definition;
  const command = program
    .command(name)
    .summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
    .addHelpText('after', `\n${help.trim()}`);
  for (const [argument, meaning] of takes) command.argument(argument, meaning);
  definition.configure?.(command);
  command.action(async () => {
    ended(await definition.run({ context, printer, args: command.processedArgs, options: command.opts() }));
  });
};

const argumentText = (argument: Argument): string =>
  argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;

/** The whole command line. */
export const createProgram = (surroundings: Surroundings): Command => {
  const { context } = surroundings;
  const program = new Command('quarterdeck')
    .description('Turns what a CRM says into monthly, quarterly and annual KPI reviews. A client of the HTTP API.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .option('--json', 'print the result as JSON and nothing else')
    .addHelpText('after', about)
    .showHelpAfterError('(--help tells how it is written)')
    .configureHelp({
      showGlobalOptions: true,
      minWidthToWrap: 30,
      // Without "[options]", which every command has: they are listed in its own help.
      subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(argumentText)].join(' '),
    })
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      ...(context.stdout.columns === undefined ? {} : { getOutHelpWidth: () => context.stdout.columns ?? 80 }),
    })
    .exitOverride();
  for (const definition of definitions) define(program, definition, surroundings);
  return program;
};
