import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { prepareDirectory, resetDirectory } from '../../infra/local/directory.ts';
import { PlainError } from '../../infra/local/plainError.ts';
import { temporaryDirectory } from './harness.ts';

vi.mock('node:fs', { spy: true });
const fs = await vi.importActual<typeof import('node:fs')>('node:fs');

describe('the data directory', () => {
  it('is made where there is none, for its owner only', () => {
    const root = path.join(temporaryDirectory(), 'deep', 'data');
    prepareDirectory(root);
    expect(statSync(root).mode & 0o777).toBe(0o700);
  });

  it('is refused in plain words where it cannot be written', () => {
    const file = path.join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    for (const root of [file, path.join(file, 'data')]) {
      expect(() => prepareDirectory(root)).toThrow(PlainError);
      expect(() => prepareDirectory(root)).toThrow(/cannot be written: .*--data/);
    }
  });

  it.runIf(existsSync('/proc/self'))('is refused where the system lets nobody make one (in /proc, on Linux)', () => {
    expect(() => prepareDirectory('/proc/quarterdeck')).toThrow(/cannot be written/);
  });

  it('is not made of one that holds a file that it would write over', () => {
    const root = temporaryDirectory();
    writeFileSync(path.join(root, 'secrets.json'), 'mine');
    expect(() => prepareDirectory(root)).toThrow(/holds secrets\.json.*--data/);
    expect(readdirSync(root)).toEqual(['secrets.json']);
    expect(readFileSync(path.join(root, 'secrets.json'), 'utf8')).toBe('mine');
  });

  it('may hold other things beside its own', () => {
    const root = temporaryDirectory();
    writeFileSync(path.join(root, 'workspace.yaml'), 'x');
    prepareDirectory(root);
    writeFileSync(path.join(root, 'secrets.json'), 'x');
    expect(() => prepareDirectory(root)).not.toThrow();
  });

  it('is not written into where it is to be emptied and will not be', () => {
    const root = temporaryDirectory();
    writeFileSync(path.join(root, 'thesis.docx'), 'x');
    expect(() => prepareDirectory(root, true)).toThrow(/thesis\.docx/);
    expect(readdirSync(root)).toEqual(['thesis.docx']);
  });

  it.each([0, 1, 2, 3])('can be emptied again after a reset that was broken off after %i files', (removed) => {
    const paths = prepareDirectory(temporaryDirectory());
    for (const file of [paths.secrets, paths.demo, paths.log, paths.database]) writeFileSync(file, 'x');
    const remove = vi.mocked(rmSync);
    const { rmSync: really } = fs;
    let calls = 0;
    remove.mockImplementation((...call) => {
      if (calls++ === removed) throw new Error('The power went.');
      really(...call);
    });
    expect(() => resetDirectory(paths)).toThrow('The power went.');
    remove.mockImplementation(really);
    resetDirectory(prepareDirectory(paths.root, true));
    expect(readdirSync(paths.root)).toEqual([path.basename(paths.marker)]);
  });

  it('is emptied by a reset', () => {
    const paths = prepareDirectory(temporaryDirectory());
    mkdirSync(path.join(paths.database, 'deep'), { recursive: true });
    for (const file of [
      paths.secrets,
      paths.demo,
      paths.log,
      `${paths.secrets}.new`,
      path.join(paths.database, 'CURRENT'),
    ]) {
      writeFileSync(file, 'x');
    }
    resetDirectory(paths);
    expect(readdirSync(paths.root)).toEqual([path.basename(paths.marker)]);
  });

  it('keeps its lock at a reset', () => {
    const paths = prepareDirectory(temporaryDirectory());
    writeFileSync(paths.lock, '{}');
    resetDirectory(paths);
    expect(existsSync(paths.lock)).toBe(true);
  });

  it('is left alone by a reset when it holds anything else', () => {
    const paths = prepareDirectory(temporaryDirectory());
    writeFileSync(paths.secrets, 'x');
    writeFileSync(path.join(paths.root, 'thesis.docx'), 'x');
    expect(() => resetDirectory(paths)).toThrow(/thesis\.docx/);
    expect(existsSync(paths.secrets)).toBe(true);
  });

  it('is left alone by a reset when nothing tells that it is ours', () => {
    const paths = prepareDirectory(temporaryDirectory());
    writeFileSync(paths.secrets, 'x');
    rmSync(paths.marker);
    expect(() => resetDirectory(paths)).toThrow(PlainError);
    expect(existsSync(paths.secrets)).toBe(true);
  });
});
