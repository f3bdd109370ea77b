import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sheetsIn } from '../rendering/support/workbook.ts';
import { adminKey, type RunningSystem, startSystem } from '../support/system.ts';

let system: RunningSystem;
let folder: string;

beforeAll(async () => {
  system = await startSystem();
  folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-requests-'));
});
afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true, force: true });
});

const pageOf = (name: string): Promise<string> =>
  readFile(path.resolve(import.meta.dirname, '../../docs', name), 'utf8');

/** The blocks that are to be pasted into a shell, in their order; not the one that says where it is and what opens it. */
const pasted = (page: string): string =>
  [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .map(([, block = '']) => block)
    .filter((block) => !block.startsWith('export '))
    .join('\n');

/** As a shell runs it; ends at the first request that is answered with an error, and says what that was. */
const run = async (script: string): Promise<string> => {
  const strict = 'set -e -o pipefail\ncurl() { command curl --fail-with-body --silent --show-error "$@"; }\n';
  const { stdout } = await promisify(execFile)('bash', ['-c', strict + script], {
    cwd: folder,
    env: { ...process.env, QUARTERDECK_URL: system.url, QUARTERDECK_KEY: adminKey },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
};

it('the requests of the page of the API can be pasted, one after the other', async () => {
  const script = pasted(await pageOf('api.md'));
  expect(script.match(/\bcurl /g)?.length).toBeGreaterThan(25);
  expect(await run(script)).toContain('"accepted":1');
  expect(await readFile(path.join(folder, 'review.html'), 'utf8')).toContain('lang="pt-BR"');
  expect(await readFile(path.join(folder, 'review.csv'), 'utf8')).toMatch(/^\ufeffsection,kpi,/);
  const [first] = await sheetsIn(await readFile(path.join(folder, 'review.xlsx')));
  expect(first?.data[0]?.[1]).toBe('Outubro de 2026');
}, 180_000);
