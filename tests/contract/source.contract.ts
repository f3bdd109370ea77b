import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../lambdas/domain/records/observation.ts';
import { parseObservation } from '../../lambdas/domain/records/parse.ts';
import type { SourceSettings } from '../../lambdas/domain/workspaces/settings.ts';
import type { HookRequest, Received, Source, Translation } from '../../lambdas/sources/source.ts';
import { wireOf } from '../domain/records/wire.ts';

/** What a source brings to the suite that every source must pass. */
export interface SourceFixture {
  readonly source: Source;
  readonly settings: SourceSettings;
  /** Two secrets as a person would configure them. */
  readonly secrets: readonly [string, string];
  /** A valid request of who holds `secret`. */
  request(secret: string, now: number): HookRequest;
  /** Where the signature is, of sources that sign, and whether an instant is signed with the body. */
  readonly proof?: { readonly header: string; readonly signature: RegExp; readonly isDated: boolean };
  /** The request with one byte of what is proven, or of the proof, changed. */
  tampered(request: HookRequest): HookRequest;
  /** The request without its proof. */
  unproven(request: HookRequest): HookRequest;
  /** Bodies as the system sends them; the first yields observations. */
  readonly bodies: readonly [string, ...string[]];
}

const now = Date.parse('2026-11-01T12:00:00Z');
const megabyte = 1024 * 1024;
/** `npm run test:deep` asks for more. */
const mutations = Number(process.env.QUARTERDECK_MUTATIONS ?? 2000);

const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
};

const received = (body: Uint8Array): Received => ({ body, headers: {}, receivedAt: now, firstReceivedAt: now - 1000 });

/** What a transmission, or somebody, may do to a body: bytes are changed, repeated and lost. */
const mutation = fc.record({
  kind: fc.constantFrom('change', 'insert', 'remove', 'repeat', 'cut'),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 40 }),
  byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('[]{}&=%",:\\0_'))),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer Kind> ? Kind : never;

const mutated = (body: Buffer, { kind, place, length, byte }: Mutation): Buffer => {
  const at = Math.floor(place * body.length);
  const [before, after] = [body.subarray(0, at), body.subarray(at)];
  const changed: Record<Mutation['kind'], Buffer[]> = {
    change: [before, Buffer.from([byte]), after.subarray(1)],
    insert: [before, Buffer.alloc(length, byte), after],
    remove: [before, after.subarray(length)],
    repeat: [before, after.subarray(0, length), after],
    cut: [before],
  };
  return Buffer.concat(changed[kind]);
};

