import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hubspot } from '../../../lambdas/sources/hubspot/index.ts';
import type { HookRequest } from '../../../lambdas/sources/source.ts';
import { configured } from '../configuration.ts';
import { requestWith } from '../request.ts';
import { describePayloads, payload } from '../shared.ts';
import { signed } from './fixture.ts';

const now = Date.parse('2026-11-01T12:00:00.400Z');
const minutes = 60_000;
const secret = '5b1d4f0e-7a52-4f0b-9c4e-0d6a1f3c8e27';
const other = 'c0a8e6d2-13b7-49f5-8e21-7f94b5d3a610';
const body = '[{"subscriptionType":"deal.creation","portalId":7700,"objectId":900,"occurredAt":1790000000000}]';
const url = 'https://kpis.acme.example/hooks/acme/hubspot';

const sha256 = (...parts: (string | Uint8Array)[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

/** One valid request of each version; each test changes one thing in it. */
const v3 = signed(body, secret, now);
const withHash = (hash: string, version?: string): HookRequest =>
  requestWith({
    url,
    body: Buffer.from(body),
    now,
    headers: {
      'x-hubspot-signature': hash,
      ...(version !== undefined && { 'x-hubspot-signature-version': version }),
    },
  });
const v1 = withHash(sha256(secret, body), 'v1');
const v2 = withHash(sha256(secret, `POST${url}`, body), 'v2');

const verify = (request: HookRequest, secrets = [secret]): boolean => hubspot.verify(request, secrets);
const withHeaders = (request: HookRequest, headers: Record<string, string>): HookRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});
const without = (request: HookRequest, name: string): HookRequest => {
  const { [name]: _, ...headers } = request.headers;
  return { ...request, headers };
};

describe.each([
  ['v1', v1, 'x-hubspot-signature'],
  ['v2', v2, 'x-hubspot-signature'],
  ['v3', v3, 'x-hubspot-signature-v3'],
] as const)('a request signed with %s', (_, valid, header) => {
  const signature = valid.headers[header] as string;

  it('is valid, with one of several secrets', () => {
    expect(verify(valid)).toBe(true);
    expect(verify(valid, [other, secret])).toBe(true);
    expect(verify(valid, [secret, other])).toBe(true);
    expect(verify(valid, [other])).toBe(false);
    expect(verify(valid, [])).toBe(false);
  });

  it('is refused without its signature', () => {
    expect(verify(without(valid, header))).toBe(false);
    expect(verify(withHeaders(valid, { [header]: '' }))).toBe(false);
  });

  it.each([
    ['that is cut', signature.slice(0, -1)],
    ['with more after it', `${signature}=`],
    ['with a space before it', ` ${signature}`],
    ['twice', `${signature}, ${signature}`],
    ['in another case', signature === signature.toUpperCase() ? signature.toLowerCase() : signature.toUpperCase()],
    ['in another encoding', Buffer.from(signature).toString('base64')],
    ['that is noise', 'A'.repeat(signature.length)],
    ['of other characters', 'é'.repeat(signature.length)],
  ])('is refused with a signature %s', (__, value) => {
    expect(verify(withHeaders(valid, { [header]: value }))).toBe(false);
  });

  it('is refused with one byte of the body changed, wherever it is', () => {
    for (let place = 0; place < body.length; place += 1) {
      const tampered = Buffer.from(body);
      tampered[place] = (tampered[place] as number) ^ 1;
      expect(verify({ ...valid, body: tampered })).toBe(false);
    }
  });

  it('is refused with a longer or a shorter body', () => {
    for (const changed of [`${body} `, `\uFEFF${body}`, body.slice(0, -1), ''])
      expect(verify({ ...valid, body: Buffer.from(changed) })).toBe(false);
  });

  it.each(['', ' ', 'short', `${secret} `, `${secret}\n`, 'ä'.repeat(20), 'x'.repeat(201)])(
    'is refused where the secret is unusable, which is told: %j',
    (unusable) => {
      expect(hubspot.secretProblem(unusable)).toContain('client secret');
      const header = valid.headers['x-hubspot-signature-v3'];
      const forged =
        header === undefined
          ? withHash(sha256(unusable, valid === v1 ? '' : `POST${url}`, body))
          : withHeaders(valid, {
              'x-hubspot-signature-v3': createHmac('sha256', unusable)
                .update(`POST${url}${body}${now}`)
                .digest('base64'),
            });
      expect(verify(forged, [unusable])).toBe(false);
      expect(verify(valid, [unusable, secret])).toBe(true);
    },
  );
});

