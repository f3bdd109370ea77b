import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fieldsOf, recordTypes } from '../../lambdas/domain/records/vocabulary.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { hookRoute } from '../../lambdas/http/hooks.ts';
import { createRouter } from '../../lambdas/http/router.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/api.md'), 'utf8');

it.each(recordTypes)('the page of the API names the fields of %s, all and no other', (type) => {
  const [, row = ''] = new RegExp(`^\\| \`${type}\` +\\| (.*?) *\\|$`, 'm').exec(page) ?? [];
  const fields = Object.entries(fieldsOf(type));
  expect(row.split(' ')).toEqual(
    fields.map(([name, { type: of }]) => `\`${name}\`${of.kind === 'instant' ? '\\*' : ''}`),
  );
});

/** `POST /hooks/{workspace}` of every route, an optional last segment with it and without. */
const routed = (): Set<string> => {
  const { routes } = createRouter({ logger: undefined } as unknown as Services);
  const asked = routes.filter(({ method }) => method !== 'ALL').map(({ method, path: route }) => `${method} ${route}`);
  return new Set(
    [hookRoute, ...asked]
      .flatMap((route) =>
        route.endsWith('?') ? [route.slice(0, route.lastIndexOf('/')), route.slice(0, -1)] : [route],
      )
      .map((route) => route.replace(/:(\w+)/g, '{$1}')),
  );
};

/** The same of the page's table: several methods of one address, and `…` for the one before it in the row. */
const documented = (): string[] => {
  const [, table = ''] = /^\| method and path .*\n\|[ -|]*\n((?:\|.*\n)+)/m.exec(page) ?? [];
  return table
    .trimEnd()
    .split('\n')
    .flatMap((row) => {
      const [, cell = ''] = row.split('|');
      let [methods, address]: [string[], string] = [[], ''];
      return [...cell.matchAll(/`((?:[A-Z]+(?: · )?)*) ?([^`?]*)(?:\?[^`]*)?`/g)].flatMap(([, of = '', at = '']) => {
        if (of !== '') methods = of.split(' · ');
        address = at.replace('…', address);
        return methods.map((method) => `${method} ${address}`);
      });
    });
};

it('the page of the API has every route in its table, each once, and no other', () => {
  const routes = routed();
  expect(routes.size).toBeGreaterThan(15);
  expect(documented().sort()).toEqual([...routes].sort());
});
