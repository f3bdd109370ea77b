import { Option } from 'commander';
import { exitCodes, usage } from '../failure.ts';
import type { Key } from '../http/answers.ts';
import { type Api, createApi, path } from '../http/api.ts';
import { minuteOf } from '../terminal/text.ts';
import type { CommandDefinition, Invocation } from './command.ts';

/** A day begins in UTC. */
const instantOf = (written: unknown): string => {
  const text = String(written);
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(instant) || Number.isNaN(Date.parse(instant)))
    throw usage(`--expires ${text}: write a day as 2027-01-31, or an instant as 2027-01-31T12:00:00Z.`);
  return instant;
};

const create = async ({ printer, args: [workspace = ''], options }: Invocation, api: Api): Promise<void> => {
  const made = await api.ask<Key & { readonly key: string }>({
    method: 'POST',
    path: path`/v1/workspaces/${workspace}/keys`,
    body: {
      scopes: options.scope,
      ...(options.name === undefined ? {} : { name: options.name }),
      ...(options.expires === undefined ? {} : { expiresAt: instantOf(options.expires) }),
    },
  });
  printer.data(made);
  printer.line(made.key);
  printer.note(`This is the only time it is shown. Its id is ${made.id}; its scopes are ${made.scopes.join(', ')}.`);
  if (made.expiresAt !== null) printer.note(`It opens nothing from ${minuteOf(made.expiresAt)} UTC on.`);
};

const revoke = async ({ printer, args: [workspace = ''], options }: Invocation, api: Api): Promise<void> => {
  const id = String(options.revoke);
  await api.send({ method: 'DELETE', path: path`/v1/workspaces/${workspace}/keys/${id}` });
  printer.data({ revoked: id });
  printer.line(`${id} is revoked: it opens nothing from now on.`);
};

const list = async ({ printer, args: [workspace = ''] }: Invocation, api: Api): Promise<void> => {
  const answer = await api.ask<{ keys: Key[] }>({ method: 'GET', path: path`/v1/workspaces/${workspace}/keys` });
  printer.data(answer);
  if (answer.keys.length === 0) {
    printer.line(`There are no keys yet: quarterdeck keys ${workspace} --create --scope read`);
    return;
  }
  const rows = answer.keys.map(({ id, name, scopes, createdAt, expiresAt }) => [
    id,
    scopes.join(' '),
    minuteOf(createdAt).slice(0, 10),
    expiresAt === null ? '' : minuteOf(expiresAt).slice(0, 10),
    name,
  ]);
  const columns = ['id', 'scopes', 'created', 'expires', 'name'].map((title) => ({ title }));
  printer.table(columns, rows);
};

export const keys: CommandDefinition = {
  name: 'keys',
  takes: [['<workspace>', 'the id of the workspace']],
  summary: 'list, create and revoke the API keys of a workspace',
  help: `
Scopes: ingest posts observations, read reads reviews and the ledger, admin does
everything in the workspace. It takes the admin key of the deployment, or an
admin key of the workspace. A new key is shown once; only its hash is kept.

Examples:
  $ quarterdeck keys acme
  $ quarterdeck keys acme --create --scope ingest --name "nightly export"
  $ quarterdeck keys acme --create --scope ingest read --name laptop
  $ quarterdeck keys acme --create --scope read --expires 2027-01-31
  $ quarterdeck keys acme --revoke 863255ee-9621-4d24-9008-ffc6018e54af

Next: use it.
  $ export QUARTERDECK_KEY=$(quarterdeck keys acme --create --scope read)`,
  configure: (command) => {
    command
      .option('--create', 'make a key and print it')
      .addOption(new Option('--scope <scope...>', 'what a new key may do').choices(['ingest', 'read', 'admin']))
      .option('--name <name>', 'what a new key is for')
      .option('--expires <when>', 'the day (it begins in UTC) or the instant from which on a new key opens nothing')
      .addOption(new Option('--revoke <id>', 'make a key useless').conflicts(['create', 'scope', 'name', 'expires']));
  },
  run: async (invocation) => {
    const { context, options } = invocation;
    if (options.create !== true && [options.scope, options.name, options.expires].some((one) => one !== undefined)) {
      throw usage('--scope, --name and --expires describe a new key: add --create.');
    }
    if (options.create === true && options.scope === undefined) {
      throw usage('A new key needs a scope: --scope ingest, --scope read or --scope admin, or several of them.');
    }
    const api = createApi(context);
    const act = options.create === true ? create : options.revoke !== undefined ? revoke : list;
    await act(invocation, api);
    return exitCodes.ok;
  },
};