it('does not quote a secret that is unusable', () => {
  expect(hubspot.secretProblem('hunter2')).not.toContain('hunter2');
  expect(hubspot.secretProblem(secret)).toBeNull();
});

describe('v3', () => {
  it.each([
    ['now', 0, true],
    ['five minutes old', -5 * minutes, true],
    ['older', -5 * minutes - 1, false],
    ['of five minutes ahead', 5 * minutes, true],
    ['of further ahead', 5 * minutes + 1, false],
    ['of another year', -365 * 24 * 60 * minutes, false],
  ])('judges a signature %s', (_, off, expected) => {
    expect(verify({ ...signed(body, secret, now + off), now })).toBe(expected);
  });

  it('is refused with another timestamp than was signed, and without one', () => {
    expect(verify(withHeaders(v3, { 'x-hubspot-request-timestamp': String(now + 1) }))).toBe(false);
    expect(verify(without(v3, 'x-hubspot-request-timestamp'))).toBe(false);
  });

  it.each(['', '0', '-1', '1e12', '0x10', 'now', ` ${now}`, `0${now}`, `${now}.0`, '9'.repeat(400), 'NaN'])(
    'is refused with a malformed timestamp, though it was signed: %s',
    (timestamp) => {
      const signature = createHmac('sha256', secret).update(`POST${url}${body}${timestamp}`).digest('base64');
      const headers = { 'x-hubspot-request-timestamp': timestamp, 'x-hubspot-signature-v3': signature };
      expect(verify(withHeaders(v3, headers))).toBe(false);
    },
  );

  it('is bound to the method and to the address', () => {
    expect(verify({ ...v3, method: 'PUT' })).toBe(false);
    for (const elsewhere of [`${url}/`, `${url}?`, url.replace('https', 'http'), url.replace('acme/', 'other/')])
      expect(verify({ ...v3, url: elsewhere })).toBe(false);
  });

  it.each([
    ['as it is written', 'a%3Ab%2fc?d=%40%21%24%27%28%29%2A%2C%3B%3F', 'a%3Ab%2fc?d=%40%21%24%27%28%29%2A%2C%3B%3F'],
    ['with what HubSpot decodes decoded', 'a%3Ab%2fc?d=%40%21%24%27%28%29%2A%2C%3B%3F', "a:b/c?d=@!$'()*,;?"],
    ['with nothing else decoded', 'a%20b%25c%26?d=%3D%23%E2%82%AC', 'a%20b%25c%26?d=%3D%23%E2%82%AC'],
    ['decoded once', 'a%253Ab', 'a%253Ab'],
  ])('takes an address that was signed %s', (_, called, signedAs) => {
    const address = (rest: string) => `${url}/${rest}`;
    const request = signed(body, secret, now, { url: address(signedAs) });
    expect(verify({ ...request, url: address(called) })).toBe(true);
  });

  it.each([
    ['a%20b', 'a b'],
    ['a%253Ab', 'a:b'],
    ['a%26b', 'a&b'],
  ])('does not take %s for %s', (called, signedAs) => {
    const request = signed(body, secret, now, { url: `${url}/${signedAs}` });
    expect(verify({ ...request, url: `${url}/${called}` })).toBe(false);
  });

  it('decides where it is there, whatever older signatures say', () => {
    const both = withHeaders(v3, v1.headers as Record<string, string>);
    expect(verify(both)).toBe(true);
    for (const wrong of ['', 'AAAA'])
      expect(verify(withHeaders(both, { 'x-hubspot-signature-v3': wrong }))).toBe(false);
    expect(verify({ ...both, now: now + 6 * minutes })).toBe(false);
  });

  it('takes bytes that are no text as they are', () => {
    const bytes = Buffer.from([0x5b, 0xff, 0x5d]);
    const signature = createHmac('sha256', secret).update(`POST${url}`).update(bytes).update(String(now));
    const request = withHeaders({ ...v3, body: bytes }, { 'x-hubspot-signature-v3': signature.digest('base64') });
    expect(verify(request)).toBe(true);
  });
});

