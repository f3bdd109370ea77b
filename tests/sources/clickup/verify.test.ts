import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../lambdas/flow/hash.ts';
import { clickup } from '../../../lambdas/sources/clickup/index.ts';
import { requestWith } from '../request.ts';
import { describePayloads, payload } from '../shared.ts';
import { signed } from './fixture.ts';
import { creation } from './hook.ts';

const secret = 'K8X2MQ9ZL4VD1NR6SA3YF8HB7TW2P0UE';
const other = 'ZC5JU0PE8GA2IO6WT4BN9QX1DR7LM3VS';
const body = creation();

/** One valid request; each test changes one thing in it. */
const valid = signed(body, secret);
const signature = valid.headers['x-signature'] as string;

const verify = (change: Partial<typeof valid>, secrets = [secret]): boolean =>
  clickup.verify({ ...valid, ...change }, secrets);
const withSignature = (value: string): boolean => verify({ headers: { 'x-signature': value } });

describe('a signature', () => {
  it('is believed of who holds one of the secrets', () => {
    expect(verify({})).toBe(true);
    expect(verify({}, [other, secret])).toBe(true);
    expect(verify({}, [other])).toBe(false);
    expect(verify({}, [])).toBe(false);
  });

  it('is the same in capital letters', () => {
    expect(withSignature(signature.toUpperCase())).toBe(true);
  });

  it.each([
    ['missing', ''],
    ['cut', signature.slice(0, -1)],
    ['cut by a byte', signature.slice(0, -2)],
    ['longer', `${signature}00`],
    ['of one digit changed', signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))],
    ['of another secret', createHmac('sha256', other).update(body).digest('hex')],
    ['a bare digest', sha256(body)],
    ['in base64', Buffer.from(signature, 'hex').toString('base64')],
    ['with its algorithm before it', `sha256=${signature}`],
    ['no digest', 'z'.repeat(64)],
    ['what the documentation shows', 'f7bc83f430538424b13298e6aa6'],
  ])('is refused when it is %s', (_, value) => {
    expect(withSignature(value)).toBe(false);
  });

  it('is refused when there is none', () => {
    expect(verify({ headers: {} })).toBe(false);
  });

  it('is text: what becomes it is refused', () => {
    const headers = { 'x-signature': [signature] } as unknown as typeof valid.headers;
    expect(verify({ headers })).toBe(false);
  });

  it('is of every byte of the body', () => {
    for (let place = 0; place < body.length; place += 1) {
      const tampered = Buffer.from(body);
      tampered[place] = (tampered[place] as number) ^ 1;
      expect(verify({ body: tampered })).toBe(false);
    }
    for (const changed of [`${body} `, `\uFEFF${body}`, body.slice(0, -1), ''])
      expect(verify({ body: Buffer.from(changed) })).toBe(false);
  });

  it('is of bytes, text or not', () => {
    for (const bytes of [Buffer.from([0xff, 0x00]), Buffer.from('{"name":"Três 😀"}'), Buffer.alloc(0)])
      expect(clickup.verify(signed(bytes, secret), [secret])).toBe(true);
  });

  it('has no time, so that an old one is as good', () => {
    expect(verify({ now: 0 })).toBe(true);
    expect(verify({ now: Date.parse('2100-01-01T00:00:00Z') })).toBe(true);
  });
});

describe('a token in the address', () => {
  const withToken = (token: string, secrets = [secret]): boolean =>
    clickup.verify(requestWith({ body: Buffer.from(body), tokenHash: sha256(token) }), secrets);

  it('stands in for a signature, which automations have not', () => {
    expect(withToken(secret)).toBe(true);
    expect(withToken(secret, [other, secret])).toBe(true);
    expect(withToken(secret, [other])).toBe(false);
  });

  it.each(['', other, secret.slice(0, -1), `${secret}x`, secret.toLowerCase(), sha256(secret)])(
    'is refused: %s',
    (token) => {
      expect(withToken(token)).toBe(false);
    },
  );

  it('is no better for being no hash', () => {
    for (const tokenHash of [secret, '', sha256(secret).slice(1), 'z'.repeat(64)])
      expect(clickup.verify(requestWith({ tokenHash }), [secret])).toBe(false);
  });

  it('does where the signature is wrong, and the signature where the token is', () => {
    expect(verify({ tokenHash: sha256(secret), headers: { 'x-signature': sha256('x') } })).toBe(true);
    expect(verify({ tokenHash: sha256(other) })).toBe(true);
  });
});

describe('a secret that is configured', () => {
  it.each([secret, 'a', 'abc+/=#!'])('may be %s', (good) => {
    expect(clickup.secretProblem(good)).toBeNull();
  });

  it.each(['', ' ', 'a b', 'ä', 'a\n', 'x'.repeat(201)])(
    'is unusable as %j, which is told, and never verifies',
    (bad) => {
      expect(clickup.secretProblem(bad)).toContain('must be');
      expect(clickup.verify(signed(body, bad), [bad])).toBe(false);
      expect(clickup.verify(requestWith({ tokenHash: sha256(bad) }), [bad])).toBe(false);
      expect(verify({}, [bad, secret])).toBe(true);
    },
  );
});

describePayloads('the published vector', () => {
  interface Vector {
    readonly system: string;
    readonly secret: string;
    readonly body: string;
    readonly header: Readonly<Record<string, string>>;
  }

  it('verifies, and with one byte changed does not', () => {
    const vectors = JSON.parse(payload('signature-vectors.json').toString()) as Vector[];
    const vector = vectors.find(({ system }) => system === 'clickup') as Vector;
    const headers = { 'x-signature': vector.header['X-Signature'] ?? '' };
    const request = requestWith({ body: Buffer.from(vector.body), headers });
    expect(clickup.verify(request, [vector.secret])).toBe(true);
    expect(clickup.verify({ ...request, body: Buffer.from(`${vector.body} `) }, [vector.secret])).toBe(false);
  });
});
