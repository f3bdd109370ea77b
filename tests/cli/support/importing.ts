import { source } from './answers.ts';
import { type Asked, type Reply, type Routes, startApi } from './api.ts';
import { quarterdeck } from './cli.ts';
import { folderWith } from './files.ts';

/** What tests of `quarterdeck import` share: a file of deals, its map, and an API that takes them. */

export const map = `
format: csv
dates: {format: ISO, zone: UTC}
rows:
  - {record: deal, id: id, at: at, set: {amount: sum}}
`;
export const header = 'id,at,sum\n';
export const rowsOf = (count: number): string =>
  Array.from({ length: count }, (_, index) => `${index},2017-03-01,${index}\n`).join('');

export const post = 'POST /v1/workspaces/acme/sources/history/observations';
export const health = 'GET /v1/workspaces/acme/sources';
export const linesOf = ({ body }: Asked): { id: string }[] =>
  body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string });
export const acceptAll = (asked: Asked): Reply => ({ body: { accepted: linesOf(asked).length, rejected: [] } });
export const settled = (): Reply => ({ body: { sources: [source({ id: 'history' })] } });

export const args = ['import', 'data.csv', '--workspace', 'acme', '--source', 'history', '--map', 'map.yaml'];

export const importing = async (
  data: string,
  routes: Routes,
  more: readonly string[] = [],
  env: Record<string, string> = {},
) => {
  const api = await startApi({ [health]: settled, ...routes });
  const directory = await folderWith({ 'map.yaml': map, 'data.csv': data });
  const ran = await quarterdeck([...args, ...more], { directory, env: { ...api.env, ...env } });
  return { ...ran, posts: api.asked.filter(({ method }) => method === 'POST') };
};
