import { describe, expect, it } from 'vitest';
import { type LinkPurpose, linkExpiry, signLink } from '../../lambdas/flow/links.ts';
import type { Links } from '../../lambdas/rendering/render.ts';
import { type Client, clientOf, keyWith } from '../support/client.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { mailedReview } from '../support/mailedReview.ts';
import { createWorld, type World, withFaults } from '../support/world.ts';

let world: World;
let client: Client;
let links: Required<Links>;

/** Whose links open all there is. */
const eva = { email: 'eva@acme.example', role: 'executive' };
const rui = { email: 'rui@acme.example', role: 'executive' };

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  client = clientOf(world.services);
  await world.apply({ recipients: [eva, rui] });
  links = await mailedReview(world, eva.email);
});

const pathOf = (url: string): string => url.replace('https://quarterdeck.example', '');
const tokenOf = (url: string): string => pathOf(url).split('/')[2] ?? '';
const purposes = { r: 'review', u: 'preferences', w: 'workspace' } as const;
const letters = ['r', 'u', 'w'] as const;
const linkOf = (letter: keyof typeof purposes): string => tokenOf(links[purposes[letter]]);

/** The character beside it in base64url, which differs in its lowest bit: that of the last one decodes to nothing. */
const neighbourOf = (character: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  // Not that of `.`, which is not in it and gets the first.
  return alphabet[alphabet.indexOf(character) < 0 ? 0 : alphabet.indexOf(character) ^ 1] ?? '';
};

type Door = readonly [method: string, path: string, body?: string];

/** Everything that a token opens. */
const doors = (letter: keyof typeof purposes, token: string): readonly Door[] => {
  const all: Readonly<Record<keyof typeof purposes, readonly Door[]>> = {
    r: [
      ['GET', `/r/${token}`],
      ['GET', `/r/${token}?format=csv`],
      ['GET', `/r/${token}?format=xlsx`],
      ['GET', `/r/${token}?by=owner&key=ana`],
      ['GET', `/r/${token}/records?kpi=winRate`],
    ],
    u: [
      ['GET', `/u/${token}`],
      ['POST', `/u/${token}`, 'List-Unsubscribe=One-Click'],
      ['POST', `/u/${token}`, 'save=yes'],
    ],
    w: [
      ['GET', `/w/${token}`],
      ['GET', `/w/${token}?review=2026-10`],
    ],
  };
  return all[letter];
};

