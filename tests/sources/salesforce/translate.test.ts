import { describe, expect, it } from 'vitest';
import { salesforce } from '../../../lambdas/sources/salesforce/index.ts';
import { at, deal, id, opportunity } from './deal.ts';
import { event } from './event.ts';
import { factsIn, recordsOf, translate } from './records.ts';
import { envelope, message, notification, organisation } from './soap.ts';

const lead = (n: number): string =>
  notification('Lead', {
    Id: `00Q7Q0000000${100 + n}`,
    LastModifiedDate: '2026-10-03T09:00:00.000Z',
    LeadSource: `s${n}`,
  });

describe('an outbound message', () => {
  it('tells of one record or of a hundred', () => {
    for (const count of [1, 2, 100])
      expect(recordsOf([envelope(...Array.from({ length: count }, (_, n) => lead(n)))]).size).toBe(count);
  });

  it('is read by local names, whatever their prefixes and versions', () => {
    const body = opportunity('10-03T09:00:00', { Name: 'A' })
      .replaceAll('soapenv:', 'S:')
      .replace('xmlns:soapenv=', 'xmlns:S=')
      .replaceAll('sf:', 'ns2:')
      .replace('xmlns:sf="urn:sobject', 'xmlns:ns2="urn:sobject')
      .replaceAll('xsi:', 'i:')
      .replace('xmlns:xsi=', 'xmlns:i=')
      .replace('2005/09/outbound', '2006/04/01/outbound')
      .replace('<notifications xmlns', '<o:notifications xmlns:o')
      .replace('</notifications>', '</o:notifications>');
    expect(deal([body])).toEqual(deal([opportunity('10-03T09:00:00', { Name: 'A' })]));
  });

  it('has texts with references to characters, sections of plain text and comments in them', () => {
    const text = 'a &amp; b &lt;&#x43;&#68;&gt; &quot;&apos; <![CDATA[& <e> &amp;]]><!-- no --> f';
    const body = opportunity('10-03T09:00:00', { Name: 'NAME' }).replace('NAME', text);
    expect(deal([body])).toMatchObject({ name: 'a & b <CD> "\' & <e> &amp; f' });
  });

  it.each(['&x', '&'])('that breaks off in a reference is none: %s', (reference) => {
    const body = opportunity('10-03T09:00:00', { Name: 'NAME' }).replace('NAME', reference);
    expect(translate(body)).toEqual({ failed: expect.stringMatching(/^The body ./) });
  });

  it.each(['&eacute;', '&#0;', '&#xD800;', '&#x110000;', '&#;', '&__proto__;', '&#xFFFE;'])(
    'loses only the notification that refers to no character: %s',
    (reference) => {
      const text = notification('Lead', { Id: '00Q7Q00000B2cDeUAK', LeadSource: 'TEXT' });
      const attribute = lead(3).replace('xsi:type', `about="${reference}" xsi:type`);
      const body = envelope(lead(1), text.replace('TEXT', `a${reference}b`), lead(2), attribute);
      const translation = translate(body);
      expect(translation).toMatchObject({
        rejected: [1, 3].map((index) => ({
          index,
          path: `notifications.Notification.${index}`,
          message: expect.stringContaining('no character'),
        })),
      });
      expect('observations' in translation && translation.observations).toHaveLength(2);
    },
  );

  it('says nothing of a record that was deleted before it could be sent', () => {
    const without = [
      '<Notification><Id>04l7Q0000000009QAQ</Id></Notification>',
      '<Notification><Id>04l7Q0000000009QAQ</Id><sObject xsi:nil="true"/></Notification>',
      `<Notification><Id>04l7Q0000000009QAQ</Id><sObject xsi:type="sf:Lead" xmlns:sf="urn:x"><sf:Id>00Q7Q00000B2cDeUAK</sf:Id></sObject></Notification>`,
      `<Notification><Id>04l7Q0000000009QAQ</Id><sObject xsi:type="sf:Lead" xmlns:sf="urn:x"><sf:Id xsi:nil="true"/><sf:Name/></sObject></Notification>`,
    ];
    for (const one of without) expect(translate(envelope(one))).toEqual({ observations: [], rejected: [] });
  });

  it('does not lose the others where one cannot be read', () => {
    const nameless = notification('Lead', { LeadSource: 'Web' });
    const late = notification('Lead', {
      Id: '00Q7Q00000B2cDeUAK',
      LastModifiedDate: '2027-10-03T09:00:00.000Z',
      LeadSource: 'Web',
    });
    const translation = translate(envelope(nameless, lead(1), late, lead(2)));
    expect(translation).toMatchObject({
      rejected: [
        { index: 0, path: 'notifications.Notification.0', message: expect.stringContaining('Id') },
        { index: 2, path: 'notifications.Notification.2.at' },
      ],
    });
    expect('observations' in translation && translation.observations).toHaveLength(2);
  });

  it('takes the last of equal fields', () => {
    const body = opportunity('10-03T09:00:00', { Name: 'first' }).replace(
      '</sObject>',
      '<sf:Name>last</sf:Name></sObject>',
    );
    expect(deal([body])).toMatchObject({ name: 'last' });
  });

  it('says whether the record is deleted, where that is asked for', () => {
    const deleted = opportunity('10-03T09:00:00', { IsDeleted: 'true' });
    expect(deal([deleted])).toMatchObject({ deleted: true });
    expect(deal([opportunity('10-04T09:00:00', { IsDeleted: 'false' }), deleted])).not.toHaveProperty('deleted');
    expect(deal([opportunity('10-02T09:00:00', { IsDeleted: 'false' }), deleted])).toMatchObject({ deleted: true });
  });

  it('may be large, and is read in a moment', () => {
    const body = envelope(
      ...Array.from({ length: 100 }, (_, n) =>
        notification('Lead', {
          Id: `00Q7Q0000000${100 + n}`,
          LastModifiedDate: '2026-10-03T09:00:00.000Z',
          LeadSource: 'x &'.repeat(1500),
        }),
      ),
    );
    expect(body.length).toBeGreaterThan(1_000_000);
    const before = process.cpuUsage();
    expect(recordsOf([body]).size).toBe(100);
    expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
  });
});

