import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

export const start = path.resolve(import.meta.dirname, '../../infra/local/start.mjs');

/** A directory of the test's own, gone when it ends. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(path.join(tmpdir(), 'quarterdeck-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
};

/** Waits until something holds; says what it waited for when it never does. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  patience = 30_000,
  seen: () => string = () => '',
): Promise<void> => {
  const deadline = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited ${patience} ms in vain: ${what}\n${seen()}`);
    await sleep(20);
  }
};

/** `npm start` as a process of its own. */
export interface Started {
  readonly process: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  /** The address that it listens on, once it has said so. */
  address(): string;
  /** Waits until something was said on standard output. */
  said(text: RegExp, patience?: number): Promise<void>;
  /** Sends a signal, if any, and answers the exit code once it has ended. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export const startProcess = (
  argv: readonly string[],
  {
    nodeArguments = [],
    environment = {},
  }: { nodeArguments?: readonly string[]; environment?: Record<string, string> } = {},
): Started => {
  const { AWS_ENDPOINT_URL_DYNAMODB: _, QUARTERDECK_ADMIN_KEY: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [...nodeArguments, start, ...argv], {
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const closed = once(child, 'close');
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await closed;
  });
  return {
    process: child,
    output,
    address: () => /http:\/\/127\.0\.0\.1:\d+/.exec(output.stdout)?.[0] ?? '',
    async said(text, patience = 50_000) {
      await until(
        `${text}`,
        () => text.test(output.stdout) || hasEnded(),
        patience,
        () => `${output.stdout}\n${output.stderr}`,
      );
      if (!text.test(output.stdout))
        throw new Error(`It ended with ${child.exitCode ?? child.signalCode}: ${output.stdout}\n${output.stderr}`);
    },
    async end(signal) {
      if (signal) child.kill(signal);
      await closed;
      return child.exitCode;
    },
  };
};

export const startEmpty = (data: string, ...argv: string[]): Started =>
  startProcess(['--empty', '--port', '0', '--data', data, ...argv]);
