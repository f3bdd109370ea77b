import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleFunctions } from '../../infra/bundle.ts';

const functions = ['api', 'feedback', 'mail', 'receive', 'review', 'schedule', 'translate'];

let folder: string;
let sizes: ReadonlyMap<string, number>;

beforeAll(async () => {
  // Far from the project, so that nothing is resolved from its node_modules.
  folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-bundles-'));
  sizes = await bundleFunctions(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('bundles each of the seven functions', () => {
  expect([...sizes.keys()]).toEqual(functions);
});

it.each(functions)('%s is complete in itself: it loads in a process without node_modules', async (name) => {
  const file = pathToFileURL(path.join(folder, name, 'index.mjs')).href;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', `console.log(typeof (await import(${JSON.stringify(file)})).handler)`],
    { cwd: folder, env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' } },
  );
  expect({ stdout, stderr }).toEqual({ stdout: 'function\n', stderr: '' });
});

it('keeps what answers a webhook small, for Kommo waits two seconds, a cold start included', () => {
  const receive = sizes.get('receive') ?? Number.NaN;
  expect(receive).toBeLessThan(
    Math.min(...functions.filter((name) => name !== 'receive').map((name) => sizes.get(name) ?? 0)),
  );
});
