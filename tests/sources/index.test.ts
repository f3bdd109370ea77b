import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sources } from '../../lambdas/sources/index.ts';

describe('the registry of sources', () => {
  it('holds each under the name that a configuration gives it', () => {
    expect([...sources.keys()]).toEqual([...sources.values()].map(({ system }) => system));
    expect([...sources.keys()]).toEqual(expect.arrayContaining(['kommo', 'standard']));
  });

  it.each([...sources.keys()])('holds %s to the contract, and describes it', (system) => {
    expect(existsSync(new URL(`./${system}/contract.test.ts`, import.meta.url))).toBe(true);
    expect(existsSync(new URL(`../../lambdas/sources/${system}/README.md`, import.meta.url))).toBe(true);
  });
});
