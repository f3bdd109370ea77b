import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HookRequest } from '../../../lambdas/sources/source.ts';
import { now, type SourceFixture } from './fixture.ts';

/** Who is let in, and who is not. */
export const describeVerification = ({ source, secrets, request, proof, tampered, unproven }: SourceFixture): void => {
  const [secret, other] = secrets;
  /** Of tokens only the hash is kept. */
  const kept = (of: string): string =>
    source.secretKind === 'token' ? createHash('sha256').update(of).digest('hex') : of;
  const valid = request(secret, now);

  describe('verification', () => {
    it('accepts a valid request', () => {
      expect(source.verify(valid, [kept(secret)])).toBe(true);
    });

    it('accepts either secret while one is being rotated', () => {
      for (const held of secrets)
        for (const both of [
          [secret, other],
          [other, secret],
        ])
          expect(source.verify(request(held, now), both.map(kept))).toBe(true);
    });

    it('refuses who holds another secret', () => {
      expect(source.verify(valid, [kept(other)])).toBe(false);
    });

    it('refuses everybody where there is no secret', () => {
      expect(source.verify(valid, [])).toBe(false);
    });

    it('refuses an empty secret, whatever is sent', () => {
      for (const empty of ['', kept(''), 'whsec_'])
        for (const sent of [valid, unproven(valid), { ...valid, tokenHash: kept('') }])
          expect(source.verify(sent, [empty])).toBe(false);
    });

    it('passes over an unusable secret among good ones', () => {
      expect(source.verify(valid, ['', '%', kept(secret)])).toBe(true);
    });

    it('refuses a request without proof', () => {
      expect(source.verify(unproven(valid), [kept(secret)])).toBe(false);
    });

    it('refuses a request with one byte changed', () => {
      expect(source.verify(tampered(valid), [kept(secret)])).toBe(false);
    });

    if (proof) {
      const { header, signature, isDated } = proof;
      const signed = (rewrite: (signature: string) => string): HookRequest => ({
        ...valid,
        headers: { ...valid.headers, [header]: (valid.headers[header] ?? '').replace(signature, rewrite) },
      });
      const flipped = (text: string): string => (text.startsWith('a') ? 'b' : 'a') + text.slice(1);

      it('refuses a signature that is truncated anywhere, malformed or another one', () => {
        const [{ length }] = signature.exec(valid.headers[header] ?? '') ?? [''];
        expect(length).toBeGreaterThan(30);
        const truncated = Array.from({ length }, (_, end) => (text: string) => text.slice(0, end));
        const malformed = [flipped, () => 'null', () => '\u0000', () => '%', (text: string) => `${text}${text}`];
        for (const rewrite of [...truncated, ...malformed])
          expect({ rewritten: rewrite('s'), isValid: source.verify(signed(rewrite), [kept(secret)]) }).toMatchObject({
            isValid: false,
          });
        expect(
          source.verify(
            signed((text) => text),
            [kept(secret)],
          ),
        ).toBe(true);
      });

      if (isDated)
        it('takes what was signed five minutes ago, or is dated five minutes ahead, and nothing farther off', () => {
          const [tolerated, tooFar] = [5 * 60_000, 5 * 60_000 + 1000];
          const isValidAt = (later: number): boolean =>
            source.verify({ ...request(secret, now), now: now + later }, [kept(secret)]);
          expect([-tolerated, 0, tolerated].map(isValidAt)).toEqual([true, true, true]);
          expect([-tooFar, tooFar, -365 * 86_400_000, 365 * 86_400_000].map(isValidAt)).not.toContain(true);
        });
    } else {
      it('refuses a token that is truncated anywhere', () => {
        for (let end = 0; end < secret.length; end += 1)
          expect(source.verify({ ...valid, tokenHash: kept(secret.slice(0, end)) }, [kept(secret)])).toBe(false);
      });
    }

    it('takes its own secrets as they are configured, and no empty one', () => {
      expect(secrets.map((of) => source.secretProblem(of))).toEqual([null, null]);
      expect(source.secretProblem('')).toEqual(expect.any(String));
      expect(source.secretProblem('  ')).toEqual(expect.any(String));
    });

    it('refuses anything else, and never throws', () => {
      const anything = fc.record({
        body: fc.uint8Array(),
        headers: fc.dictionary(fc.constantFrom(...Object.keys(valid.headers), 'x'), fc.string()),
        method: fc.string(),
        url: fc.string(),
        tokenHash: fc.option(fc.string()),
        now: fc.integer(),
      });
      fc.assert(
        fc.property(anything, fc.array(fc.string()), (sent, garbage) => {
          expect(source.verify(sent, [...garbage, kept(secret)])).toBe(false);
        }),
        { numRuns: 200 },
      );
    });
  });
};
