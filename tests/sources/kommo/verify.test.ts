import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { kommo } from '../../../lambdas/sources/kommo/index.ts';
import { requestWith } from '../request.ts';

const hash = (token: string): string => createHash('sha256').update(token).digest('hex');
const token = 'mXo2Zb7nQv9dL4wKc1RtYs8e';

/** One valid request; each test changes one thing. */
const verify = (given: string | null, secrets: string[] = [hash(token)]): boolean =>
  kommo.verify(requestWith({ tokenHash: given === null ? null : hash(given) }), secrets);

describe('the token in the path', () => {
  it('is believed when its hash is kept', () => {
    expect(verify(token)).toBe(true);
    expect(verify(token, [hash('other'), hash(token)])).toBe(true);
    expect(verify(token, [hash(token).toUpperCase()])).toBe(true);
  });

  it.each([null, '', 'other', token.slice(0, -1), `${token}x`, token.toLowerCase(), hash(token)])(
    'is refused: %s',
    (given) => {
      expect(verify(given)).toBe(false);
    },
  );

  it.each([
    ['the token itself', token],
    ['nothing', ''],
    ['the hash of nothing', hash('')],
    ['half a hash', hash(token).slice(0, 32)],
    ['a longer hash', `${hash(token)}00`],
    ['no hash', 'z'.repeat(64)],
  ])('is not verified by %s', (_, secret) => {
    expect(verify(token, [secret])).toBe(false);
    expect(verify('', [secret])).toBe(false);
  });
});

describe('a token that is configured', () => {
  it.each([token, 'a', 'A-z.0_9~'])('may be %s', (secret) => {
    expect(kommo.secretProblem(secret)).toBeNull();
  });

  it.each(['', ' ', 'a/b', 'a?b', 'a b', 'ä', 'a%2F', 'x'.repeat(201)])(
    'may not be what a URL cannot carry: %j',
    (secret) => {
      expect(kommo.secretProblem(secret)).toContain('URL');
    },
  );
});
