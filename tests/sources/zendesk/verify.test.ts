import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HookRequest } from '../../../lambdas/sources/source.ts';
import { zendesk } from '../../../lambdas/sources/zendesk/index.ts';
import { requestWith } from '../request.ts';
import { describePayloads, payload } from '../shared.ts';
import { signed } from './fixture.ts';

const now = Date.parse('2026-11-01T12:00:00Z');
const minutes = 60_000;
const secret = 'bQ3mN8vKx2Lp7ZsRt5Yw1Ac9Ed4Fg6Hj0==';
const other = 'kW9uT4rPq1Xn6VbMz8Cs3De7Gh2Jf5Ay0==';
const body = '{"type":"zen:event-type:ticket.created"}';

const verify = (request: HookRequest, secrets = [secret]): boolean => zendesk.verify(request, secrets);
const valid = signed(body, secret, now);
const signature = valid.headers['x-zendesk-webhook-signature'] as string;
const withHeaders = (headers: Record<string, string>): HookRequest => ({
  ...valid,
  headers: { ...valid.headers, ...headers },
});

describe('a signature', () => {
  it('is that of one of several secrets', () => {
    expect(verify(valid, [other, secret])).toBe(true);
    expect(verify(valid, [other])).toBe(false);
    expect(verify(valid, [])).toBe(false);
  });

  it.each([
    ['none', ''],
    ['a truncated one', signature.slice(0, -2)],
    ['a longer one', `${signature}=`],
    ['one in hex', createHmac('sha256', secret).update(`2026-11-01T12:00:00Z${body}`).digest('hex')],
    ['one with a character changed', signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))],
  ])('is refused: %s', (_, given) => {
    expect(verify(withHeaders({ 'x-zendesk-webhook-signature': given }))).toBe(false);
  });

  it.each(['x-zendesk-webhook-signature', 'x-zendesk-webhook-signature-timestamp'])('is refused without %s', (name) => {
    const { [name]: _, ...headers } = valid.headers;
    expect(verify({ ...valid, headers })).toBe(false);
  });

  it('is over every byte of the body, and over the time', () => {
    expect(verify({ ...valid, body: Buffer.from(`${body} `) })).toBe(false);
    expect(verify({ ...valid, body: Buffer.from(body.replace('created', 'creates')) })).toBe(false);
    expect(verify(withHeaders({ 'x-zendesk-webhook-signature-timestamp': '2026-11-01T12:00:01Z' }))).toBe(false);
  });

  it('is keyed with the secret as text, not decoded', () => {
    const key = Buffer.from(secret, 'base64');
    const decoded = createHmac('sha256', key).update(`2026-11-01T12:00:00Z${body}`).digest('base64');
    expect(verify(withHeaders({ 'x-zendesk-webhook-signature': decoded }))).toBe(false);
  });

  it('may be of an empty body', () => {
    expect(verify(signed('', secret, now))).toBe(true);
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

  const signedAt = (timestamp: string): HookRequest =>
    withHeaders({
      'x-zendesk-webhook-signature': createHmac('sha256', secret).update(`${timestamp}${body}`).digest('base64'),
      'x-zendesk-webhook-signature-timestamp': timestamp,
    });

  it.each(['2026-11-01T12:00:00.123456789Z', '2026-11-01T09:00:00-03:00'])('may write its time as %s', (timestamp) => {
    expect(verify(signedAt(timestamp))).toBe(true);
  });

  it.each([
    '',
    '1793534400',
    '2026-11-01',
    '2026-11-01T12:00:00',
    'now',
    '2026-13-41T12:00:00Z',
    `${'9'.repeat(400)}Z`,
  ])('is refused with a malformed time, though it was signed: %s', (timestamp) => {
    expect(verify(signedAt(timestamp))).toBe(false);
  });
});

describe('a secret', () => {
  it.each(['', '  ', 'too-short', `with a space ${'x'.repeat(30)}`])(
    'is told where it is unusable, not quoted, and proves nothing: %j',
    (unusable) => {
      expect(zendesk.secretProblem(unusable)).toContain('signing secret');
      expect(verify(signed(body, unusable, now), [unusable])).toBe(false);
      expect(verify(valid, [unusable, secret])).toBe(true);
    },
  );
});

describePayloads('the vector', () => {
  it('verifies, and with one byte changed does not', () => {
    interface Vector {
      readonly system: string;
      readonly secret: string;
      readonly body: string;
      readonly timestamp: string;
      readonly header: Readonly<Record<string, string>>;
    }
    const vectors = JSON.parse(payload('signature-vectors.json').toString()) as Vector[];
    const vector = vectors.find(({ system }) => system === 'zendesk') as Vector;
    const request = requestWith({
      body: Buffer.from(vector.body),
      headers: Object.fromEntries(Object.entries(vector.header).map(([name, value]) => [name.toLowerCase(), value])),
      now: Date.parse(vector.timestamp),
    });
    expect(verify(request, [vector.secret])).toBe(true);
    expect(verify({ ...request, body: Buffer.from('{"a":2}') }, [vector.secret])).toBe(false);
    expect(verify(request, [other])).toBe(false);
  });
});