describe('the organisation', () => {
  const body = opportunity('10-03T09:00:00');

  it('must be the one that is configured, in either form of its id', () => {
    for (const account of [organisation, organisation.slice(0, 15)])
      expect(translate(body, { account })).toHaveProperty('observations');
    for (const account of ['00D7Q000000KfzMUAS', organisation.slice(0, 15).toLowerCase()])
      expect(translate(body, { account })).toEqual({
        failed: expect.stringMatching(/^wrongAccount: /),
        wrongAccount: true,
      });
  });

  it('must be told where one is configured, and is not asked for otherwise', () => {
    const nameless = body.replace(/<OrganizationId>.*<\/OrganizationId>/, '');
    expect(translate(nameless, { account: organisation })).toEqual({
      failed: expect.stringMatching(/^wrongAccount: /),
      wrongAccount: true,
    });
    expect(translate(nameless)).toHaveProperty('observations');
  });

  it('is not told by events', () => {
    const sent = event({
      entityName: 'Account',
      recordIds: ['1'],
      changeType: 'DELETE',
      commitTimestamp: at('10-03T09:00:00'),
    });
    expect(translate(sent, { account: organisation })).toMatchObject({ observations: [{ deleted: true }] });
  });
});

describe('timeless', () => {
  const timeless = (body: string) => salesforce.timeless({ body: Buffer.from(body), headers: {} });

  it.each([
    ['a message with a time', opportunity('10-03T09:00:00'), false],
    [
      'a message without',
      message('Opportunity', { Id: id, StageName: 'A', CreatedDate: '2026-10-03T09:00:00Z' }),
      true,
    ],
    ['one among many', envelope(lead(1), notification('Lead', { Id: '1', LeadSource: 'x' })), true],
    ['a notification without data', envelope('<Notification><Id>04l7Q0000000009QAQ</Id></Notification>'), false],
    ['what is no message', 'hello', false],
    ['what declares entities', '<!DOCTYPE a><a/>', false],
  ])('%s', (_, body, expected) => {
    expect(timeless(body)).toBe(expected);
  });
});

describe('what is not what Salesforce sends', () => {
  const good = opportunity('10-03T09:00:00');

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['a form', 'a=1&b=2'],
    ['other XML', '<leads><add id="1"/></leads>'],
    ['another envelope', envelope().replaceAll('notifications', 'fault')],
    ['an envelope that breaks off', good.slice(0, -20)],
    ['two envelopes', good + good.slice(good.indexOf('<soapenv'))],
    ['an envelope with an element behind it', `${good}<a/>`],
    ['tags that cross', good.replace('</sObject></Notification>', '</Notification></sObject>')],
    ['too many elements in each other', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`],
    ['names that objects have', good.replaceAll('sf:CloseDate', 'constructor')],
    ['other JSON', '{"event":"deal.updated","payload":{"id":1}}'],
    ['a list of other things', '[1,{"a":2},null]'],
    ['JSON that breaks off', '{"data":{"payload":{"ChangeEventHeader":{'],
    ['nested JSON', `${'{"data":'.repeat(1000)}1${'}'.repeat(1000)}`],
    ['JSON with a payload that is none', '{"data":{"payload":[1]}}'],
  ])('fails with a reason: %s', (_, body) => {
    const translation = translate(body);
    expect(translation).toEqual({ failed: expect.stringMatching(/^The body ./) });
    expect(JSON.stringify(translation)).not.toMatch(/hello|Qualification/);
  });

  it('fails where it is no text', () => {
    expect(translate(Buffer.from([0x3c, 0xff]))).toEqual({ failed: expect.stringContaining('UTF-8') });
    expect(translate(Buffer.from(good, 'utf16le'))).toHaveProperty('failed');
  });

  it('is not a platform event, nor a message about objects of the organisation’s own', () => {
    const nothing = { observations: [], rejected: [] };
    expect(translate('{"data":{"schema":"x","payload":{"Level__c":0.2},"event":{"replayId":5}}}')).toEqual(nothing);
    expect(translate(message('Boat__c', { Id: 'a', Name: 'B' }))).toEqual(nothing);
    expect(factsIn([envelope()])).toEqual({});
  });

  it('is not a list without events, which tells nothing', () => {
    expect(translate('[]')).toEqual({ observations: [], rejected: [] });
  });
});
