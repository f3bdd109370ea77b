import { exitCodes } from '../failure.ts';
import type { Send } from '../http/answers.ts';
import { createApi, path } from '../http/api.ts';
import { printSends } from '../terminal/sendTable.ts';
import type { CommandDefinition } from './command.ts';

export const sends: CommandDefinition = {
  name: 'sends',
  takes: [
    ['<workspace>', 'the id of the workspace'],
    ['[period]', 'of this period only, for example 2026-10'],
  ],
  summary: 'list what was mailed, to whom, and what became of it',
  help: `
States: queued and sending are under way; sent was taken by the mail system, and
then delivered, bounced or complained of; refused was not taken; of uncertain
there was no answer; skipped was not mailed, with the reason: late, no longer a
recipient, or one who has unsubscribed, pauses, or whose mails bounced or were
complained of. How each of these ends: quarterdeck doctor.

Examples:
  $ quarterdeck sends acme
  $ quarterdeck sends acme 2026-10
  $ quarterdeck sends acme --json | jq '.sends[] | select(.state != "sent")'

Next: mail again what is uncertain.
  $ quarterdeck send acme 2026-10 --uncertain`,
  run: async ({ context, printer, args: [workspace = '', period] }) => {
    const query = period === undefined ? '' : `?${new URLSearchParams({ period })}`;
    const answer = await createApi(context).ask<{ sends: Send[] }>({
      method: 'GET',
      path: path`/v1/workspaces/${workspace}/sends` + query,
    });
    printer.data(answer);
    if (answer.sends.length > 0) printSends(answer.sends, printer);
    else printer.line(`Nothing has been sent yet: quarterdeck send ${workspace} ${period ?? 'PERIOD'}`);
    return exitCodes.ok;
  },
};
