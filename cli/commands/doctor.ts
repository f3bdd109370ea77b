import { exitCodes } from '../failure.ts';
import type { Check } from '../http/answers.ts';
import { createApi, path } from '../http/api.ts';
import { printChecks } from '../terminal/checkList.ts';
import { spin } from '../terminal/progress.ts';
import { count } from '../terminal/text.ts';
import type { CommandDefinition } from './command.ts';

const summaryOf = (checks: readonly Check[]): string => {
  const number = (status: Check['status']): number => checks.filter((check) => check.status === status).length;
  const found = [
    ...(number('problem') > 0 ? [count(number('problem'), 'problem')] : []),
    ...(number('warning') > 0 ? [count(number('warning'), 'warning')] : []),
  ];
  return found.length > 0 ? `${found.join(', ')}.` : 'All is well.';
};

export const doctor: CommandDefinition = {
  name: 'doctor',
  takes: [['<workspace>', 'the id of the workspace']],
  summary: 'find what keeps reviews from being right or being mailed',
  help: `
It looks at the mail account, the sender and its DNS records, the recipients,
the sources, the schedule, the reviews that are due, the dead letters, the API
keys and the configuration with its rates, and changes nothing. Below whatever
is not ok stands what mends it: a command, or where to click. It takes an admin
key.

  problem  something is not done that should be: exit code 5
  warning  it may come to that, or it could not be looked at: exit code 0

Examples:
  $ quarterdeck doctor acme
  $ quarterdeck doctor acme --json | jq '.checks[] | select(.status != "ok")'
  $ quarterdeck doctor acme > /dev/null || echo "look at acme"

Next: do what it says, and ask it again.
  $ quarterdeck doctor acme`,
  run: async ({ context, printer, args: [workspace = ''] }) => {
    const api = createApi(context);
    const answer = await spin(context, 'Looking', () =>
      api.ask<{ checks: Check[] }>({ method: 'GET', path: path`/v1/workspaces/${workspace}/checks` }),
    );
    const { checks } = answer;
    printer.data(answer);
    printChecks(checks, printer);
    printer.line(summaryOf(checks));
    return checks.some(({ status }) => status === 'problem') ? exitCodes.unwell : exitCodes.ok;
  },
};
