import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { salesforce } from '../../../lambdas/sources/salesforce/index.ts';
import { requestWith } from '../request.ts';
import { event } from './event.ts';
import { translate } from './records.ts';
import { envelope, message, notification } from './soap.ts';

const hash = (token: string): string => createHash('sha256').update(token).digest('hex');
const token = 'mXo2Zb7nQv9dL4wKc1RtYs8e';
const body = message('Lead', { Id: '00Q7Q00000B2cDeUAK', Status: 'Open' });

const verify = (given: string | null, secrets = [hash(token)], sent: string | Uint8Array = body): boolean =>
  salesforce.verify(requestWith({ tokenHash: given === null ? null : hash(given), body: Buffer.from(sent) }), secrets);

describe('the token in the path', () => {
  it('is believed when its hash is kept', () => {
    expect(verify(token)).toBe(true);
    expect(verify(token, [hash('other'), hash(token)])).toBe(true);
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
  ])('is not verified by %s', (_, secret) => {
    expect(verify(token, [secret])).toBe(false);
    expect(verify('', [secret])).toBe(false);
  });

  it('must be one that a URL can carry', () => {
    expect(salesforce.secretProblem(token)).toBeNull();
    for (const secret of ['', ' ', 'a/b', 'a?b', 'x'.repeat(201)])
      expect(salesforce.secretProblem(secret)).toContain('URL');
  });
});

describe('XML that declares what Salesforce never does', () => {
  const bomb = `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(100)}"><!ENTITY c "&b;&b;&b;&b;">]>`;

  it.each([
    ['a document type', body.replace('<soapenv:Envelope', `${bomb}<soapenv:Envelope`)],
    [
      'one in small letters',
      body.replace('<soapenv:Envelope', '<!doctype a SYSTEM "file:///etc/passwd"><soapenv:Envelope'),
    ],
    ['an entity alone', body.replace('<soapenv:Envelope', '<!EnTiTy b "c"><soapenv:Envelope')],
    ['a document type behind a byte order mark and white space', `\uFEFF\n  ${bomb}${body}`],
  ])('is refused, whoever sends it, and not read: %s', (_, hostile) => {
    expect(verify(token, undefined, hostile)).toBe(false);
    expect(translate(hostile)).toEqual({ failed: expect.stringContaining('declares') });
  });

  it('is no matter in the texts of a record', () => {
    const text = 'we sent <!DOCTYPE html> and <!ENTITY>';
    const fields = { lead: { 'custom.note': 'custom:Description' } };
    const told = [
      message('Lead', { Id: '00Q7Q00000B2cDeUAK', Description: text }),
      event({ entityName: 'Lead', recordIds: ['00Q7Q00000B2cDeUAK'], changeType: 'UPDATE' }, { Description: text }),
    ];
    for (const sent of told) {
      expect(verify(token, undefined, sent)).toBe(true);
      expect(translate(sent, { fields })).toMatchObject({ observations: [{ set: { 'custom.note': text } }] });
    }
  });

  it('is looked for in a moment', () => {
    const before = process.cpuUsage();
    for (const hostile of ['<!', '<!doctyp', '<', '<!ENTIT'])
      expect(verify(token, undefined, hostile.repeat((1024 * 1024) / hostile.length))).toBe(true);
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});

describe('what is stored', () => {
  const stored = (sent: string | Uint8Array): string =>
    Buffer.from(salesforce.redact?.(Buffer.from(sent)) ?? []).toString('latin1');

  it('is the message without the session, and the same otherwise', () => {
    expect(body).toContain('_secret');
    expect(stored(body)).toBe(Buffer.from(body.replace('00D7Q!AQ8AQ.wFyvB_secret', '')).toString('latin1'));
    expect(translate(salesforce.redact?.(Buffer.from(body)) ?? '')).toEqual(translate(body));
  });

  it.each([
    ['<ns:SessionId>key</ns:SessionId>', '<ns:SessionId></ns:SessionId>'],
    ['<SessionId xsi:type="xsd:string" >key</SessionId >', '<SessionId xsi:type="xsd:string" ></SessionId >'],
    ['<SessionId><![CDATA[key]]></SessionId>', '<SessionId></SessionId>'],
    ['<SessionId>k<!-- -->ey</SessionId>', '<SessionId></SessionId>'],
    [
      '<SessionId>key</SessionId><a/><SessionId>key</SessionId>b',
      '<SessionId></SessionId><a/><SessionId></SessionId>b',
    ],
    ['<SessionId>key', '<SessionId>'],
    ['<SessionId xsi:nil="true"/><Id>4</Id>', '<SessionId xsi:nil="true"/><Id>4</Id>'],
    ["<SessionId x='/>'>key</SessionId>", "<SessionId x='/>'></SessionId>"],
    ['<SessionId x="/>" y=\'">\'>key</SessionId>', '<SessionId x="/>" y=\'">\'></SessionId>'],
    ["<SessionId x='/>key</SessionId><a/>", '<SessionId</SessionId><a/>'],
    ["<SessionId x='<'>key</SessionId><a/>", '<SessionId</SessionId><a/>'],
    ["<SessionId x='>' /><Id>4</Id>", "<SessionId x='>' /><Id>4</Id>"],
    ['<sf:SessionId__c>4</sf:SessionId__c>', '<sf:SessionId__c>4</sf:SessionId__c>'],
    ['{"text":"<SessionId>"}', '{"text":"<SessionId>"}'],
  ])('%s', (sent, kept) => {
    expect(stored(sent)).toBe(kept);
  });

  it('keeps bytes that are no text', () => {
    const bytes = Buffer.concat([
      Buffer.from('<SessionId>'),
      Buffer.from([0xff, 0x80]),
      Buffer.from('</SessionId>'),
      Buffer.from([0xfe, 0xc3]),
    ]);
    expect(Buffer.from(salesforce.redact?.(bytes) ?? [])).toEqual(
      Buffer.concat([Buffer.from('<SessionId></SessionId>'), Buffer.from([0xfe, 0xc3])]),
    );
  });

  it('takes time in proportion to the length of the body', () => {
    const before = process.cpuUsage();
    for (const hostile of [
      '<SessionId>',
      '<SessionId ',
      '<SessionId',
      '<SessionId x="',
      "<SessionId x='/>",
      '</SessionId>',
      '<a:',
      '<SessionId>x</SessionId>',
      '<SessionId/>',
    ])
      stored(hostile.repeat((1024 * 1024) / hostile.length));
    stored(`<SessionId>${'<'.repeat(1024 * 1024)}`);
    stored(`<SessionId ${'x="'.repeat(1024 * 300)}`);
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });

  it('is a whole message of a hundred notifications', () => {
    const many = envelope(
      ...Array.from({ length: 100 }, (_, n) => notification('Lead', { Id: `00Q7Q0000000${100 + n}`, Status: 'Open' })),
    );
    expect(stored(many)).not.toContain('secret');
    expect(translate(salesforce.redact?.(Buffer.from(many)) ?? '')).toEqual(translate(many));
  });
});
