import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isBare, refusalOf, refusalsOf } from '../../lambdas/flow/refusal.ts';
import * as systems from '../../lambdas/sources/systems.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('what was refused', () => {
  it.each(Object.keys(systems))('of %s leads to a page that is there', (system) => {
    for (const text of [refusalOf(system, true), refusalOf(system, false), refusalsOf(system, 3, 1)]) {
      const [page = ''] = /docs\/sources\/[\w-]+\.md/.exec(text) ?? [];
      expect([text, existsSync(path.join(root, page))]).toEqual([expect.stringContaining('docs/sources/'), true]);
    }
  });

  it.each([
    ['webhook-signature', false],
    ['stripe-signature', false],
    ['x-zendesk-webhook-signature', false],
    ['x-signature', false],
    ['x-hubspot-signature-v3', false],
    ['content-type', true],
  ])('with the header %s and no token came without any proof: %s', (name, bare) => {
    expect(isBare({ tokenHash: null, headers: { [name]: 'x' } })).toBe(bare);
    expect(isBare({ tokenHash: 'ab', headers: { [name]: 'x' } })).toBe(false);
  });

  it('is not said to be taken in some day where nothing of it can ever verify', () => {
    expect(refusalOf('kommo', true)).not.toContain('taken in');
    expect(refusalsOf('kommo', 2, 2)).not.toContain('taken in');
    expect(refusalsOf('kommo', 2, 1)).toContain('taken in');
  });
});
