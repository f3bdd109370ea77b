import { describe, expect, it } from 'vitest';
import { type Known, validateConfiguration } from '../../../lambdas/domain/workspaces/validate.ts';

const known: Known = {
  systems: [],
  kpis: new Map(),
  speaks: () => true,
  secretProblem: () => null,
};
const smallest = { workspace: 'acme', timeZone: 'America/Sao_Paulo', currency: 'BRL' };

/** Everywhere that an address stands, with its path. */
const places: Readonly<Record<string, (address: string) => Record<string, unknown>>> = {
  'recipients[0].email': (email) => ({ recipients: [{ email, role: 'sales' }] }),
  'admins[1]': (address) => ({ admins: ['ops@acme.example', address] }),
  replyTo: (replyTo) => ({ replyTo }),
  from: (from) => ({ from }),
  'from, behind a name': (address) => ({ from: `Ação <${address}>` }),
};

const errorsOf = (change: Record<string, unknown>) => {
  const result = validateConfiguration({ ...smallest, ...change }, known);
  return 'errors' in result ? result.errors : [];
};

describe.each(Object.entries(places))('an address at %s', (place, having) => {
  const path = place.replace(/,.*/, '');

  it.each([
    'ana@acme.example',
    'ana.souza+kpis_2026@mail.acme.example',
    "o'neil!#$%&*/=?^`{|}~@acme.example",
    'ana@xn--ao-eja5c.example',
    'ana@acme.xn--p1ai',
    'ana@localhost',
  ])('is taken as %j', (address) => {
    expect(errorsOf(having(address))).toEqual([]);
  });

  it.each(['é', 'ß', 'ana\u0301', 'ана', '田中', '👩', 'ＡＮＡ', '\u212a'])('takes no %j before the @', (local) => {
    expect(errorsOf(having(`${local}@acme.example`))).toEqual([
      { path, message: expect.stringMatching(/than ASCII before the @.*: give another address/) },
    ]);
  });

  it.each(['ação.example', 'acme.рф', 'acme。example', 'acme.exampl\u00e9', 'acme.example\u0301', 'acme.\u212aiev'])(
    'asks for the ASCII form of the domain %j',
    (domain) => {
      expect(errorsOf(having(`ana@${domain}`))).toEqual([
        { path, message: expect.stringMatching(/domain that is not in ASCII: write its ASCII form.*"xn--"/) },
      ]);
    },
  );

  it.each(['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\u200b', '\u202e', '\u00ad', '\u2060'])(
    'holds no %j, wherever it stands',
    (character) => {
      for (const address of [
        `a${character}na@acme.example`,
        `ana${character}@acme.example`,
        `ana@${character}acme.example`,
        `ana@acme.exam${character}ple`,
        `ana@acme.example${character}`,
      ])
        expect(errorsOf(having(address))).toEqual([{ path, message: expect.stringMatching(/: take it out/) }]);
    },
  );

  it.each([' ', '\t', '\n', '\r\n', '\u00a0', '\u2028', '\u3000'])('holds no blank %j', (blank) => {
    for (const address of [`a${blank}na@acme.example`, `ana${blank}@acme.example`, `ana@acme${blank}.example`]) {
      const [first, ...others] = errorsOf(having(address));
      expect(first).toEqual({ path, message: expect.stringMatching(/: take it out|must be one line|write it as "/) });
      expect(others.every((error) => error.path === path)).toBe(true);
    }
  });

  it.each(['ana', 'ána', '@acme.example', 'ana@', 'ana@rui@acme.example'])('is none, and shown how, as %j', (text) => {
    expect(errorsOf(having(text))).toEqual([{ path, message: expect.stringContaining('write it as "') }]);
  });
});

it('of a recipient in more mistakes than one is told the first, and none of it repeated', () => {
  const [error, ...others] = errorsOf({ recipients: [{ email: 'á na@ação.example', role: 'sales' }] });
  expect(others).toEqual([]);
  expect(error?.message).toMatch(/take it out/);
  expect(error?.message).not.toContain('na@');
});

it('takes a sender with a name in any letters, and none with a control character in it', () => {
  expect(errorsOf({ from: 'Ação e 田中 <kpis@acme.example>' })).toEqual([]);
  expect(errorsOf({ from: 'Acme\u0000 <kpis@acme.example>' })).toEqual([
    { path: 'from', message: expect.stringContaining('write it as "Acme KPIs <kpis@acme.example>"') },
  ]);
});