const ask = (as: Client, [method, path, body]: Door) =>
  as(method, path, {
    key: null,
    ...(body !== undefined && { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  });

/** That every door is shut, each in the same way as one that never was. */
const expectShut = async (letter: keyof typeof purposes, token: string, as = client): Promise<void> => {
  const shut = await (await as('GET', '/r/nonsense', { key: null })).text();
  for (const door of doors(letter, token)) {
    const response = await ask(as, door);
    expect([door, response.status, await response.text()]).toEqual([door, 404, shut]);
  }
};
const expectOpen = async (letter: keyof typeof purposes, token: string, as = client): Promise<void> => {
  expect((await as('GET', `/${letter}/${token}`, { key: null })).status).toBe(200);
};

const signed = (purpose: LinkPurpose, change: Readonly<Record<string, unknown>> = {}) => {
  const [workspace = '', send = ''] = linkOf('r').split('.');
  return signLink(world.services, purpose, { workspace, send, expiresAt: linkExpiry(world.now), ...change });
};

describe.each(letters)('a link /%s/', (letter) => {
  it('opens nothing, and tells nothing, when any of its characters is another', async () => {
    const token = linkOf(letter);
    await expectOpen(letter, token);
    for (const [index, character] of [...token].entries())
      await expectShut(letter, `${token.slice(0, index)}${neighbourOf(character)}${token.slice(index + 1)}`);
  });

  // A raw NUL behind a path ends no URL: it arrives as %00, or not at all.
  it.each(['!', '=', 'A', '.', '%00', '%0A', '%E9', '%'])(
    'opens nothing, and tells nothing, with %j behind it',
    async (more) => {
      await expectShut(letter, `${linkOf(letter)}${more}`);
    },
  );

  it('opens nothing when it was made for something else', async () => {
    for (const other of letters) if (other !== letter) await expectShut(letter, linkOf(other));
  });

  it('opens nothing of another workspace, nor of a send that there is not', async () => {
    await world.services.workspaces.put(
      { ...((await world.services.workspaces.get('acme')) ?? expect.fail('no workspace')), version: 0 },
      0,
    );
    await expectShut(letter, await signed(purposes[letter], { workspace: 'other' }));
    await expectShut(letter, await signed(purposes[letter], { send: 'nothing' }));
  });

  it('opens nothing after 400 days', async () => {
    world.now += 400 * 86_400_000;
    await expectShut(letter, linkOf(letter));
  });

  it('still opens once another key signs, and no more once its own is gone', async () => {
    const [old = expect.fail('no key')] = await world.services.secrets.links();
    const made = { id: 'k2', key: 'the new key' };
    const having = (...keys: readonly (typeof old)[]) =>
      withFaults(world, { secrets: { ...world.services.secrets, links: async () => [...keys] } });
    await expectOpen(letter, linkOf(letter), clientOf(having(made, old)));
    await expectShut(letter, linkOf(letter), clientOf(having(made)));
  });

  it.each([
    ['its recipient', `?recipient=${encodeURIComponent('Eva@acme.example')}`],
    ['the whole workspace', ''],
  ])('opens nothing once the links of %s are revoked; one that is mailed later does', async (_, query) => {
    world.now += 60_000;
    expect((await client('DELETE', `/v1/workspaces/acme/links${query}`)).status).toBe(204);
    await expectShut(letter, linkOf(letter));
    world.now += 1000;
    await expectOpen(letter, await signed(purposes[letter]));
  });

  it('is not kept, told to others or found, whether it opens or not', async () => {
    const asked: readonly Door[] = [
      ...letters.flatMap((other) => doors(other, linkOf(other))),
      ...doors(letter, 'nonsense'),
      ['DELETE', `/${letter}/${linkOf(letter)}`],
      ['POST', `/u/${linkOf('u')}`, 'x=y'],
      ['GET', `/${letter}/${linkOf(letter)}/nothing`],
    ];
    for (const door of asked) {
      const { status, headers } = await ask(client, door);
      expect([
        door,
        headers.get('referrer-policy'),
        headers.get('cache-control'),
        headers.get('x-robots-tag'),
        headers.get('set-cookie'),
      ]).toEqual([door, 'no-referrer', 'no-store', 'noindex', null]);
      expect(status).toBeLessThan(500);
    }
    expect(JSON.stringify(world.log)).not.toContain(linkOf(letter));
  });
});

describe('revoking links', () => {
  const revoke = (query: string, key?: string) =>
    client('DELETE', `/v1/workspaces/acme/links${query}`, key === undefined ? {} : { key });

  it('of one recipient leaves those of the others', async () => {
    const other = await mailedReview(world, rui.email);
    await revoke(`?recipient=${rui.email}`);
    await expectOpen('r', linkOf('r'));
    await expectShut('r', tokenOf(other.review));
  });

  it('takes an address that was mailed before, though it is no recipient any more', async () => {
    await world.apply({ recipients: [rui] });
    await expectOpen('u', linkOf('u'));
    expect((await revoke(`?recipient=${eva.email}`)).status).toBe(204);
    await expectShut('u', linkOf('u'));
  });

  it('refuses an address that was never mailed anything, and ends none', async () => {
    const response = await revoke('?recipient=eve@acme.example');
    expect([response.status, await response.text()]).toEqual([422, expect.stringContaining('"path":"recipient"')]);
    expect((await revoke('?recipient=')).status).toBe(422);
    await expectOpen('r', linkOf('r'));
  });

  it('takes an admin key of the workspace', async () => {
    await world.apply({ workspace: 'other' });
    for (const key of [
      await keyWith(world.services, ['read', 'ingest']),
      await keyWith(world.services, ['admin'], 'other'),
    ])
      expect((await revoke('', key)).status).toBe(403);
    await expectOpen('r', linkOf('r'));
    expect((await revoke('', await keyWith(world.services, ['admin']))).status).toBe(204);
  });
});
