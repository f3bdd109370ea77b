import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/api.md'), 'utf8');

it('the page of the API names the id of every check, and no other', () => {
  const folder = path.join(root, 'lambdas/flow/doctor');
  const code = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  const id = /['`]((?:mail|recipients|sources|schedule|reviews|queues|keys|configuration)\.[a-z]+)['`]/g;
  const idsIn = (text: string): string[] => [...new Set([...text.matchAll(id)].map(([, name = '']) => name))].sort();
  const made = idsIn(code.join('\n'));
  expect(made.length).toBeGreaterThan(20);
  expect(idsIn(page.slice(page.indexOf('\n## Checks\n')))).toEqual(made);
});
