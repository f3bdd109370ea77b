import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('a stack trace of what was bundled names the file as it stands in the project', () => {
  const script = `
    import { importBundled } from './infra/bundled.mjs';
    const { readEach } = await importBundled('cli/import/each.ts');
    try { readEach(1, [], {}); } catch (error) { console.log(error.stack); }`;
  const stack = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(stack).toContain(`${process.cwd()}/cli/import/each.ts:`);
});
