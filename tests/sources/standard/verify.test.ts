import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { standard } from '../../../lambdas/sources/standard/index.ts';
import { requestWith } from '../request.ts';
import { describePayloads, payload } from '../shared.ts';
import { signed } from './fixture.ts';

const now = Date.parse('2026-11-01T12:00:00.400Z');
const minutes = 60_000;
const secretOf = (key: string): string => `whsec_${Buffer.from(key).toString('base64')}`;
const secret = secretOf('a key of thirty-two bytes, or so');
const other = secretOf('another one of the same length..');
const body = '{"type":"ping","timestamp":"2026-11-01T12:00:00Z","data":[]}';

/** One valid request; each test changes one thing in it. */
const valid = signed(body, secret, now);

const verify = (change: Partial<typeof valid>, secrets = [secret]): boolean =>
  standard.verify({ ...valid, ...change }, secrets);
const withHeader = (name: string, value: string): boolean => verify({ headers: { ...valid.headers, [name]: value } });
const without = (name: string): boolean => {
  const { [name]: _, ...headers } = valid.headers;
  return verify({ headers });
};

const signature = valid.headers['webhook-signature'] as string;
const timestamp = valid.headers['webhook-timestamp'] as string;

describe('a request', () => {
  it('is valid as the reference library signs it', () => {
    expect(verify({})).toBe(true);
  });

  it('is valid as the reference library signs it, whatever the key and the body', () => {
    const keys = fc
      .uint8Array({ minLength: 1, maxLength: 80 })
      .map((key) => `whsec_${Buffer.from(key).toString('base64')}`);
    fc.assert(
      fc.property(keys, fc.string({ unit: 'binary' }), fc.boolean(), (key, text, isPrefixed) => {
        const request = signed(text, key, now);
        const given = isPrefixed ? key : key.slice('whsec_'.length);
        expect(standard.verify(request, [other, given])).toBe(true);
        expect(standard.verify(request, [other])).toBe(false);
        expect(standard.verify({ ...request, body: Buffer.concat([request.body, Buffer.of(0)]) }, [given])).toBe(false);
      }),
    );
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('without %s is refused', (name) => {
    expect(without(name)).toBe(false);
    expect(withHeader(name, '')).toBe(false);
  });

  it.each(['', 'undefined'])('without an id is refused, though it was signed for the id %j', (id) => {
    const seconds = new Date(Number(timestamp) * 1000);
    const headers = {
      'webhook-timestamp': timestamp,
      'webhook-signature': new Webhook(secret).sign(id, seconds, body),
    };
    expect(verify({ headers })).toBe(false);
    expect(verify({ headers: { ...headers, 'webhook-id': '' } })).toBe(false);
  });

  it.each([
    ['without its version', signature.slice(3)],
    ['without its value', 'v1,'],
    ['that is cut', signature.slice(0, -1)],
    ['with more after it', `${signature}=`],
    ['in hexadecimal', `v1,${Buffer.from(signature.slice(3), 'base64').toString('hex')}`],
    ['of another version', `v1a,${signature.slice(3)}`],
    ['of a version to come', `v2,${signature.slice(3)}`],
    ['that is noise', 'v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='],
  ])('with a signature %s is refused', (_, value) => {
    expect(withHeader('webhook-signature', value)).toBe(false);
  });

  it('with several signatures is valid when one is right', () => {
    const wrong = new Webhook(other).sign('msg_2026', new Date(now), body);
    expect(withHeader('webhook-signature', `v1a,AAAA ${wrong} ${signature}`)).toBe(true);
    expect(withHeader('webhook-signature', `v1a,AAAA ${wrong} ${wrong}`)).toBe(false);
  });

  it('with another id than was signed is refused', () => {
    expect(withHeader('webhook-id', 'msg_2027')).toBe(false);
  });

  it('with another timestamp than was signed is refused', () => {
    expect(withHeader('webhook-timestamp', String(Number(timestamp) + 1))).toBe(false);
  });

  it.each([
    '0',
    '-1',
    '1e9',
    '0x10',
    'now',
    ` ${timestamp}`,
    `0${timestamp}`,
    `${timestamp}.0`,
    `${timestamp}000`,
    '9'.repeat(400),
  ])('with a malformed timestamp is refused: %s', (value) => {
    expect(withHeader('webhook-timestamp', value)).toBe(false);
  });

  it('with one byte of the body changed is refused, wherever it is', () => {
    for (let place = 0; place < body.length; place += 1) {
      const tampered = Buffer.from(body);
      tampered[place] = (tampered[place] as number) ^ 1;
      expect(verify({ body: tampered })).toBe(false);
    }
  });

  it('with a longer or a shorter body is refused', () => {
    expect(verify({ body: Buffer.from(`${body} `) })).toBe(false);
    expect(verify({ body: Buffer.from(`\uFEFF${body}`) })).toBe(false);
    expect(verify({ body: Buffer.from(body.slice(0, -1)) })).toBe(false);
    expect(verify({ body: new Uint8Array() })).toBe(false);
  });

  it('whose bytes are no text is refused, though text like it was signed', () => {
    const replaced = signed('{"name":"\uFFFD"}', secret, now);
    expect(standard.verify(replaced, [secret])).toBe(true);
    const bytes = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(standard.verify({ ...replaced, body: bytes }, [secret])).toBe(false);
  });

  it('of any bytes that are text is valid', () => {
    for (const text of ['', '\uFEFF{}', '{"name":"Três 😀 велосипед"}'])
      expect(standard.verify(signed(text, secret, now), [secret])).toBe(true);
  });
});

describe('the clock', () => {
  it.each([
    ['now', 0, true],
    ['five minutes old', -5 * minutes, true],
    ['older', -5 * minutes - 1000, false],
    ['of five minutes ahead', 5 * minutes, true],
    ['of further ahead', 5 * minutes + 1000, false],
    ['of another year', -365 * 24 * 60 * minutes, false],
  ])('judges a signature %s', (_, off, expected) => {
    expect(standard.verify({ ...signed(body, secret, now + off), now }, [secret])).toBe(expected);
  });

  it('is the one that is handed over, not that of the machine', () => {
    const then = Date.parse('2021-02-25T15:02:10Z');
    expect(standard.verify(signed(body, secret, then), [secret])).toBe(true);
  });
});

describe('the secret', () => {
  it('may be one of several', () => {
    expect(verify({}, [other, secret])).toBe(true);
    expect(verify({}, [other])).toBe(false);
    expect(verify({}, [])).toBe(false);
  });

  it('may be written without its prefix', () => {
    expect(verify({}, [secret.slice('whsec_'.length)])).toBe(true);
  });

  it.each(['', 'whsec_', 'whsec_%%%', 'not base64!', ' '])(
    'is unusable as %j, which is told and never verifies',
    (unusable) => {
      expect(standard.secretProblem(unusable)).toContain('whsec_');
      expect(verify({}, [unusable])).toBe(false);
      expect(verify({}, [unusable, secret])).toBe(true);
    },
  );

  it('is not quoted where it is unusable', () => {
    expect(standard.secretProblem('hunter2!')).not.toContain('hunter2');
  });
});

describePayloads('the published vector', () => {
  interface Vector {
    readonly system: string;
    readonly secret: string;
    readonly body: string;
    readonly header: Record<string, string>;
  }

  it('verifies at its time, and with one byte changed does not', () => {
    const vectors = JSON.parse(payload('signature-vectors.json').toString()) as Vector[];
    const vector = vectors.find(({ system }) => system === 'standard-webhooks') as Vector;
    const request = requestWith({
      body: Buffer.from(vector.body),
      headers: vector.header,
      now: Number(vector.header['webhook-timestamp']) * 1000,
    });
    expect(standard.verify(request, [vector.secret])).toBe(true);
    expect(standard.verify({ ...request, body: Buffer.from(`${vector.body} `) }, [vector.secret])).toBe(false);
  });
});
