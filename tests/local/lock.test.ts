import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeLock } from '../../infra/local/lock.ts';
import { PlainError } from '../../infra/local/plainError.ts';
import { temporaryDirectory } from './harness.ts';

const lockFile = (): string => path.join(temporaryDirectory(), 'lock');
const noon = Date.UTC(2026, 10, 3, 12);

describe('the lock of a data directory', () => {
  it('keeps a second holder out, and says who has it since when', () => {
    const file = lockFile();
    takeLock(file, noon);
    expect(() => takeLock(file, noon + 1)).toThrow(PlainError);
    expect(() => takeLock(file, noon + 1)).toThrow(
      new RegExp(`process ${process.pid}, since 2026-11-03T12:00:00.000Z`),
    );
  });

  it('can be taken again once it was given back', () => {
    const file = lockFile();
    takeLock(file, noon)();
    expect(existsSync(file)).toBe(false);
    takeLock(file, noon);
    expect(existsSync(file)).toBe(true);
  });

  it('is taken over from a process that runs no more', async () => {
    const file = lockFile();
    const child = spawn(process.execPath, ['--eval', '']);
    await once(child, 'close');
    writeFileSync(file, JSON.stringify({ pid: child.pid, born: '1', since: '2026-11-03T11:00:00.000Z' }));
    takeLock(file, noon);
    expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid);
    expect(readdirSync(path.dirname(file))).toEqual(['lock']);
  });

  it.runIf(process.platform === 'linux')(
    'is taken over when another process has that id by now (told on Linux only)',
    () => {
      const file = lockFile();
      writeFileSync(file, JSON.stringify({ pid: process.pid, born: '1', since: '2026-11-03T11:00:00.000Z' }));
      expect(() => takeLock(file, noon)).not.toThrow();
    },
  );

  it('is taken over when it is not legible', () => {
    const file = lockFile();
    writeFileSync(file, '{"pid":');
    expect(() => takeLock(file, noon)).not.toThrow();
  });

  it('is not given back by one that lost it', () => {
    const file = lockFile();
    const release = takeLock(file, noon);
    const other = JSON.stringify({ pid: 1, born: null, since: '2026-11-03T11:00:00.000Z' });
    writeFileSync(file, other);
    release();
    expect(readFileSync(file, 'utf8')).toBe(other);
  });
});
