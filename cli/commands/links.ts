import { exitCodes, usage } from '../failure.ts';
import { createApi, path } from '../http/api.ts';
import type { CommandDefinition } from './command.ts';

export const links: CommandDefinition = {
  name: 'links',
  takes: [['<workspace>', 'the id of the workspace']],
  summary: 'end the links that were mailed until now',
  help: `
Every mail links to its review and to its reader's preferences, for 400 days and
without an account. With --revoke those that were mailed until now open nothing
any more, the unsubscribe of those mails included: of one address, where one is
named, else of the whole workspace. Links in later mails are good. It takes an
admin key.

Examples:
  $ quarterdeck links acme --revoke ana@acme.example
  $ quarterdeck links acme --revoke

Next: whoever is to see no numbers at all is taken out of the configuration.
  $ quarterdeck apply workspace.yaml`,
  configure: (command) => {
    command.option('--revoke [address]', 'end those of one recipient, or of all');
  },
  run: async ({ context, printer, args: [workspace = ''], options: { revoke } }) => {
    if (revoke === undefined) throw usage('Say --revoke ADDRESS, or --revoke for the links of all recipients.');
    const recipient = typeof revoke === 'string' ? revoke : null;
    const query = recipient === null ? '' : `?${new URLSearchParams({ recipient })}`;
    await createApi(context).send({ method: 'DELETE', path: path`/v1/workspaces/${workspace}/links` + query });
    printer.data({ revoked: recipient ?? 'all' });
    printer.line(
      `The links that were mailed until now ${recipient === null ? '' : `to ${recipient} `}open nothing any more.`,
    );
    return exitCodes.ok;
  },
};
