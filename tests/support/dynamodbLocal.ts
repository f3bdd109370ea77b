import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { close, listen } from '../../infra/local/listen.ts';
import { takeLock } from '../../infra/local/lock.ts';
import { PlainError } from '../../infra/local/plainError.ts';
import type { RunningDatabase } from './dynalite.ts';

/**
 * The official DynamoDB Local, which the project neither contains nor installs: its licence is for those who have an
 * AWS account. It is part of a public package, of which only that part is kept.
 */
const version = '1.25.1';
const packed = 'amplify-dynamodb-simulator@2.9.30';
const integrity = 'sha512-xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==';

const cache = path.resolve(import.meta.dirname, '../../node_modules/.cache/dynamodb-local');
const home = path.join(cache, version);

const fetchPatience = 180_000;
const startPatience = 30_000;
const startAttempts = 3;

const run = promisify(execFile);

const assertIntact = async (file: string): Promise<void> => {
  const found = `sha512-${createHash('sha512')
    .update(await readFile(file))
    .digest('base64')}`;
  if (found !== integrity) throw new Error(`${packed} is not what it was: ${found}`);
};

const fetchInto = async (folder: string): Promise<void> => {
  const options = ['--pack-destination', folder, '--json', '--prefer-offline', '--fetch-retries=0'];
  const { stdout } = await run('npm', ['pack', packed, ...options], { cwd: folder, timeout: fetchPatience });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const archive = path.join(folder, filename);
  await assertIntact(archive);
  const unpacked = path.join(folder, 'unpacked');
  await mkdir(unpacked);
  await run('tar', ['-xzf', archive, '-C', unpacked, '--strip-components=2', 'package/emulator']);
  await rename(unpacked, home);
};

/** Answers the way to give the lock back, once no other process is fetching; undefined when another has fetched it. */
const takeTurn = async (): Promise<(() => void) | undefined> => {
  const deadline = Date.now() + fetchPatience;
  while (!existsSync(home)) {
    try {
      return takeLock(path.join(cache, 'lock'), Date.now());
    } catch (error) {
      if (!(error instanceof PlainError) || Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
  return undefined;
};

/**
 * Fetches DynamoDB Local where it is not there yet, however many processes want it at once.
 * @throws Error when it cannot be had, or is not the very one that is expected.
 */
const fetchDynamodbLocal = async (): Promise<void> => {
  await mkdir(cache, { recursive: true });
  const release = await takeTurn();
  if (!release) return;
  try {
    if (existsSync(home)) return;
    const folder = await mkdtemp(path.join(cache, 'fetching-'));
    await fetchInto(folder).finally(() => rm(folder, { recursive: true, force: true }));
  } finally {
    release();
  }
};

/** What npm says went wrong, `code ENOTFOUND`, or whatever else did. */
const brief = (error: unknown): string => {
  const said = error instanceof Error && 'stderr' in error ? /^npm error (.+)$/m.exec(String(error.stderr))?.[1] : null;
  return said ?? (error instanceof Error ? error.message : String(error));
};

/** Why there can be no DynamoDB Local on this machine; undefined when there can. */
const findObstacle = async (): Promise<string | undefined> => {
  try {
    await run('java', ['-version']);
  } catch {
    return 'no Java here';
  }
  try {
    await fetchDynamodbLocal();
    return undefined;
  } catch (error) {
    return `DynamoDB Local could not be fetched: ${brief(error)}`;
  }
};

const obstacle = await findObstacle();

/** Whether what is missing is a failure rather than a reason to skip. */
const required = process.env.QUARTERDECK_REQUIRE_ALL === '1';

export const withoutDynamodbLocal = obstacle !== undefined && !required;

/** For the name of a suite: says why it is skipped where it is. */
export const reason = withoutDynamodbLocal ? ` (skipped: ${obstacle})` : '';

const freePort = async (): Promise<number> => {
  const server = createServer();
  const port = await listen(server, 0, '127.0.0.1');
  await close(server);
  return port;
};

/**
 * Runs a command until standard input is closed, which is so once this process has ended, however it did. Ctrl-C goes
 * to the whole group: it must not take the guard away before what it guards.
 */
const guard = `
  trap '' INT
  exec 3<&0
  "$@" <&- 3<&- &
  guarded=$!
  { cat <&3; kill -9 $guarded; } >/dev/null 2>&1 &
  exec 3<&- <&-
  wait $guarded`;

const launch = (port: number): ChildProcess => {
  // For a short life: what takes long to compile is not worth it.
  const machine = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.library.path=DynamoDBLocal_lib'];
  const options = ['-inMemory', '-port', String(port), '-disableTelemetry'];
  const command = ['java', ...machine, '-jar', 'DynamoDBLocal.jar', ...options];
  return spawn('sh', ['-c', guard, 'sh', ...command], { cwd: home, stdio: ['pipe', 'ignore', 'ignore'] });
};

const answers = async (endpoint: string): Promise<boolean> => {
  try {
    // It is asked without credentials, and says so.
    return (await fetch(endpoint)).status === 400;
  } catch {
    return false;
  }
};

/** Answers false when it ends before it answers, as it does when another process has taken the port in the meantime. */
const isReady = async (child: ChildProcess, endpoint: string): Promise<boolean> => {
  const deadline = Date.now() + startPatience;
  while (child.exitCode === null && child.signalCode === null) {
    if (await answers(endpoint)) return true;
    if (Date.now() > deadline) throw new Error(`DynamoDB Local does not answer at ${endpoint}.`);
    await sleep(50);
  }
  return false;
};

/** Starts DynamoDB Local in memory, on a free port, for this process alone: it ends with it at the latest. */
export const startDynamodbLocal = async (): Promise<RunningDatabase> => {
  if (obstacle !== undefined) throw new Error(`Without DynamoDB Local: ${obstacle}.`);
  for (let attempt = 0; attempt < startAttempts; attempt += 1) {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    const child = launch(port);
    const ended = once(child, 'exit');
    const stop = async (): Promise<void> => {
      child.stdin?.destroy();
      await ended;
    };
    try {
      if (await isReady(child, endpoint)) return { endpoint, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  }
  throw new Error(`DynamoDB Local ended ${startAttempts} times before it answered.`);
};
