import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { transform } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import { close, listen } from '../../infra/local/listen.ts';
import { start, startEmpty, startProcess, temporaryDirectory, until } from './harness.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** A process that has ended but that nobody has asked for yet still has its id; on Linux its state tells. */
const isRunning = (pid: number): boolean => {
  if (!isAlive(pid)) return false;
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return true;
  }
};

describe('npm start', () => {
  it('says what it needs to a Node that is too old, in one sentence, and ends with 1', async () => {
    const old = `data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '20.18.3' })`;
    const started = startProcess([], { nodeArguments: ['--import', old] });
    expect(await started.end()).toBe(1);
    expect(started.output.stderr.trim().split('\n')).toHaveLength(1);
    expect(started.output.stderr).toContain('20.19');
    expect(started.output.stderr).toContain('20.18.3');
  });

  it('says so in a way that such a Node can read: nothing in what it reads first is newer than 2019', async () => {
    const source = readFileSync(start, 'utf8');
    const supported = { 'dynamic-import': true };
    const written = async (target: string) => (await transform(source, { target, supported, minify: true })).code;
    expect(await written('es2019')).toBe(await written('esnext'));
  });

  it('says in one sentence that the dependencies are not installed, where they are not', () => {
    const directory = temporaryDirectory();
    const local = path.join(directory, 'local');
    mkdirSync(local);
    copyFileSync(start, path.join(local, 'start.mjs'));
    copyFileSync(path.join(path.dirname(start), '../bundled.mjs'), path.join(directory, 'bundled.mjs'));
    const { status, stderr } = spawnSync(process.execPath, [path.join(local, 'start.mjs')], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^The dependencies are not installed\. Run "npm ci" first\. .*\n$/);
  });

  it('ends with 1 for an option that it does not know, and with 0 after its help', async () => {
    const data = path.join(temporaryDirectory(), 'data');
    const unknown = startProcess(['--prot', '1', '--data', data]);
    expect(await unknown.end()).toBe(1);
    expect(unknown.output.stderr).toContain('--port');
    expect(existsSync(data)).toBe(false);
    const help = startProcess(['--help']);
    expect(await help.end()).toBe(0);
    expect(help.output.stdout).toContain('--public-url');
  });

  it('with --empty prints the generated admin key and one line when it is ready, answers, and ends with 0 on Ctrl-C', async () => {
    const data = temporaryDirectory();
    chmodSync(data, 0o755);
    const started = startEmpty(data);
    await started.said(/^ready /m);
    const [keyLine = '', readyLine = '', ...rest] = started.output.stdout.split('\n');
    expect(readyLine).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+$/);
    expect(rest).toEqual(['']);
    const key = keyLine.replace(/^admin key /, '');
    const asked = await fetch(`${started.address()}/v1/workspaces/acme`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(asked.status).toBe(404);
    expect((await fetch(`${started.address()}/v1/workspaces/acme`)).status).toBe(401);
    expect(await (await fetch(`${started.address()}/local/mailbox`)).json()).toEqual([]);
    expect(await started.end('SIGINT')).toBe(0);
    expect(started.output.stderr).toBe('');
    expect(readdirSync(data)).not.toContain('lock');
    for (const entry of readdirSync(data)) expect(statSync(path.join(data, entry)).mode & 0o077, entry).toBe(0);
  });

  it('takes the admin key from the environment, and then prints none', async () => {
    const started = startProcess(['--empty', '--port', '0', '--data', temporaryDirectory()], {
      environment: { QUARTERDECK_ADMIN_KEY: 'a-key-of-my-own' },
    });
    await started.said(/^ready /m);
    expect(started.output.stdout).not.toContain('key');
    const asked = await fetch(`${started.address()}/v1/workspaces/acme`, {
      headers: { authorization: 'Bearer a-key-of-my-own' },
    });
    expect(asked.status).toBe(404);
  });

  it('says of a port that is taken which option to use', async () => {
    const server = createServer();
    const port = await listen(server, 0, '127.0.0.1');
    onTestFinished(() => close(server));
    for (const argv of [['--empty'], []]) {
      const started = startProcess([...argv, '--port', String(port), '--data', temporaryDirectory()]);
      expect(await started.end()).toBe(1);
      expect(started.output.stderr).toMatch(new RegExp(`^Port ${port} is taken.*--port`));
      expect(started.output.stderr).not.toContain('    at ');
    }
  });

  it('says of an address that is not of this machine which option to use', async () => {
    const started = startEmpty(temporaryDirectory(), '--host', '192.0.2.1');
    expect(await started.end()).toBe(1);
    expect(started.output.stderr).toMatch(/^192\.0\.2\.1 is no address of this machine.*--host/);
  });

  it('says of a directory that it cannot write which option to use', async () => {
    const file = path.join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    const started = startEmpty(path.join(file, 'data'));
    expect(await started.end()).toBe(1);
    expect(started.output.stderr).toMatch(/^The data directory .* cannot be written: .*--data/);
  });

  it('leaves a directory alone that holds anything else, though it be told to reset it', async () => {
    const data = temporaryDirectory();
    writeFileSync(path.join(data, 'thesis.docx'), 'x');
    const started = startEmpty(data, '--reset');
    expect(await started.end()).toBe(1);
    expect(started.output.stderr).toContain('thesis.docx');
    expect(readdirSync(data)).toEqual(['thesis.docx']);
  });

  it('keeps a second process away from the same data, by name of the first, and harms neither', async () => {
    const data = temporaryDirectory();
    const first = startEmpty(data);
    await first.said(/^ready /m);
    for (const reset of [[], ['--reset']]) {
      const second = startEmpty(data, ...reset);
      expect(await second.end()).toBe(1);
      expect(second.output.stderr).toMatch(
        new RegExp(`^This data directory is in use by process ${first.process.pid}, since .*--data`),
      );
    }
    expect((await fetch(`${first.address()}/v1/kpis`)).status).toBe(200);
  });

  it.runIf(process.platform === 'linux')(
    'leaves no database behind when it is killed, and goes on with its data afterwards (child processes are looked up on Linux only)',
    async () => {
      const data = temporaryDirectory();
      const environment = { QUARTERDECK_ADMIN_KEY: 'key' };
      const argv = ['--empty', '--port', '0', '--data', data];
      const first = startProcess(argv, { environment });
      await first.said(/^ready /m);
      expect(first.output.stderr).toMatch(/^warning: QUARTERDECK_ADMIN_KEY is short enough to be guessed; /m);
      const workspace = { workspace: 'acme', timeZone: 'UTC', currency: 'EUR' };
      const headers = { authorization: 'Bearer key', 'content-type': 'application/json' };
      const put = await fetch(`${first.address()}/v1/workspaces/acme`, {
        method: 'PUT',
        headers,
        body: JSON.stringify(workspace),
      });
      expect(put.status).toBe(200);
      const { pid } = first.process;
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
      expect(children.length).toBeGreaterThan(0);
      await first.end('SIGKILL');
      await until('all children to end', () => !children.some(isRunning));
      const second = startProcess(argv, { environment });
      await second.said(/^ready /m);
      const got = await fetch(`${second.address()}/v1/workspaces/acme`, { headers });
      expect(await got.json()).toMatchObject(workspace);
    },
  );

  it('throws its data away with --reset', async () => {
    const data = temporaryDirectory();
    const first = startEmpty(data);
    await first.said(/^ready /m);
    const secrets = readFileSync(path.join(data, 'secrets.json'), 'utf8');
    mkdirSync(path.join(data, 'mailbox'), { recursive: true });
    writeFileSync(path.join(data, 'mailbox', 'a.eml'), 'x');
    await first.end('SIGTERM');
    const second = startEmpty(data, '--reset');
    await second.said(/^ready /m);
    expect(readFileSync(path.join(data, 'secrets.json'), 'utf8')).not.toBe(secrets);
    expect(existsSync(path.join(data, 'mailbox', 'a.eml'))).toBe(false);
  });
});
