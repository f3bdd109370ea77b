import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareDirectory, resetDirectory } from '../../infra/local/directory.ts';
import { PlainError } from '../../infra/local/plainError.ts';
import { temporaryDirectory } from './harness.ts';

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
    const root = temporaryDirectory();
    writeFileSync(path.join(root, 'secrets.json'), 'x');
    const paths = prepareDirectory(root);
    expect(() => resetDirectory(paths)).toThrow(PlainError);
    expect(existsSync(paths.secrets)).toBe(true);
  });
});
