import { exitCodes } from '../failure.ts';
import type { Send } from '../http/answers.ts';
import { createApi, path } from '../http/api.ts';
import { sendLines } from '../terminal/sendLines.ts';
import type { CommandDefinition } from './command.ts';

export const sends: CommandDefinition = {
  usage: 'sends <workspace> [period]',
  summary: 'list what was mailed, to whom, and what became of it',
  help: `
Examples:
  $ quarterdeck sends acme
  $ quarterdeck sends acme 2026-10
  $ quarterdeck sends acme --json | jq '.sends[] | select(.state != "sent")'`,
  run: async ({ context, printer, args: [workspace = '', period] }) => {
    const query = period === undefined ? '' : `?${new URLSearchParams({ period })}`;
    const answer = await createApi(context.env).ask<{ sends: Send[] }>({
      method: 'GET',
      path: path`/v1/workspaces/${workspace}/sends` + query,
    });
    printer.data(answer);
    if (answer.sends.length === 0) printer.line('Nothing has been sent yet.');
    else for (const line of sendLines(answer.sends, printer.colours)) printer.line(line);
    return exitCodes.ok;
  },
};
