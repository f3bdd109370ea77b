import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { validateConfiguration } from '../../../lambdas/domain/workspaces/validate.ts';
import { builtIn } from '../../../lambdas/flow/builtIn.ts';
import { zendesk } from '../../../lambdas/sources/zendesk/index.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/sources/zendesk.md'), 'utf8');

describe('the page of Zendesk', () => {
  it('has an example that is taken as it stands, once its secret is filled in', () => {
    const [, example = ''] = /^```yaml\n([\s\S]*?)^```/m.exec(page) ?? [];
    const filled = example.replace(/\$\{\w+\}/, 'bQ3mN8vKx2Lp7ZsRt5Yw1Ac9Ed4Fg6Hj0==');
    const workspace = { workspace: 'acme', timeZone: 'Europe/Lisbon', currency: 'EUR', ...parse(filled) };
    const known = {
      ...builtIn,
      systems: ['zendesk'],
      secretProblem: (_: string, secret: string) => zendesk.secretProblem(secret),
    };
    expect(validateConfiguration(workspace, known)).toMatchObject({ configuration: {}, warnings: [] });
  });
});
