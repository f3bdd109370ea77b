import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { validateConfiguration } from '../../../lambdas/domain/workspaces/validate.ts';
import { builtIn } from '../../../lambdas/flow/builtIn.ts';
import { hubspot } from '../../../lambdas/sources/hubspot/index.ts';
import { readers } from '../../../lambdas/sources/hubspot/readers.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/sources/hubspot.md'), 'utf8');

describe('the page of HubSpot', () => {
  it('has an example that is taken as it stands, once its secret is filled in', () => {
    const [, example = ''] = /^```yaml\n([\s\S]*?)^```/m.exec(page) ?? [];
    const filled = example.replace(/\$\{\w+\}/, '5b1d4f0e-7a52-4f0b-9c4e-0d6a1f3c8e27');
    const workspace = { workspace: 'acme', timeZone: 'Europe/Lisbon', currency: 'EUR', ...parse(filled) };
    const known = {
      ...builtIn,
      systems: ['hubspot'],
      secretProblem: (_: string, secret: string) => hubspot.secretProblem(secret),
    };
    expect(validateConfiguration(workspace, known)).toMatchObject({ configuration: {}, warnings: [] });
  });

  it('has no property subscribed in vain, and none left out that is read', () => {
    const rows = [...page.matchAll(/^\| (deal|contact|company|ticket) .*\|(.*)\|$/gm)];
    expect(rows).toHaveLength(4);
    const named = new Map(
      rows.map(([, kind, properties = '']) => [kind, [...properties.matchAll(/`(\w+)`/g)].map(([, name]) => name)]),
    );
    const read = { deal: readers.deal, contact: readers.lead, company: readers.customer, ticket: readers.ticket };
    for (const [kind, known] of Object.entries(read)) {
      for (const name of named.get(kind) ?? []) expect([...known.keys(), 'email'], kind).toContain(name);
      for (const name of known.keys()) expect(page).toContain(`\`${name}\``);
    }
  });
});
