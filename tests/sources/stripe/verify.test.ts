import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HookRequest } from '../../../lambdas/sources/source.ts';
import { stripe } from '../../../lambdas/sources/stripe/index.ts';
import { requestWith } from '../request.ts';
import { describePayloads, payload } from '../shared.ts';
import { signed } from './fixture.ts';

const now = Date.parse('2026-11-01T12:00:00.400Z');
const minutes = 60_000;
const secret = 'whsec_8Kq2vT5nLw0sXc7RbYd3';
const other = 'whsec_Zp4mJ9hGf6aQe1UtNk8o';
const body = '{"id":"evt_1","object":"event","type":"plan.created"}';

const verify = (request: HookRequest, secrets = [secret]): boolean => stripe.verify(request, secrets);
const withHeader = (header: string, change: Partial<HookRequest> = {}): HookRequest =>
  requestWith({ body: Buffer.from(body), now, headers: { 'stripe-signature': header }, ...change });
const t = Math.floor(now / 1000);
const hmac = (key: string | Buffer, timestamp: string | number = t): string =>
  createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');

describe('a signature', () => {
  it('is that of one of several secrets', () => {
    expect(verify(signed(body, secret, now), [other, secret])).toBe(true);
    expect(verify(signed(body, secret, now), [other])).toBe(false);
    expect(verify(signed(body, secret, now), [])).toBe(false);
  });

  it('may stand among others, as while a secret is rotated', () => {
    expect(verify(withHeader(`t=${t},v1=${hmac(other)},v1=${hmac(secret)},v0=${hmac(other)}`))).toBe(true);
    expect(verify(withHeader(`t=${t}, v1=${hmac(secret)}`))).toBe(true);
  });

  it.each([
    ['', 'nothing'],
    [`v1=${hmac(secret)}`, 'no time'],
    [`t=${t}`, 'no signature'],
    [`t=${t},v1=`, 'an empty one'],
    [`t=${t},v0=${hmac(secret)}`, 'the older scheme'],
    [`t=${t},v1=${hmac(secret).slice(0, 63)}`, 'a truncated one'],
    [`t=${t},v1=${hmac(secret)}00`, 'a longer one'],
    [`t=${t},v1=${hmac(secret).replace(/./, (digit) => (digit === '0' ? '1' : '0'))}`, 'one with a digit changed'],
    [`t=${t + 1},v1=${hmac(secret)}`, 'another time than was signed'],
    [`t=${t},t=${t},v1=${hmac(secret)}`, 'two times'],
    [`t=${t};v1=${hmac(secret)}`, 'another separator'],
  ])('is refused: %s', (header) => {
    expect(verify(withHeader(header))).toBe(false);
  });

  it('is keyed with the whole secret as text, and not with what it may decode to', () => {
    const decoded = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(verify(withHeader(`t=${t},v1=${hmac(decoded)}`))).toBe(false);
    expect(verify(withHeader(`t=${t},v1=${hmac(secret.slice('whsec_'.length))}`))).toBe(false);
  });

  it('is over every byte of the body', () => {
    const valid = signed(body, secret, now);
    expect(verify({ ...valid, body: Buffer.from(`${body} `) })).toBe(false);
    expect(verify({ ...valid, body: Buffer.from(body.replace('evt_1', 'evt_2')) })).toBe(false);
  });

  it.each([
    ['now', 0, true],
    ['five minutes old', -5 * minutes, true],
    ['older', -5 * minutes - 1000, false],
    ['of five minutes ahead', 5 * minutes, true],
    ['of further ahead', 5 * minutes + 1000, false],
  ])('is judged by its time: %s', (_, off, expected) => {
    expect(verify({ ...signed(body, secret, now + off), now })).toBe(expected);
  });

  it.each(['', '0', '-1', '1e9', `0${t}`, `${t}.0`, '9'.repeat(400), 'NaN'])(
    'is refused with a malformed time, though it was signed: %s',
    (timestamp) => {
      expect(verify(withHeader(`t=${timestamp},v1=${hmac(secret, timestamp)}`))).toBe(false);
    },
  );
});

describe('a secret', () => {
  it.each(['', ' ', 'whsec_', 'sk_live_0123456789abcdef', 'whsec_with a space in it'])(
    'is told where it is unusable, not quoted, and proves nothing: %j',
    (unusable) => {
      expect(stripe.secretProblem(unusable)).toContain('signing secret');
      if (unusable.trim() !== '') expect(stripe.secretProblem(unusable)).not.toContain(`${unusable} `);
      expect(verify(withHeader(`t=${t},v1=${hmac(unusable)}`), [unusable])).toBe(false);
    },
  );
});

describePayloads('the published vector', () => {
  it('verifies, and with one byte changed does not', () => {
    interface Vector {
      readonly system: string;
      readonly secret: string;
      readonly body: string;
      readonly header: Readonly<Record<string, string>>;
    }
    const vectors = JSON.parse(payload('signature-vectors.json').toString()) as Vector[];
    const vector = vectors.find(({ system }) => system === 'stripe') as Vector;
    const request = requestWith({
      body: Buffer.from(vector.body),
      headers: { 'stripe-signature': vector.header['Stripe-Signature'] as string },
      now: 1_700_000_000_000,
    });
    expect(verify(request, [vector.secret])).toBe(true);
    expect(verify({ ...request, body: Buffer.from(`${vector.body} `) }, [vector.secret])).toBe(false);
    expect(verify(request, [other])).toBe(false);
  });
});
