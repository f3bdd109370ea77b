import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fieldsOf, recordTypes } from '../../lambdas/domain/records/vocabulary.ts';
import { dueSends } from '../../lambdas/domain/reviews/due.ts';
import { validateConfiguration } from '../../lambdas/domain/workspaces/validate.ts';
import { builtIn } from '../../lambdas/flow/builtIn.ts';
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

it.each(['2026-06-01', '2026-11-03', '2027-05-01'])(
  'the example that ends in a mail ends in one, if it is followed on %s',
  (day) => {
    const [, example = ''] = /^curl -X PUT [\s\S]*?-d '(\{[\s\S]*?\})'$/m.exec(page) ?? [];
    const result = validateConfiguration(JSON.parse(example), {
      ...builtIn,
      systems: ['standard'],
      secretProblem: () => null,
    });
    if ('errors' in result) return expect.fail(JSON.stringify(result.errors));
    const { configuration } = result;
    const instants = [...page.matchAll(/\{"now": "([^"]+)"\}/g)].map(([, now = '']) => now);
    expect(new Set(instants).size).toBe(1);
    const workspace = { configuration, createdAt: Date.parse(`${day}T12:00:00Z`), recipientsSince: {} };
    expect(dueSends(workspace, Date.parse(instants[0] ?? ''), [], new Map())).toEqual([
      { period: expect.objectContaining({ name: '2026-10' }), recipients: ['ana@acme.example'], late: [] },
    ]);
  },
);
