import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../lambdas/flow/hash.ts';
import { dynamics } from '../../../lambdas/sources/dynamics/index.ts';
import { requestWith } from '../request.ts';

const token = 'hB7tW2mQ9xL4vD1nR6sK3yF8';
const other = 'zC5jU0pE8gA2iO6wT4bN9qX1';

type Places = Parameters<NonNullable<typeof dynamics.tokenIn>>[0];

const tokenIn = (places: Partial<Places>): string | null =>
  dynamics.tokenIn?.({ path: null, query: '', headers: {}, ...places }) ?? null;

/** Whether a request with the token in these places is believed. */
const verify = (places: Partial<Places>, secrets = [sha256(token)]): boolean => {
  const found = tokenIn(places);
  return dynamics.verify(requestWith({ tokenHash: found === null ? null : sha256(found) }), secrets);
};

const places: [string, Partial<Places>][] = [
  ['in the path', { path: token }],
  ['as a WebhookKey', { query: `code=${token}` }],
  ['in a header', { headers: { 'x-quarterdeck-token': token } }],
  ['in a query of its own', { query: `a=1&token=${token}` }],
];

describe('the token', () => {
  it.each(places)('is believed %s', (_, where) => {
    expect(verify(where)).toBe(true);
    expect(verify(where, [sha256(other), sha256(token)])).toBe(true);
    expect(verify(where, [sha256(other)])).toBe(false);
    expect(verify(where, [])).toBe(false);
  });

  it.each(['', other, token.slice(0, -1), `${token}x`, token.toLowerCase(), sha256(token)])(
    'is refused wherever it is: %s',
    (wrong) => {
      expect(verify({ path: wrong })).toBe(false);
      expect(verify({ query: `code=${wrong}` })).toBe(false);
      expect(verify({ query: `token=${wrong}` })).toBe(false);
      expect(verify({ headers: { 'x-quarterdeck-token': wrong } })).toBe(false);
    },
  );

  it('is none in other places', () => {
    expect(tokenIn({})).toBeNull();
    expect(tokenIn({ path: '', query: 'code=&token=', headers: { 'x-quarterdeck-token': '' } })).toBeNull();
    expect(tokenIn({ query: `key=${token}`, headers: { authorization: token } })).toBeNull();
    expect(tokenIn({ query: '%&=&code' })).toBeNull();
  });

  it('of the path is the one that counts where there are several', () => {
    expect(verify({ path: other, query: `code=${token}` })).toBe(false);
    expect(verify({ path: token, query: `code=${other}` })).toBe(true);
  });

  it.each(['{token}', '%7Btoken%7D', `\${DYNAMICS_TOKEN}`])(
    'is not what `apply` prints in its place: %s',
    (printed) => {
      expect(verify({ path: printed, query: `code=${token}` })).toBe(true);
      expect(tokenIn({ path: printed })).toBeNull();
    },
  );

  it('is read from the query as it was escaped', () => {
    expect(tokenIn({ query: 'code=a%2Db' })).toBe('a-b');
  });

  it.each([
    ['the token itself', token],
    ['nothing', ''],
    ['the hash of nothing', sha256('')],
    ['half a hash', sha256(token).slice(0, 32)],
    ['no hash', 'z'.repeat(64)],
  ])('is not verified by %s', (_, secret) => {
    expect(verify({ path: token }, [secret])).toBe(false);
    expect(dynamics.verify(requestWith({ tokenHash: sha256('') }), [secret])).toBe(false);
  });
});

describe('a token that is configured', () => {
  it.each([token, 'a', 'A-z.0_9~'])('may be %s', (secret) => {
    expect(dynamics.secretProblem(secret)).toBeNull();
  });

  it.each(['', ' ', 'a/b', 'a?b', 'a b', 'ä', 'x'.repeat(201)])('may not be what a URL cannot carry: %j', (secret) => {
    expect(dynamics.secretProblem(secret)).toContain('URL');
  });
});
