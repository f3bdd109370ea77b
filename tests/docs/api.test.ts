import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fieldsOf, recordTypes } from '../../lambdas/domain/records/vocabulary.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { createRouter } from '../../lambdas/http/router.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/api.md'), 'utf8');

it.each(recordTypes)('the page of the API names the fields of %s, all and no other', (type) => {
  const [, row = ''] = new RegExp(`^\\| \`${type}\` +\\| (.*?) *\\|$`, 'm').exec(page) ?? [];
  const fields = Object.entries(fieldsOf(type));
  expect(row.split(' ')).toEqual(
    fields.map(([name, { type: of }]) => `\`${name}\`${of.kind === 'instant' ? '\\*' : ''}`),
  );
});

it('the page of the API names every route', () => {
  const { routes } = createRouter({ logger: undefined } as unknown as Services);
  const resources = new Set(
    routes.filter(({ method }) => method !== 'ALL').map(({ path: route }) => route.replace(/:(\w+)\??/g, '{$1}')),
  );
  const words = page.replaceAll('…', '');
  const named = (route: string): boolean =>
    words.includes(route) || words.includes(route.slice(0, route.lastIndexOf('/')));
  expect(resources.size).toBeGreaterThan(12);
  expect([...resources].filter((route) => route !== '/hooks/*' && !named(route))).toEqual([]);
});