/** What is compared of ids: escapes aside, in one case, and without what a source puts behind the system's own. */
const plain = (text: string): string => text.replace(/[\\"]/g, '').toLowerCase();

/** Whether an id, as far as the system writes it, stands in a body: as it is, or as a form holds it. */
const holds = (body: Buffer, id: string): boolean => {
  const own = plain(id.split(':', 1)[0] ?? '').slice(0, 15);
  const text = body.toString();
  return plain(text).includes(own) || plain([...new URLSearchParams(text)].flat().join('\n')).includes(own);
};

const isValid = (observation: Observation): void => {
  expect(parseObservation(wireOf(observation), 0, now)).toEqual({ observation });
};

const isTranslation = (translation: Translation): void => {
  if ('failed' in translation) {
    expect(translation.failed).not.toBe('');
    return;
  }
  for (const observation of translation.observations) isValid(observation);
  for (const rejection of translation.rejected) {
    expect(rejection).toEqual({ index: expect.any(Number), path: expect.any(String), message: expect.any(String) });
    expect(rejection.message).not.toBe('');
  }
};

const describeVerification = ({ source, secrets, request, proof, tampered, unproven }: SourceFixture): void => {
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

const describeTranslation = ({ source, settings: given, bodies }: SourceFixture): void => {
  const settings = frozen(structuredClone(given));
  const translate = (body: Uint8Array): Translation => source.translate(received(body), settings);
  const isHarmless = (body: Uint8Array): void => {
    isTranslation(translate(body));
    expect(typeof source.timeless({ body, headers: {} })).toBe('boolean');
  };

  describe('translation', () => {
    it('makes observations of what the system sends', () => {
      const translations = bodies.map((body) => translate(Buffer.from(body)));
      for (const translation of translations) {
        expect(translation).toHaveProperty('observations');
        isTranslation(translation);
      }
      expect(translations[0]).not.toMatchObject({ observations: [] });
    });

    it('is pure: the same of the same, and the body is left as it was', () => {
      for (const text of bodies) {
        const body = Buffer.from(text);
        expect(translate(body)).toEqual(translate(Buffer.from(text)));
        expect(body.toString()).toBe(text);
      }
    });

    it('survives a body that breaks off anywhere', () => {
      for (const text of bodies) {
        const body = Buffer.from(text);
        for (let length = 0; length < body.length; length += 1) isHarmless(body.subarray(0, length));
      }
    }, 30_000);

    it('survives mutated bodies, and says nothing of records that they do not name', () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...bodies),
          fc.array(mutation, { minLength: 1, maxLength: 5 }),
          (body, mutations) => {
            const sent = mutations.reduce(mutated, Buffer.from(body));
            isHarmless(sent);
            const { observations = [] } = translate(sent) as { readonly observations?: readonly Observation[] };
            for (const { id } of observations) expect({ id, isSent: holds(sent, id) }).toEqual({ id, isSent: true });
          },
        ),
        { numRuns: mutations },
      );
    });

    it('survives random bytes and random JSON', () => {
      fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(Buffer.from)), isHarmless), {
        numRuns: 300,
      });
    });

    it('does not let a key reach the prototype of objects', () => {
      for (const body of bodies)
        for (const name of new Set(body.match(/[A-Za-z_]+/g)))
          for (const hostile of ['__proto__', 'constructor', 'prototype'])
            isHarmless(Buffer.from(body.replaceAll(name, hostile)));
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(Object.keys(Object)).toEqual([]);
    });

    it('takes the last of equal keys or the first, and nothing in between', () => {
      for (const body of bodies) {
        const doubled = body.replaceAll(
          /"([A-Za-z_]+)":("[^"\\]*"|\d+)/g,
          (member, name) => `"${name}":"\uFFFF",${member}`,
        );
        isHarmless(Buffer.from(doubled));
        expect(JSON.stringify(translate(Buffer.from(doubled)))).not.toContain('\uFFFF');
      }
    });

    it('keeps no half of a surrogate pair', () => {
      const halved = (body: string): string =>
        body
          .replaceAll(/"([^"\\]*)"(?=\s*[,}\]])/g, (_, text) => `"${text}\\ud800"`)
          .replaceAll(/=([^&]+)/g, '=$1%ED%A0%80');
      for (const body of bodies) {
        isHarmless(Buffer.from(halved(body)));
        const { observations = [] } = translate(Buffer.from(halved(body))) as { observations?: readonly Observation[] };
        expect(JSON.stringify(observations)).not.toMatch(/\\ud[89a-f]/i);
      }
    });

    it('takes no number that has lost digits for the one that was sent', () => {
      for (const body of bodies) {
        // Behind 2^53 comes 2^53 + 2: this one can only be had as text.
        const large = body.replaceAll(/:\s*"?\d+(?:\.\d+)?"?(?=[,}\]])/g, ':9007199254740993');
        isHarmless(Buffer.from(large));
        expect(JSON.stringify(translate(Buffer.from(large)))).not.toContain('9007199254740992');
      }
    });

    it('says why it failed without quoting the body', () => {
      const translation = translate(Buffer.from('Ana Silva'));
      expect(translation).toHaveProperty('failed');
      expect(JSON.stringify(translation)).not.toMatch(/ana|silva/i);
    });

    it('takes at most fifteen times as long for ten times the body, however hostile', () => {
      const patterns = [
        '[',
        '{',
        '"',
        '%',
        '%5B',
        '&',
        '=',
        'a=1&',
        'a[]=1&',
        'a[b]=1&',
        '[a]',
        '{"data":',
        '{"leads":',
        ' ',
        '\\',
        '<',
        '<a>',
        '<a b="',
        '<!--',
        '<![CDATA[',
        '&#x41;',
        '<!DOCTYPE a [<!ENTITY b "',
        ...bodies,
      ];
      const milliseconds = (body: Buffer): number => {
        const before = process.cpuUsage();
        isHarmless(body);
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1000;
      };
      for (const pattern of patterns) {
        const of = (length: number): Buffer => Buffer.from(pattern.repeat(length / pattern.length));
        const [tenth, whole] = [of(megabyte / 10), of(megabyte)];
        // What is done in no time at all is measured by its noise; what is quadratic takes a hundred times as long, however often.
        const isLinear = [1, 2, 3, 4, 5].some(
          () => milliseconds(whole) <= 15 * Math.max(10, milliseconds(tenth), milliseconds(tenth)),
        );
        expect({ pattern: pattern.slice(0, 20), isLinear }).toMatchObject({ isLinear: true });
      }
    }, 120_000);

    it('does not expand what a document declares', () => {
      const bomb = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 12 }, (_, depth) => `<!ENTITY ${'b'.repeat(depth + 1)} "${`&${depth === 0 ? 'a' : 'b'.repeat(depth)};`.repeat(10)}">`).join('')}]>`;
      for (const body of bodies) {
        const declared = body
          .replace(/^(?:<\?xml[^>]*\?>)?/, (head) => head + bomb)
          .replaceAll(/>[^<]+</g, `>&${'b'.repeat(12)};<`);
        expect(JSON.stringify(translate(Buffer.from(declared)))).not.toContain('aaaaaaaaaaaaaaaaaaaa');
      }
    });
  });
};

/** The suite that every source must pass. */
export const describeSource = (fixture: SourceFixture): void => {
  describe(`the source ${fixture.source.system}`, () => {
    it('tells of itself', () => {
      expect(fixture.source.system).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(fixture.source.retryWindow).toBeGreaterThanOrEqual(0);
      for (const header of fixture.source.keptHeaders) expect(header).toBe(header.toLowerCase());
    });
    describeVerification(fixture);
    describeTranslation(fixture);
  });
};
