import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecrets } from '../../../lambdas/adapters/secrets/index.ts';

let folder: string;
let path: string;
const secrets = (adminKey?: string) => createSecrets(`file:${path}`, adminKey);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quarterdeck-secrets-'));
  path = join(folder, 'kept', 'secrets.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('secrets in a file', () => {
  it('are none before any was set', async () => {
    expect(await secrets().source('acme', 'kommo')).toEqual([]);
  });

  it('are given back as they were set, after a restart too', async () => {
    await secrets().setSource('acme', 'kommo', ['old', 'new']);
    await secrets().setSource('acme', 'hubspot', ['other']);
    await secrets().setSource('acme-2', 'kommo', ['theirs']);
    await secrets().setSource('acme', 'kommo', ['new']);
    expect(await secrets().source('acme', 'kommo')).toEqual(['new']);
    expect(await secrets().source('acme', 'hubspot')).toEqual(['other']);
    expect(await secrets().source('acme-2', 'kommo')).toEqual(['theirs']);
    expect(await secrets().source('acme-2', 'hubspot')).toEqual([]);
  });

  it('are not what every object has', async () => {
    await secrets().setSource('acme', 'kommo', ['one']);
    expect(await secrets().source('__proto__', 'constructor')).toEqual([]);
    expect(await secrets().source('acme', 'toString')).toEqual([]);
  });

  it('lose none of those set at once', async () => {
    const together = secrets();
    const names = Array.from({ length: 30 }, (_, index) => `source-${index}`);
    await Promise.all(names.map((name) => together.setSource('acme', name, [name])));
    for (const name of names) expect(await secrets().source('acme', name)).toEqual([name]);
  });

  it('are in a file for the owner alone, with nothing left beside it', async () => {
    await secrets().setSource('acme', 'kommo', ['one']);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'kept'))).toEqual(['secrets.json']);
  });

  it('are refused from a file that others can read, which says what to do', async () => {
    await secrets().setSource('acme', 'kommo', ['one']);
    for (const mode of [0o640, 0o604, 0o620]) {
      await chmod(path, mode);
      await expect(secrets().source('acme', 'kommo')).rejects.toThrow('chmod 600');
      await expect(secrets().setSource('acme', 'kommo', ['two'])).rejects.toThrow('chmod 600');
    }
    await chmod(path, 0o600);
    expect(await secrets().source('acme', 'kommo')).toEqual(['one']);
  });

  it('are not quoted when the file is broken', async () => {
    await secrets().admin();
    await writeFile(path, '{"admin": "very-secret"');
    const error = await secrets()
      .admin()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toContain('not JSON');
    expect(String(error)).not.toContain('very');
  });

  it('hold an admin key that is made once', async () => {
    const together = secrets();
    const [one, two] = await Promise.all([together.admin(), together.admin()]);
    expect(one).toMatch(/^qd_admin_[\w-]{43}$/);
    expect(two).toBe(one);
    expect(await secrets().admin()).toBe(one);
  });

  it('take the admin key they are given instead, and do not keep it', async () => {
    expect(await secrets('given').admin()).toBe('given');
    await secrets('given').setSource('acme', 'kommo', ['one']);
    expect(await readFile(path, 'utf8')).not.toContain('given');
    expect(await secrets().admin()).not.toBe('given');
  });

  it('hold a key for links that is made once', async () => {
    const links = await secrets().links();
    expect(links).toEqual([{ id: expect.stringMatching(/^[0-9a-f]{8}$/), key: expect.stringMatching(/^[\w-]{43}$/) }]);
    expect(await secrets().links()).toEqual(links);
  });
});

describe('a place for secrets', () => {
  it.each(['', '/etc/secrets.json', 'ssm:quarterdeck', 'secretsmanager:quarterdeck', 'vault:x'])(
    'is refused as "%s"',
    (location) => {
      expect(() => createSecrets(location)).toThrow('ssm:/prefix, secretsmanager:/prefix');
    },
  );
});