describe('v1 and v2', () => {
  it('are told apart by the version, where there is one', () => {
    expect(verify(withHeaders(v1, { 'x-hubspot-signature-version': 'v2' }))).toBe(false);
    expect(verify(withHeaders(v2, { 'x-hubspot-signature-version': 'v1' }))).toBe(false);
    for (const request of [v1, v2]) {
      expect(verify(without(request, 'x-hubspot-signature-version'))).toBe(true);
      for (const version of ['', 'v3', 'V1', 'v0'])
        expect(verify(withHeaders(request, { 'x-hubspot-signature-version': version }))).toBe(false);
    }
  });

  /** What a hash is of, in whatever way it is divided again into what is verified, and what is then read of it. */
  const readings = (signed: string, of: (rest: string) => HookRequest): (string | number)[] =>
    Array.from(signed, (_, place) => signed.slice(place)).flatMap((rest) => {
      const request = of(rest);
      if (!verify(request)) return [];
      const translation = hubspot.translate(
        { ...request, receivedAt: now, firstReceivedAt: now },
        configured('hubspot'),
      );
      return 'failed' in translation ? [] : [rest];
    });

  it('are of one body each: divided elsewhere, what they are of is nothing that can be read', () => {
    const nested = `[${body.slice(1, -1)},{"subscriptionType":"deal.merge","mergedObjectIds":[1,2],"x":"[\\"[1]\\",[]"}]`;
    for (const sent of [body, nested]) {
      const whole = `POST${url}${sent}`;
      const hash = sha256(secret, whole);
      const asV2 = (rest: string) => ({
        ...withHash(hash, 'v2'),
        url: whole.slice('POST'.length, whole.length - rest.length),
        body: Buffer.from(rest),
      });
      expect(readings(whole, asV2)).toEqual([sent]);
      for (const version of ['v1', undefined])
        expect(
          readings(whole, (rest) => ({ ...withHash(hash, version), url: '', method: '', body: Buffer.from(rest) })),
        ).toEqual([]);
      const asHashOfBody = (rest: string) => ({
        ...withHash(sha256(secret, sent), 'v2'),
        method: '',
        url: sent.slice(0, sent.length - rest.length),
        body: Buffer.from(rest),
      });
      expect(readings(sent, asHashOfBody)).toEqual([sent]);
    }
  });

  it('bind a v2 to method and address, and a v1 to neither', () => {
    expect(verify({ ...v2, url: `${url}/` })).toBe(false);
    expect(verify({ ...v2, method: 'PUT' })).toBe(false);
    expect(verify({ ...v1, url: `${url}/`, method: 'PUT' })).toBe(true);
  });

  it('do not take a hash for a signature with a key, or the reverse', () => {
    const hmac = createHmac('sha256', secret).update(body).digest('hex');
    expect(verify(withHash(hmac))).toBe(false);
    expect(verify(withHeaders(v3, { 'x-hubspot-signature-v3': sha256(secret, body) }))).toBe(false);
  });

  it('do not take a body to which somebody has added, as a plain hash allows', () => {
    // What SHA-256 itself puts after a message of this length stands between the body and the addition.
    const length = secret.length + body.length;
    const padding = Buffer.alloc((length % 64 < 56 ? 64 : 128) - (length % 64));
    padding[0] = 0x80;
    padding.writeUInt32BE(length * 8, padding.length - 4);
    const extended = Buffer.concat([Buffer.from(body), padding, Buffer.from('[]')]);
    expect(verify({ ...withHash(sha256(secret, extended), 'v1'), body: extended })).toBe(false);
  });
});

describe('anything', () => {
  it('signed by who has the secret is valid, and with one byte more is not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const request = signed(text, secret, now);
        expect(verify(request, [other, secret])).toBe(true);
        expect(verify({ ...request, body: Buffer.concat([request.body, Buffer.of(0)]) })).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('a key of objects inherit is no header', () => {
    for (const name of ['__proto__', 'constructor', 'toString'])
      expect(verify({ ...v3, headers: { [name]: 'x' } })).toBe(false);
  });
});

describePayloads('the published vectors', () => {
  interface Vector {
    readonly system: string;
    readonly secret: string;
    readonly body: string;
    readonly url?: string;
    readonly method?: string;
    readonly timestampMs?: string;
    readonly header: Readonly<Record<string, string>>;
  }

  const vectorOf = (version: string): Vector => {
    const vectors = JSON.parse(payload('signature-vectors.json').toString()) as Vector[];
    return vectors.find(({ system }) => system === `hubspot-${version}`) as Vector;
  };

  it.each(['v1', 'v2', 'v3'])('%s verifies, and with one byte changed does not', (version) => {
    const { secret: own, body: text, header, url: called = url, method = 'POST', timestampMs } = vectorOf(version);
    const request = requestWith({
      method,
      url: called,
      body: Buffer.from(text),
      headers: Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), value])),
      now: Number(timestampMs ?? now),
    });
    expect(verify(request, [own])).toBe(true);
    expect(verify({ ...request, body: Buffer.from(`${text} `) }, [own])).toBe(false);
    expect(verify(request, [other])).toBe(false);
  });

  it('is that of the body that stands beside them', () => {
    expect(payload('hubspot/signature-v1-body.txt').toString().trim()).toBe(vectorOf('v1').body);
  });
});
