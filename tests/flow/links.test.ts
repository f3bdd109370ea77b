import { describe, expect, it } from 'vitest';
import { type LinkPurpose, linkExpiry, openLink, signLink } from '../../lambdas/flow/links.ts';

const now = Date.parse('2026-11-02T12:00:00Z');
const keys = [
  { id: 'k2', key: 'the current key' },
  { id: 'k1', key: 'the one before' },
];
const services = (links = keys, clock = now) => ({ secrets: { links: async () => links }, clock: () => clock });
const payload = { workspace: 'acme', send: 'A1b2-_c3', expiresAt: linkExpiry(now) };

const token = (purpose: LinkPurpose = 'review') => signLink(services(), purpose, payload);
/** That of base64url and of a token, and what plain base64 has in the place of `-` and `_`. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+/';

describe('a signed link', () => {
  it('opens to what was signed', async () => {
    expect(await openLink(services(), 'review', await token())).toEqual(payload);
  });

  it('holds for 400 days', async () => {
    const later = (days: number) => services(keys, now + days * 86_400_000);
    expect(await openLink(later(399), 'review', await token())).toEqual(payload);
    expect(await openLink(later(400), 'review', await token())).toBeNull();
  });

  it('is of one purpose', async () => {
    expect(await openLink(services(), 'preferences', await token('review'))).toBeNull();
    expect(await openLink(services(), 'review', await token('preferences'))).toBeNull();
  });

  it('still opens after its key was replaced, and not once that is gone', async () => {
    const old = await signLink(services([{ id: 'k1', key: 'the one before' }]), 'review', payload);
    expect(await openLink(services(), 'review', old)).toEqual(payload);
    expect(await openLink(services([{ id: 'k2', key: 'the current key' }]), 'review', old)).toBeNull();
  });

  it('does not open when any of its characters is any other', async () => {
    const good = await token();
    const opened: string[] = [];
    for (const [index, was] of [...good].entries())
      for (const is of alphabet.replace(was, '')) {
        const changed = `${good.slice(0, index)}${is}${good.slice(index + 1)}`;
        if (await openLink(services(), 'review', changed)) opened.push(changed);
      }
    expect(opened).toEqual([]);
  });

  it.each(['!', '=', 'A', '.', ' ', '\n', '%00', '\u0000', 'é', '\ud800'])(
    'does not open with %j behind, before or within any of its parts',
    async (more) => {
      const good = await token();
      for (let index = 0; index <= good.length; index += 1)
        expect(await openLink(services(), 'review', `${good.slice(0, index)}${more}${good.slice(index)}`)).toBeNull();
    },
  );

  it.each([
    '',
    '.',
    '....',
    'acme.a.b.c',
    'acme.a.zz.k2.',
    'acme.a.zz.k2.AAAA',
    'a.b.c.d.e.f',
    '__proto__.a.b.k2.AAAA',
  ])('does not open when it is %j', async (text) => {
    expect(await openLink(services(), 'review', text)).toBeNull();
  });

  it('fits into a header of a mail and a URL', async () => {
    expect(await token()).toMatch(/^[\w.-]{40,120}$/);
  });

  it('cannot be made without a key', async () => {
    await expect(signLink(services([]), 'review', payload)).rejects.toThrow('no key that signs links');
  });
});
