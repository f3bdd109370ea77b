import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { validateConfiguration } from '../../../lambdas/domain/workspaces/validate.ts';
import { builtIn } from '../../../lambdas/flow/builtIn.ts';
import { clickup } from '../../../lambdas/sources/clickup/index.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/sources/clickup.md'), 'utf8');
const [, example = ''] = /^```yaml\n([\s\S]*?)^```/m.exec(page) ?? [];

const validated = (text: string) => {
  const workspace = { workspace: 'acme', timeZone: 'Europe/Lisbon', currency: 'EUR', ...parse(text) };
  const secretProblem = (_: string, secret: string) => clickup.secretProblem(secret);
  return validateConfiguration(workspace, { ...builtIn, systems: ['clickup'], secretProblem });
};

const filled = example
  .replace(/\$\{CLICKUP_SECRET\}/, 'HB7TW2P0UEK8X2MQ9ZL4VD1NR6SA3YF8')
  .replace(/\$\{CLICKUP_TOKEN\}/, 'c2b8a91f7d3e4065b1f8d92c7a5e0364');

describe('the page of ClickUp', () => {
  it('has an example that is taken as it stands, once its secrets are filled in', () => {
    expect(validated(filled)).toMatchObject({
      configuration: { sources: [{ lists: { '901110236850': 'ticket' } }] },
      warnings: [],
    });
  });

  it('names all that a list may be', () => {
    expect(validated(filled.replace(': ticket', ': bug'))).toMatchObject({
      errors: [{ path: expect.stringContaining('sources[0].lists') }],
    });
  });
});
